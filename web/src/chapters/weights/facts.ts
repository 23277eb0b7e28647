import { exactNumber, shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import type { FigureContext } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import { rests } from '../../figure/parts/resting.js';

/** What the texts quote of the run with the reader's switches. */
export function weightsFacts(context: FigureContext): Parameters {
  const { runs, selection } = context;
  const { head, token } = selection;
  const trace = runs.switched;
  const [best, second] = attendedWords(trace, head, token);
  const top = trace.has('score') ? topOf(trace, head, token) : {};
  const leak = leakOf(context);
  const next = trace.words[token + 1];
  const probability = (run: 'sentence' | 'switched') =>
    next === undefined || trace.given
      ? ''
      : shortNumber(runs[run].at('probability_after', token, trace.at('token', token + 1)));
  return {
    ...passFacts(trace, head, token),
    ...top,
    scale: shortNumber(trace.given?.scale ?? 1),
    best_position: best!.j + 1,
    second: second?.word ?? '',
    second_weight: shortNumber(second?.weight ?? 0),
    weight_sum: shortNumber(trace.at('weight_sum', head, token)),
    exact_sum: exactNumber(trace.at('weight_sum', head, token)),
    temperature: shortNumber(trace.options.temperature),
    hidden: trace.n_tokens - token - 1,
    lessons: trace.n_tokens - 1,
    others: trace.n_tokens - 1,
    first: trace.words[0]!,
    resting: restingRows(context),
    leak: shortNumber(leak.weight),
    leak_word: leak.word,
    next: next ?? '',
    next_trained: probability('sentence'),
    next_now: probability('switched'),
  };
}

/** The largest score, and what becomes of it. */
function topOf(trace: Trace, head: number, token: number): Parameters {
  const scores = Array.from(trace.row('score', head, token));
  const top = scores.indexOf(Math.max(...scores));
  return {
    top: trace.words[top]!,
    top_score: shortNumber(scores[top]!),
    top_scaled: shortNumber(trace.at('scaled', head, token, top)),
  };
}

/** The later word that gets most of the followed one's weight. */
export function leakOf({ runs, selection: { head, token } }: FigureContext): {
  word: string;
  weight: number;
} {
  const later = attendedWords(runs.switched, head, token).filter(({ j }) => j > token);
  return later[0] ?? { word: '', weight: 0 };
}

/** In how many rows the head merely rests. */
export function restingRows({ runs, selection: { head } }: FigureContext): number {
  return runs.switched.words.filter((_, i) => rests(runs.switched, head, i)).length;
}
