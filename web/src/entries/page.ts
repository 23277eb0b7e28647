// The page's script as far as the first figure.
import { AttentionExplainer } from '../app/attention-explainer.js';
// The chapter that stands first comes with the script.
import '../chapters/overview/chapter.js';
import { ExplainerFigure } from '../figure-shell/explainer-figure.js';
import { TransportBar } from '../figure-shell/transport-bar.js';
import { define } from '../ui/define.js';

define({
  'explainer-figure': ExplainerFigure,
  'transport-bar': TransportBar,
  'attention-explainer': AttentionExplainer,
});
