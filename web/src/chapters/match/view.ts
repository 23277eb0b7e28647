import { memo } from '../../scene/memo.js';
import type { Say } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';
import { type Highlight, largestMagnitude, type Selection } from '../../figure/view.js';
import type { MatchProgress, Pair } from './steps.js';

/** All that the parts of the figure are drawn from. */
export interface MatchView {
  readonly trace: Trace;
  readonly selection: Selection;
  readonly at: MatchProgress;
  /** The pair that is worked out first: the followed word and the word that it attends to most. */
  readonly best: Pair;
  readonly highlight: Highlight;
  readonly say: Say;
}

/** The score whose dot is a full one, the same in the whole grid: the largest of a word with itself or an earlier one. */
export function fullScore(trace: Trace, head: number): number {
  return memo(trace, `full-score:${head}`, () =>
    largestMagnitude(trace.words.map((_, i) => Array.from(trace.row('score', head, i)).slice(0, i + 1))),
  );
}
