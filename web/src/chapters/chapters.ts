import { context } from '../figure/context/context.js';
import { nextWords } from '../figure/context/facts.js';
import { overview } from '../figure/overview/overview.js';
import { sameOrNot } from '../figure/word/numbers.js';
import { word } from '../figure/word/word.js';
import type { Chapter } from './chapter.js';

/** The chapters, in the order in which they are read. */
export const chapters: readonly Chapter[] = [
  { number: 0, figure: overview, paragraphs: 1 },
  {
    number: 1,
    figure: word,
    paragraphs: 3,
    notes: 2,
    formulas: ['embedding'],
    question: { id: 'word', options: sameOrNot, reveal: 'same' },
  },
  {
    number: 2,
    figure: context,
    paragraphs: 3,
    notes: 3,
    formulas: ['update'],
    question: { id: 'context', options: nextWords, reveal: 'after' },
  },
];
