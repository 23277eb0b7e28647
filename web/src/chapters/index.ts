import { context } from './context/figure.js';
import { nextWords } from './context/facts.js';
import { heads } from './heads/figure.js';
import { match } from './match/figure.js';
import { twoSteps } from './two-steps/figure.js';
import { value } from './value/figure.js';
import { weights } from './weights/figure.js';
import { sameOrNot } from './word/numbers.js';
import { word } from './word/figure.js';
import type { Chapter } from './chapter.js';
import { costChapter } from './cost/chapter.js';
import { countingChapter } from './counting/chapter.js';
import { overviewChapter } from './overview/chapter.js';
import { keyChapter, queryChapter } from './projection/chapter.js';
import { learningChapter } from './learning/chapter.js';
import { headSwitches, rankSlider, runSwitches } from './controls.js';
import { bestKey, maskTooLate, missedHead, nextWord } from './questions.js';
import { yourTurnChapter } from './your-turn/chapter.js';

/** The chapters, in the order in which they are read. */
export const chapters: readonly Chapter[] = [
  overviewChapter,
  {
    number: 1,
    id: 'word',
    figure: word,
    paragraphs: 3,
    notes: 2,
    formulas: ['embedding'],
    question: { id: 'word', options: sameOrNot, reveal: 'same' },
  },
  {
    number: 2,
    id: 'context',
    figure: context,
    paragraphs: 3,
    notes: 3,
    formulas: ['update'],
    question: { id: 'context', options: nextWords, reveal: 'after' },
  },
  queryChapter,
  keyChapter,
  { number: 5, id: 'match', figure: match, paragraphs: 2, formulas: ['score'], question: bestKey, notes: 1 },
  {
    number: 6,
    id: 'weights',
    figure: weights,
    paragraphs: 2,
    formulas: ['softmax', 'softmax_row'],
    question: maskTooLate,
    controls: runSwitches,
    notes: 3,
  },
  {
    number: 7,
    id: 'value',
    figure: value,
    paragraphs: 2,
    formulas: ['value', 'delta', 'update'],
    question: nextWord,
    notes: 1,
  },
  {
    number: 8,
    id: 'two-steps',
    figure: twoSteps,
    paragraphs: 3,
    formulas: ['two_steps', 'concatenated'],
    controls: rankSlider,
    notes: 1,
  },
  {
    number: 9,
    id: 'heads',
    figure: heads,
    paragraphs: 3,
    formulas: ['heads', 'stacked'],
    question: missedHead,
    controls: headSwitches,
    notes: 2,
  },
  countingChapter,
  costChapter,
  learningChapter,
  yourTurnChapter,
];
