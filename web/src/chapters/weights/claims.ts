import type { Claim, Claims, FigureContext } from '../../figure/figure.js';
import { attendedClaims, told } from '../../figure/parts/attended.js';
import { leakOf, restingRows } from './facts.js';

const options = ({ runs }: FigureContext) => runs.switched.options;
const mask = (context: FigureContext) => options(context).mask;
const count = ({ runs }: FigureContext) => runs.switched.n_tokens;
/** How many words come after the followed one. */
const later = (context: FigureContext) => count(context) - context.selection.token - 1;
const isHot = (context: FigureContext) => options(context).temperature !== 1;

const { twoShare, isSpread, toItself, toOneOfTwo } = attendedClaims('switched');

const hidesNone: Claim = (context) => mask(context) !== 'causal' || later(context) === 0;
const losesSome: Claim = (context) => {
  const { runs, selection } = context;
  const sum = runs.switched.at('weight_sum', selection.head, selection.token);
  return mask(context) === 'zero-after-softmax' && sum < 1 - told;
};
const leaks: Claim = (context) => mask(context) === 'none' && leakOf(context).weight >= told;
const onlyItself: Claim = (context) =>
  count(context) === 1 || (mask(context) === 'causal' && context.selection.token === 0);

/** What the model now expects of the word that really comes next, next to what it expects as trained. */
const isConfused: Claim = (context) => {
  const { runs, selection } = context;
  if (mask(context) !== 'none' || later(context) === 0) return false;
  const next = runs.switched.at('token', selection.token + 1);
  const of = (run: 'sentence' | 'switched') => runs[run].at('probability_after', selection.token, next);
  return of('switched') < of('sentence') - 0.1;
};
const anyRowLoses: Claim = (context) => {
  const { runs, selection } = context;
  const sums = runs.switched.words.map((_, i) => runs.switched.at('weight_sum', selection.head, i));
  return mask(context) === 'zero-after-softmax' && sums.some((sum) => sum < 1 - told);
};

/** Of an author's numbers nothing is said that a model does. */
const given: Claim = ({ runs }) => runs.switched.given !== undefined;
const givenScale: Claim = ({ runs }) => runs.switched.given?.scale !== undefined;
const givenScores: Claim = ({ runs }) => runs.switched.given?.from === 'scores';

/** Cards tell what this run did, not what it ought to have done. */
export const weightsClaims: Claims = {
  'card.weights.scores.given': given,
  'card.weights.scale.given-scale': givenScale,
  'card.weights.scale.given-scores': givenScores,
  'card.weights.scale.given': (context) => given(context) && !isHot(context),
  'card.weights.mask.given-open': (context) => given(context) && mask(context) === 'none',
  'card.weights.mask.given': (context) => given(context) && later(context) > 0,
  'card.weights.all.given': given,
  'card.weights.scale.hot-only': (context) => !options(context).scale && isHot(context),
  'card.weights.scale.off': (context) => !options(context).scale,
  'card.weights.scale.temperature': isHot,
  'card.weights.scale': (context) => options(context).scale && !isHot(context),
  'card.weights.mask.last': (context) => later(context) === 0,
  'card.weights.mask.none': (context) => mask(context) === 'none',
  'card.weights.mask.late': (context) => mask(context) === 'zero-after-softmax',
  'card.weights.mask.one': (context) => later(context) === 1,
  'card.weights.mask': (context) => mask(context) === 'causal' && later(context) > 1,
  'card.weights.exp.open': hidesNone,
  'card.weights.exp': (context) => !hidesNone(context),
  'card.weights.divide.late': losesSome,
  'card.weights.divide.leak': leaks,
  'card.weights.divide.only': onlyItself,
  'card.weights.divide.two': twoShare,
  'card.weights.divide.spread': isSpread,
  'card.weights.divide.self': toItself,
  'card.weights.divide.again': toOneOfTwo,
  'card.weights.divide': (context) => !losesSome(context) && !leaks(context) && !isSpread(context),
  'exact.weights.divide.1.late': losesSome,
  'card.weights.all.alone': (context) => count(context) === 1,
  'card.weights.all.late': anyRowLoses,
  'card.weights.all.confused': isConfused,
  'card.weights.all.leak': (context) => mask(context) === 'none',
  'card.weights.all.two': (context) => count(context) === 2,
  'card.weights.all': (context) => count(context) > 2 && !anyRowLoses(context) && mask(context) !== 'none',
  'exact.weights.all.1.none': (context) => restingRows(context) === 0,
  'exact.weights.all.1.one': (context) => restingRows(context) === 1,
  'exact.weights.all.1': (context) => restingRows(context) > 1,
};
