// What follows the first figure, around it: the reader's choices, the inspector, the tools, the page's address.
import { Address } from './address.js';
import { provideAround } from './around-shelf.js';
import { inspectorOf, pointerOf, tableOf, toolsOf } from './elements/around-figure.js';
import { aroundFigureStyles } from './elements/around-figure-styles.js';
import { aroundStyles } from './elements/around-styles.js';
import { CellInspector } from './elements/cell-inspector.js';
import { addStyles, define } from './elements/define.js';
import { ExplainerFigure } from './elements/explainer-figure.js';
import { FigureTools } from './elements/figure-tools.js';
import { inspectorStyles } from './elements/inspector-styles.js';
import { keepPlace } from './elements/keep-place.js';
import { pageChoices } from './elements/page-choices.js';
import { modelNote, pageFooter, references } from './elements/page-notes.js';
import { Printing } from './elements/printing.js';
import { SentenceBox } from './elements/sentence-box.js';
import { explain } from './inspect/explain.js';
import { provideExplanations } from './inspect/sources.js';
import { writeLink } from './link.js';
import { WeightsModel } from './model/weights-model.js';
import { momentOf, openAddress, writeEmbedCode } from './page-moment.js';
import { tokenToFollow } from './token-to-follow.js';

define({
  'cell-inspector': CellInspector,
  'figure-tools': FigureTools,
  'sentence-box': SentenceBox,
});
const figureStyles = [inspectorStyles, aroundFigureStyles];

addStyles(ExplainerFigure, ...figureStyles);
provideExplanations(explain);
provideAround({
  pageChoices,
  modelNote,
  references,
  pageFooter,
  pointerOf,
  inspectorOf,
  toolsOf,
  tableOf,
  keepPlace,
  WeightsModel,
  tokenToFollow,
  Address,
  Printing,
  momentOf,
  openAddress,
  writeEmbedCode,
  writeLink,
  styles: aroundStyles,
  figureStyles,
});
