import formulas from '../../../formulas.tex';
import type { Chapter } from '../chapter.js';
import { word } from './figure.js';
import { sameOrNot } from './numbers.js';
import '../cards.js';

export const chapter: Chapter = {
  id: 'word',
  figure: word,
  cards: [
    { step: 'phrases' },
    { step: 'lookup', exact: 1 },
    { step: 'same', exact: 1, formulas: [formulas.embedding] },
    { step: 'sum', exact: 1 },
  ],
  question: { id: 'word', options: sameOrNot, at: 'lookup', reveal: 'same' },
};
