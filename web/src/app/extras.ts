// What follows the first figure, around it: the reader's choices, the inspector, the tools, the page's address.
import { Address } from './address.js';
import { provideExtras } from './extras-shelf.js';
import { figureExtras } from '../figure-shell/figure-extras.js';
import { extrasStyles } from './extras-styles.js';
import { CellInspector } from '../figure-shell/cell-inspector.js';
import { addStyles, define } from '../ui/define.js';
import { ExplainerFigure } from '../figure-shell/explainer-figure.js';
import { FigureTools } from '../figure-shell/figure-tools.js';
import { preserveScroll } from './preserve-scroll.js';
import { pageChoices } from './page-choices.js';
import { modelNote, pageFooter, references } from './page-notes.js';
import { Printing } from './printing.js';
import { SentenceBox } from '../ui/sentence-box.js';
import { writeLink } from './link.js';
import { WeightsModel } from '../compute/model/weights-model.js';
import { momentOf, openAddress, writeEmbedCode } from './page-moment.js';
import { tokenToFollow } from '../compute/token-to-follow.js';

define({
  'cell-inspector': CellInspector,
  'figure-tools': FigureTools,
  'sentence-box': SentenceBox,
});

addStyles(ExplainerFigure, ...figureExtras.styles);
provideExtras({
  pageChoices,
  modelNote,
  references,
  pageFooter,
  figureExtras,
  preserveScroll,
  WeightsModel,
  tokenToFollow,
  Address,
  Printing,
  momentOf,
  openAddress,
  writeEmbedCode,
  writeLink,
  styles: extrasStyles,
});
