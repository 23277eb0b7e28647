import type { FigureContext } from '../../figure/figure.js';
import type { Claims } from '../../figure/telling.js';

const options = ({ runs }: FigureContext) => runs.switched.options;
const isLast = ({ runs, selection }: FigureContext) => selection.token === runs.switched.n_tokens - 1;

/** Cards tell what this run did, not what it ought to have done. */
export const weightsClaims: Claims = {
  'card.weights.scale.off': (context) => !options(context).scale,
  'card.weights.scale.temperature': (context) => options(context).temperature !== 1,
  'card.weights.mask.none': (context) => options(context).mask === 'none',
  'card.weights.mask.late': (context) => options(context).mask === 'zero-after-softmax',
  'card.weights.mask.last': isLast,
  'card.weights.divide.leak': (context) => options(context).mask === 'none' && !isLast(context),
  'card.weights.divide.late': (context) => options(context).mask === 'zero-after-softmax',
  'card.weights.lessons.leak': (context) => options(context).mask === 'none',
};
