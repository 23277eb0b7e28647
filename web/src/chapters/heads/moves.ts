import type { Analysis } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { memo } from '../../scene/memo.js';

/** A move that rounds to this or less on the screen is told as none. */
const nothing = 0.005;

/** How far heads move words, by head and word: the lengths of their deltas. */
export interface Moves {
  readonly lengths: readonly (readonly number[])[];
  readonly largest: number;
}

/** Worked out by the core, once for a trace. */
export function movesOf(trace: Trace, analysis: Analysis): Moves {
  return memo(trace, 'moves', () => {
    const zero = new Float32Array(trace.shape('head_delta')[2]!);
    const lengths = Array.from({ length: trace.n_heads }, (_, h) =>
      trace.words.map((_, i) => analysis.compare(trace.row('head_delta', h, i), zero).distance),
    );
    return { lengths, largest: Math.max(...lengths.flat()) };
  });
}

/** How strongly a head's row may stand out: as much as the head moves that word, next to the largest move there is. */
export function standing({ lengths, largest }: Moves, h: number, i: number): number {
  return largest > nothing ? 0.22 + 0.78 * (lengths[h]![i]! / largest) : 0.22;
}

/** The heads in the order of how far they move a word, and whether any does so that it could be told. */
export function ranking(
  { lengths }: Moves,
  i: number,
): { readonly heads: readonly number[]; readonly moves: boolean } {
  const heads = lengths.map((_, h) => h).sort((a, b) => lengths[b]![i]! - lengths[a]![i]!);
  return { heads, moves: lengths[heads[0]!]![i]! > nothing };
}

/** What is gone from a word and its prediction when some heads are off. */
interface Loss {
  /** The largest difference of a component of E'. */
  readonly output: number;
  /** The largest difference of the probability of a next word. */
  readonly probability: number;
}

/** By the core, once for a run and a word. */
export function lossOf(full: Trace, without: Trace, analysis: Analysis, i: number): Loss {
  return memo(without, `heads-loss:${i}`, () => ({
    output: analysis.compare(full.row('output', i), without.row('output', i)).largestDifference,
    probability: analysis.compare(full.row('probability_after', i), without.row('probability_after', i))
      .largestDifference,
  }));
}

/** How much each head's absence changes the prediction after the followed word, by head. */
function lossesOf({ runs, ablations, analysis, selection: { token } }: FigureContext): readonly number[] {
  return ablations.map((without) => lossOf(runs.sentence, without, analysis, token).probability);
}

/** The heads without which the prediction changes most, in more than roundings; more than one if they tie. */
export function decisiveHeads(context: FigureContext): readonly number[] {
  const losses = lossesOf(context);
  const most = Math.max(...losses);
  return losses.map((_, h) => h).filter((h) => most > nothing && most - losses[h]! <= nothing);
}
