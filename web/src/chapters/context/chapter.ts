import formulas from '../../../formulas.tex';
import type { Chapter } from '../chapter.js';
import { nextWords } from './facts.js';
import { context } from './figure.js';

export const chapter: Chapter = {
  id: 'context',
  figure: context,
  paragraphs: 3,
  notes: 3,
  formulas: [formulas.update],
  question: { id: 'context', options: nextWords, reveal: 'after' },
};
