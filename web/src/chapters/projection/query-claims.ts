import type { Claims } from '../../figure/figure.js';
import { adjectives, isFirst } from './readings.js';

/** What words a query may be given depends on what the head does with it. */
export const queryClaims: Claims = {
  'card.query.question.first': isFirst,
  'card.query.question.adjectives': adjectives,
  'card.query.question': (context) => context.selection.token > 0,
  'exact.query.question.1.adjectives': adjectives,
};
