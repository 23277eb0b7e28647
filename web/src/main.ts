// The page's script as far as the first figure.
import { define } from './elements/define.js';
import { AttentionExplainer } from './elements/attention-explainer.js';
import { CellInspector } from './elements/cell-inspector.js';
import { ChapterProse } from './elements/chapter-prose.js';
import { ExplainerFigure } from './elements/explainer-figure.js';
import { FigureTools } from './elements/figure-tools.js';
import { SentenceBox } from './elements/sentence-box.js';
import { TransportBar } from './elements/transport-bar.js';

define({
  'cell-inspector': CellInspector,
  'chapter-prose': ChapterProse,
  'explainer-figure': ExplainerFigure,
  'figure-tools': FigureTools,
  'sentence-box': SentenceBox,
  'transport-bar': TransportBar,
  'attention-explainer': AttentionExplainer,
});
