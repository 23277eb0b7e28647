import formulas from '../../../formulas.tex';
import type { Chapter } from '../chapter.js';
import { word } from './figure.js';
import { sameOrNot } from './numbers.js';

export const chapter: Chapter = {
  id: 'word',
  figure: word,
  paragraphs: 3,
  notes: 2,
  formulas: [formulas.embedding],
  question: { id: 'word', options: sameOrNot, reveal: 'same' },
};
