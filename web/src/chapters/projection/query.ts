import formulas from '../../../formulas.tex';
import type { FigureContext } from '../../figure/figure.js';
import type { Chapter } from '../chapter.js';
import { projectionFigure } from './figure.js';
import { queryClaims } from './query-claims.js';
import '../cards.js';

/** How many multiplications make one query? Each row takes as many as the embedding has numbers. */
function multiplications({ runs }: FigureContext): { text: string; right: boolean }[] {
  const [, rows, columns] = runs.sentence.shape('w_q') as [number, number, number];
  return [
    { text: `${rows}`, right: false },
    { text: `${rows} + ${columns} = ${rows + columns}`, right: false },
    { text: `${rows} × ${columns} = ${rows * columns}`, right: true },
  ];
}

export const chapter: Chapter = {
  id: 'query',
  figure: projectionFigure('query', queryClaims),
  cards: [
    { step: 'question', exact: 1 },
    { step: 'matrix' },
    { step: 'row' },
    { step: 'rows', exact: 1, formulas: [formulas.query] },
    { step: 'all' },
  ],
  question: { id: 'query', options: multiplications, at: 'row', reveal: 'rows' },
};
