import { AttentionExplainer } from './elements/attention-explainer.js';
import { CellInspector } from './elements/cell-inspector.js';
import { SentenceBox } from './elements/sentence-box.js';
import { TransportBar } from './elements/transport-bar.js';
import { WholePassFigure } from './elements/whole-pass-figure.js';

const elements = {
  'cell-inspector': CellInspector,
  'sentence-box': SentenceBox,
  'transport-bar': TransportBar,
  'whole-pass-figure': WholePassFigure,
  'attention-explainer': AttentionExplainer,
};

// A page that loads the script twice must not fail on the second time.
for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}
