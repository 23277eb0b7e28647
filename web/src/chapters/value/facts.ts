import type { Analysis } from '../../../../wasm/analysis.js';
import { shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { pushesOf } from './pushes.js';

/** What the texts quote of the sentence's run. */
export function valueFacts({ runs, analysis, selection: { head, token } }: FigureContext): Parameters {
  const trace = runs.sentence;
  const [best, second] = attendedWords(trace, head, token);
  return {
    ...passFacts(trace, head, token),
    best_position: best!.j + 1,
    second: second?.word ?? '',
    second_weight: shortNumber(second?.weight ?? 0),
    d_value: trace.shape('value')[2]!,
    ...(trace.given ? {} : modelFacts(trace, analysis, head, token)),
  };
}

/** What only a model can tell. */
function modelFacts(trace: Trace, analysis: Analysis, head: number, token: number): Parameters {
  const [after] = trace.candidates('probability_after', token, 1);
  return {
    share: shortNumber(pushesOf(trace, analysis, head, token).share * 100),
    after_before: shortNumber(trace.at('probability_before', token, after!.id)),
  };
}
