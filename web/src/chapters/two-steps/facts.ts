import { gpt3 } from '../../compute/published-sizes.js';
import { shortNumber, tinyNumber, wholeNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import type { Claims, FigureContext } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import { concatenatedOf, keptOf } from './numbers.js';
import { rankOf } from './view.js';

/** What texts can quote: how many numbers matrices have, and what is lost with fewer directions. */
export function twoStepsFacts({ runs: { sentence }, analysis, selection }: FigureContext): Parameters {
  const { d_model, d_value, n_heads } = extentsOf(sentence);
  const { head, token } = selection;
  const rank = rankOf(sentence, selection);
  const { error, matrixError } = keptOf(sentence, analysis, head, token, rank);
  return {
    ...passFacts(sentence, head, token),
    d_value,
    square: wholeNumber(d_model ** 2),
    thin: wholeNumber(2 * d_value * d_model),
    gpt3_model: wholeNumber(gpt3.d_model),
    gpt3_value: gpt3.d_v,
    gpt3_square: wholeNumber(gpt3.d_model ** 2),
    gpt3_thin: wholeNumber(2 * gpt3.d_v * gpt3.d_model),
    gpt3_times: gpt3.d_model / (2 * gpt3.d_v),
    rank,
    error: shortNumber(error),
    matrix_error: shortNumber(matrixError),
    columns: n_heads * d_value,
    difference: tinyNumber(concatenatedOf(sentence, analysis, token).difference),
  };
}

const rank = ({ runs: { sentence }, selection }: FigureContext) => rankOf(sentence, selection);

/** What the cards claim. */
export const twoStepsClaims: Claims = {
  'card.two-steps.rank.none': (context) => rank(context) === 0,
  'card.two-steps.rank.all': (context) => rank(context) === extentsOf(context.runs.sentence).d_value,
  'card.two-steps.rank.one': (context) => rank(context) === 1,
  'exact.two-steps.equal.1.exactly': ({ runs: { sentence }, analysis, selection }) =>
    concatenatedOf(sentence, analysis, selection.token).difference === 0,
};
