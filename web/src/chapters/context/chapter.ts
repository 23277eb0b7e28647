import formulas from '../../../formulas.tex';
import type { Chapter } from '../chapter.js';
import { nextWords } from './facts.js';
import { context } from './figure.js';
import '../cards.js';

export const chapter: Chapter = {
  id: 'context',
  figure: context,
  cards: [
    { step: 'before', exact: 1 },
    { step: 'arrows', exact: 2, formulas: [formulas.update] },
    { step: 'after', exact: 1 },
    { step: 'eiffel', exact: 1 },
    { step: 'miniature' },
  ],
  question: { id: 'context', options: nextWords, at: 'arrows', reveal: 'after' },
};
