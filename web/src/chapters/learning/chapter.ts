import { html } from 'lit';
import { parameterCount } from '../../compute/model/parameter-count.js';
import type { Chapter, Page } from '../chapter.js';

function facts({ engine, context: { runs, selection } }: Page) {
  return {
    parameters: parameterCount(engine.trained.model).toLocaleString('en'),
    token: runs.sentence.words[selection.token]!,
  };
}

/** Chapter 12: the model of the page, trained again in the page. */
export const learningChapter: Chapter = {
  number: 12,
  id: 'learning',
  body: (page) => html`<learning-figure .page=${page}></learning-figure>`,
  facts,
  paragraphs: 3,
  notes: 3,
};
