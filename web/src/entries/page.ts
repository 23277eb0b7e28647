// The page's script as far as the first figure.
import { define } from '../ui/define.js';
import { AttentionExplainer } from '../app/attention-explainer.js';
import { ChapterProse } from '../chapters/chapter-prose.js';
import { ExplainerFigure } from '../figure-shell/explainer-figure.js';
import { TransportBar } from '../figure-shell/transport-bar.js';

define({
  'chapter-prose': ChapterProse,
  'explainer-figure': ExplainerFigure,
  'transport-bar': TransportBar,
  'attention-explainer': AttentionExplainer,
});
