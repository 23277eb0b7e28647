import type { Analysis } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import { memo } from '../../scene/memo.js';

type Place = readonly [number, number];

/** One push on the way: of a word, from 0, or of all others together. */
interface Push {
  readonly j: number | undefined;
  readonly from: Place;
  readonly to: Place;
}

/** The way of a word from E to E' as a chain of what the words add, in the plane in which those differ most. */
interface Path {
  readonly pushes: readonly Push[];
  /** From E, where E' is: the end of the chain. */
  readonly end: Place;
  /** How much of the spread of what the words add lies in the plane. */
  readonly share: number;
  /** How many words are drawn together as the last push. */
  readonly others: number;
}

const mostWords = 3;
/** A push that is shorter than this part of the longest one is not drawn by itself. */
const least = 0.08;
/** What would not be seen is not drawn. */
const seen = 0.01;

/** Moves in a plane add up as the vectors do: with what is left over as its last push the chain ends where E' is. */
export function pathOf(trace: Trace, analysis: Analysis, i: number): Path {
  return memo(trace, `path:${i}`, () => {
    const added = trace.words.map((_, j) => trace.row('word_delta', i, j));
    const zero = Array.from(added[0]!, () => 0);
    const points = [zero, ...added];
    const { coordinates, share } = analysis.plane([...points, trace.row('delta', i)], { fit: points.length });
    const [origin, ...ends] = coordinates as readonly Place[];
    const moves = ends.map(([x, y]): Place => [x - origin![0], y - origin![1]]);
    const end = moves.pop()!;
    const longest = Math.max(...moves.map(sizeOf), sizeOf(end));
    const words = mostMoving(moves, longest);
    const pushes: Push[] = [];
    let from: Place = [0, 0];
    for (const j of words) {
      const to: Place = [from[0] + moves[j]![0], from[1] + moves[j]![1]];
      pushes.push({ j, from, to });
      from = to;
    }
    const rest = sizeOf([end[0] - from[0], end[1] - from[1]]);
    const others = rest > seen * longest ? trace.n_tokens - words.length : 0;
    if (others > 0) pushes.push({ j: undefined, from, to: end });
    return { pushes, end, share, others };
  });
}

function sizeOf([x, y]: Place): number {
  return Math.hypot(x, y);
}

/** The words that move most, in the order of the sentence. */
function mostMoving(moves: readonly Place[], longest: number): number[] {
  return moves
    .map((move, j) => ({ j, length: sizeOf(move) }))
    .filter(({ length }) => length > 0 && length >= least * longest)
    .sort((a, b) => b.length - a.length)
    .slice(0, mostWords)
    .map(({ j }) => j)
    .sort((a, b) => a - b);
}
