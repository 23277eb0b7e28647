import { overview } from '../figure/overview/overview.js';
import { weights } from '../figure/weights/weights.js';
import type { Chapter } from './chapter.js';
import { maskTooLate } from './questions.js';

/** The chapters, in the order in which they are read. */
export const chapters: readonly Chapter[] = [
  { number: 0, figure: overview, paragraphs: 1 },
  {
    number: 6,
    figure: weights,
    paragraphs: 2,
    formulas: ['softmax', 'softmax_row'],
    question: maskTooLate,
    switches: true,
    notes: 2,
  },
];
