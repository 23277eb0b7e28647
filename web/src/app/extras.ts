// What follows the first figure, around it: the reader's choices, the inspector, the tools, the page's address. Loaded when that
// figure is live, and handed down as it is.
import { FigureStills } from '../chapters/figure-stills.js';
import { CellInspector } from '../figure-shell/cell-inspector.js';
import { FigureTools } from '../figure-shell/figure-tools.js';
import { NumberTable } from '../figure-shell/number-table.js';
import { define } from '../ui/define.js';
import { SentenceBox } from '../ui/sentence-box.js';

export { figureExtras } from '../figure-shell/figure-extras.js';
export { tokenToFollow } from '../compute/token-to-follow.js';
export { AddressController } from './address-controller.js';
export { extrasStyles } from './extras-styles.js';
export { embedCodeOf } from './page-moment.js';
export { preserveScroll } from './preserve-scroll.js';
export { pageChoices } from './page-choices.js';
export { pageFooter, pageNotes, references } from './page-notes.js';
export { Printing } from './printing.js';
export { refusalOf } from './refused-sentence.js';

define({
  'cell-inspector': CellInspector,
  'figure-stills': FigureStills,
  'figure-tools': FigureTools,
  'number-table': NumberTable,
  'sentence-box': SentenceBox,
});
