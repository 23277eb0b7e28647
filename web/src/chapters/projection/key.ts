import formulas from '../../../formulas.tex';
import type { Chapter } from '../chapter.js';
import { projectionFigure } from './figure.js';

export const chapter: Chapter = {
  id: 'key',
  figure: projectionFigure('key'),
  paragraphs: 3,
  formulas: [formulas.query, formulas.key],
};
