import type { Claim, Claims, FigureContext } from '../../figure/figure.js';
import { attendedClaims, told } from '../../figure/parts/attended.js';
import { pushesOf } from './pushes.js';

const { twoShare, isSpread, toItself, toOneOfTwo } = attendedClaims('sentence');
const isFirst: Claim = ({ selection }) => selection.token === 0;

const top = ({ runs, selection }: FigureContext, tensor: 'probability_before' | 'probability_after') =>
  runs.sentence.candidates(tensor, selection.token, 1)[0]!;
const keepsItsGuess: Claim = (context) =>
  top(context, 'probability_before').id === top(context, 'probability_after').id;
/** The guess stays, and so does how sure it is. */
const staysPut: Claim = (context) => {
  const { runs, selection } = context;
  const { id, probability } = top(context, 'probability_after');
  const before = runs.sentence.at('probability_before', selection.token, id);
  return keepsItsGuess(context) && Math.abs(probability - before) < told;
};
const restOf = ({ runs, analysis, selection: { head, token } }: FigureContext) =>
  pushesOf(runs.sentence, analysis, head, token).rest;

/** Cards tell what this run did. */
export const valueClaims: Claims = {
  'card.value.weigh.given': ({ runs }) => runs.sentence.given !== undefined,
  'card.value.weigh.first': isFirst,
  'card.value.weigh.two': twoShare,
  'card.value.weigh.spread': isSpread,
  'card.value.weigh.self': toItself,
  'card.value.weigh.again': toOneOfTwo,
  'card.value.weigh': (context) => !isFirst(context) && !isSpread(context),
  'card.value.move.same': staysPut,
  'card.value.move.surer': keepsItsGuess,
  'card.value.move': (context) => !keepsItsGuess(context),
  'exact.value.move.2.whole': (context) => restOf(context) === undefined,
  'exact.value.move.2': (context) => restOf(context) !== undefined,
  'question.value.ask.first': isFirst,
  'question.value.ask': (context) => !isFirst(context),
};
