import { attendedWords } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import type { Claims } from '../../figure/telling.js';
import { asksForAdjectives } from './followed.js';
import type { ProjectionKind } from './kind.js';

const isFirst = ({ selection }: FigureContext) => selection.token === 0;

const adjectives = ({ runs, selection }: FigureContext) =>
  asksForAdjectives(runs.sentence, selection.head, selection.token);

function best({ runs, selection }: FigureContext) {
  return attendedWords(runs.sentence, selection.head, selection.token);
}

const itself = (context: FigureContext) => best(context)[0]!.j === context.selection.token;

/** Two words that get the same weight, as far as it is written. */
function even(context: FigureContext): boolean {
  const [first, second] = best(context);
  return second !== undefined && second.weight > 0 && first!.weight - second.weight < 0.01;
}

/** What words a vector may be given depends on what the head does with it. */
export const projectionClaims: Readonly<Record<ProjectionKind, Claims>> = {
  query: {
    'card.query.question.first': isFirst,
    'card.query.question.adjectives': adjectives,
    'card.query.question': (context) => context.selection.token > 0,
    'exact.query.question.1.adjectives': adjectives,
  },
  key: {
    'card.key.question.first': isFirst,
    'card.key.question.adjectives': adjectives,
    'card.key.question.even': even,
    'card.key.question.itself': itself,
    'card.key.question.again': (context) => {
      const { words } = context.runs.sentence;
      return words.filter((word) => word === best(context)[0]!.word).length > 1;
    },
    'card.key.question': (context) => {
      const [first, second] = best(context);
      return first!.j < context.selection.token && first!.weight > second!.weight;
    },
  },
};
