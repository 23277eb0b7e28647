import type { Claims } from '../../figure/figure.js';
import { moles } from '../../figure/parts/meanings.js';
import { areSettled } from '../../figure/parts/senses.js';
import { wordNumbers } from './numbers.js';

/** Below it a meaning has no part in the mixture that one could see. */
const least = 0.15;

/** The row is told of as a mixture only where it is one: of three meanings, each with its share, that make up most of it. */
export const wordClaims: Claims = {
  'card.word.same': (context) => wordNumbers(context).ofRows.every((difference) => difference === 0),
  'card.word.sum.mixture': (context) => {
    const { coefficients, residual } = wordNumbers(context).combination;
    return coefficients.every((share) => share >= least) && residual < 0.5 && areSettled(context, moles);
  },
};
