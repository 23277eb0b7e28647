import type { Claims } from '../../figure/figure.js';
import { adjectives, attended, isFirst } from './readings.js';

/** Who answers is told by the weights, and by their size. */
export const keyClaims: Claims = {
  'card.key.question.first': isFirst,
  'card.key.question.adjectives': adjectives,
  // As far as it is written two words get the same weight.
  'card.key.question.even': (context) => {
    const [first, second] = attended(context);
    return second !== undefined && second.weight > 0 && first!.weight - second.weight < 0.01;
  },
  'card.key.question.itself': (context) => attended(context)[0]!.j === context.selection.token,
  'card.key.question.again': (context) => {
    const { words } = context.runs.sentence;
    return words.filter((word) => word === attended(context)[0]!.word).length > 1;
  },
  'card.key.question': (context) => {
    const [first, second] = attended(context);
    return first!.j < context.selection.token && first!.weight > second!.weight;
  },
};
