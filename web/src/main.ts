// The page's script as far as the first figure.
import { define } from './elements/define.js';
import { AttentionExplainer } from './elements/attention-explainer.js';
import { ChapterProse } from './elements/chapter-prose.js';
import { ExplainerFigure } from './elements/explainer-figure.js';
import { TransportBar } from './elements/transport-bar.js';

define({
  'chapter-prose': ChapterProse,
  'explainer-figure': ExplainerFigure,
  'transport-bar': TransportBar,
  'attention-explainer': AttentionExplainer,
});
