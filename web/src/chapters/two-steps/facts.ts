import { gpt3 } from '../../compute/published-sizes.js';
import { shortNumber, tinyNumber, wholeNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import type { FigureContext } from '../../figure/figure.js';
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

/** Which caption tells a step truly. */
export function twoStepsCaption(
  { runs: { sentence }, analysis, selection }: FigureContext,
  step: string,
): string {
  if (step === 'rank') {
    const rank = rankOf(sentence, selection);
    if (rank === 0) return 'rank.none';
    if (rank === extentsOf(sentence).d_value) return 'rank.all';
    return rank === 1 ? 'rank.one' : 'rank';
  }
  const { difference } = concatenatedOf(sentence, analysis, selection.token);
  return step === 'equal' && difference === 0 ? 'equal.exactly' : step;
}
