import { shortNumber, subscript } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';

/** What texts about a run can quote of it: sizes, the followed row, the prediction; each read from the trace. */
export function passFacts(trace: Trace, head: number, token: number): Parameters {
  return { ...sizes(trace), ...row(trace, head, token), ...prediction(trace, token) };
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
    i_sub: subscript(token + 1),
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
