import formulas from '../../../formulas.tex';
import type { Chapter } from '../chapter.js';
import { projectionFigure } from './figure.js';
import { keyClaims } from './key-claims.js';
import '../cards.js';

export const chapter: Chapter = {
  id: 'key',
  figure: projectionFigure('key', keyClaims),
  cards: [
    { step: 'question', exact: 1 },
    { step: 'rows', exact: 1, formulas: [formulas.query, formulas.key] },
    { step: 'all' },
  ],
};
