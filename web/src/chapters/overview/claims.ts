import type { Claims, FigureContext } from '../../figure/figure.js';
import { noticeable } from '../../figure/parts/attended.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { lookedAt } from './facts.js';

const best = ({ runs: { sentence }, selection: { token } }: FigureContext, stage: 'before' | 'after') =>
  sentence.candidates(`probability_${stage}`, token, 1)[0]!;

const gain = (context: FigureContext) => {
  const { id, probability } = best(context, 'after');
  return probability - context.runs.sentence.at('probability_before', context.selection.token, id);
};

/** What the first figure says of a word. A difference below this many parts of a whole is none to a reader. */
const noticed = 0.05;

export const overviewClaims: Claims = {
  'card.overview.alone.unsure': (context) => best(context, 'before').probability < 0.5,
  'card.overview.look.two': (context) => lookedAt(context).length >= 2,
  'card.overview.look.one': (context) => lookedAt(context).length === 1,
  'card.overview.look.itself': ({ runs: { sentence }, selection: { head, token } }) =>
    sentence.at('weight', head, token, token) >= 0.5,
  'card.overview.change.creature': (context) => {
    const weights = creatureWeights(context.runs.sentence, context.selection);
    return weights !== undefined && weights.fluffy >= noticeable && weights.blue >= noticeable;
  },
  'card.overview.next.other': (context) =>
    best(context, 'before').id !== best(context, 'after').id && gain(context) >= noticed,
  'card.overview.next.surer': (context) => gain(context) >= noticed,
};
