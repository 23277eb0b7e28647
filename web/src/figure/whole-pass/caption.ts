import { shortNumber } from '../../format.js';
import type { Parameters, Say } from '../../messages.js';
import type { Trace } from '../../trace.js';
import type { Selection } from '../view.js';
import type { StepId } from './steps.js';

/** What the step shows, in a sentence or two whose numbers are read from the trace. */
export function caption(trace: Trace, { head, token }: Selection, step: StepId, say: Say): string {
  return say(`caption.${step}`, { ...sizes(trace), ...row(trace, head, token), ...prediction(trace, token) });
}

function sizes(trace: Trace): Parameters {
  return {
    count: trace.n_tokens,
    n_heads: trace.n_heads,
    d_model: trace.shape('embedding')[1]!,
    d_head: trace.shape('query')[2]!,
  };
}

function row(trace: Trace, head: number, token: number): Parameters {
  const weights = Array.from(trace.row('weight', head, token));
  const best = weights.indexOf(Math.max(...weights));
  return {
    token: trace.words[token]!,
    position: token + 1,
    head: head + 1,
    best: trace.words[best]!,
    best_score: shortNumber(trace.at('score', head, token, best)),
    best_scaled: shortNumber(trace.at('scaled', head, token, best)),
    best_weight: shortNumber(weights[best]!),
    row_max: shortNumber(trace.at('row_max', head, token)),
    row_sum: shortNumber(trace.at('row_sum', head, token)),
  };
}

function prediction(trace: Trace, token: number): Parameters {
  const [before] = trace.candidates('probability_before', token, 1);
  const [after] = trace.candidates('probability_after', token, 1);
  return {
    before: before!.word,
    before_probability: shortNumber(before!.probability),
    after: after!.word,
    after_probability: shortNumber(after!.probability),
  };
}
