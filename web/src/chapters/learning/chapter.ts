import { html } from 'lit';
import { parameterCount } from '../../compute/model/parameter-count.js';
import { CellInspector } from '../../figure-shell/cell-inspector.js';
import { NumberTable } from '../../figure-shell/number-table.js';
import { define } from '../../ui/define.js';
import { wholeNumber } from '../../text/format.js';
import { savesData } from '../../ui/saves-data.js';
import type { Chapter, Page } from '../chapter.js';
import { LearningFigure } from './learning-figure.js';
import { LearningSettingsForm } from './learning-settings.js';
import '../cards.js';

function facts({ engine, context: { runs, selection } }: Page) {
  return {
    parameters: wholeNumber(parameterCount(engine.trained.model)),
    token: runs.sentence.words[selection.token]!,
  };
}

define({
  'cell-inspector': CellInspector,
  'learning-figure': LearningFigure,
  'learning-settings': LearningSettingsForm,
  'number-table': NumberTable,
});

/** The model of the page, trained again in the page. */
export const chapter: Chapter = {
  id: 'learning',
  body: (page) => html`<learning-figure .page=${page}></learning-figure>`,
  facts,
  claims: {
    // No curve is drawn, and nothing kept, until the reader has it trained.
    'card.learning.loss.saved': () => savesData(),
    'card.learning.kept.saved': () => savesData(),
    'card.learning.found.first': ({ selection }) => selection.token === 0,
  },
  cards: [
    { step: 'random' },
    { step: 'loss', exact: 3 },
    { step: 'found', exact: 1 },
    { step: 'kept', exact: 1 },
  ],
};
