import type { Analysis } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import { memo, memoLatest } from '../../scene/memo.js';

export type Place = readonly [x: number, y: number];

/** What a word's value, weighed, makes of the followed one: an arrow of its own, from 0, or one of all that is left. */
export interface Push {
  readonly j: number | undefined;
  readonly move: Place;
}

/** What pushes a word from E to E', in the plane in which the pushes differ most. */
export interface Pushes {
  readonly pushes: readonly Push[];
  /** From E, where E' is. */
  readonly end: Place;
  /** How much of the spread of what the words add lies in the plane. */
  readonly share: number;
  /** Of whom the last push is, where it is of no single word. */
  readonly rest: Rest | undefined;
  /** Of each word, whatever its share: what the followed head adds for it, as long as an embedding. */
  readonly added: readonly (readonly number[])[];
}

export type Rest = 'word' | 'words' | 'heads' | 'both';

const mostWords = 4;
/** A push that is shorter than this part of the longest one is not drawn by itself. */
const least = 0.08;
/** What would not be seen is not drawn. */
const seen = 0.01;

export function pushesOf(trace: Trace, analysis: Analysis, head: number, i: number): Pushes {
  return memo(trace, `pushes:${head}:${i}`, () => {
    // An author's values push nothing that is known.
    if (trace.given) return { pushes: [], end: [0, 0], share: 0, added: [], rest: undefined };
    const added = addedBy(trace, analysis, head, i);
    const zero = added[0]!.map(() => 0);
    const points = [zero, ...added];
    const delta = trace.row('delta', i);
    const { coordinates, share } = analysis.plane([...points, delta], { fit: points.length });
    const [origin, ...ends] = coordinates as readonly Place[];
    const moves = upwards(ends.map(([x, y]): Place => [x - origin![0], y - origin![1]]));
    const end = moves.pop()!;
    const longest = Math.max(...moves.map(sizeOf), sizeOf(end));
    const words = mostMoving(moves, longest);
    const pushes: Push[] = words.map((j) => ({ j, move: moves[j]! }));
    const left = minus(end, sumOf(pushes));
    const isSeen = (x: Place) => sizeOf(x) > seen * longest;
    if (!isSeen(left)) return { pushes, end, share, added, rest: undefined };
    const ofHeads = isSeen(minus(end, moves.reduce(plus)));
    const others = moves.filter((move, j) => !words.includes(j) && isSeen(move)).length;
    const ofWords = others > 1 ? 'words' : 'word';
    const rest = ofHeads ? (others > 0 ? 'both' : 'heads') : ofWords;
    return { pushes: [...pushes, { j: undefined, move: left }], end, share, added, rest };
  });
}

/** The value of each word, as strong as its weight, through the head's Value_up: W_O (w v), in the core. */
function addedBy(trace: Trace, analysis: Analysis, head: number, i: number): number[][] {
  const rows = Array.from({ length: trace.shape('w_o')[1]! }, (_, c) => trace.row('w_o', head, c));
  const columns = Array.from(rows[0]!, (_, k) => rows.map((row) => row[k]!));
  return trace.words.map((_, j) => {
    const raised = analysis.sum(columns, trace.row('value', head, j));
    return analysis.sum([raised], [trace.at('weight', head, i, j)]);
  });
}

/** Axes have no sign of their own: E' is never below E, nor to its left. */
function upwards(moves: readonly Place[]): Place[] {
  const [x, y] = moves.at(-1)!;
  return moves.map((move): Place => [x < 0 ? -move[0] : move[0], y < 0 ? -move[1] : move[1]]);
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

export function sizeOf([x, y]: Place): number {
  return Math.hypot(x, y);
}

export function plus(a: Place, b: Place): Place {
  return [a[0] + b[0], a[1] + b[1]];
}

function minus(a: Place, b: Place): Place {
  return [a[0] - b[0], a[1] - b[1]];
}

export function sumOf(pushes: readonly Push[]): Place {
  return pushes.reduce((sum: Place, { move }) => plus(sum, move), [0, 0]);
}

/** How much of a word's push is left: all of it, where nothing is faded. */
export type Kept = (j: number | undefined) => number;

/** The pushes as far as they are kept. */
export function keptPushes({ pushes }: Pushes, kept: Kept): Push[] {
  return pushes.map(({ j, move: [x, y] }) => ({ j, move: [x * kept(j), y * kept(j)] }));
}

/** What is expected next at E, pushed a part of the way: the core's prediction there. */
export function expectedAt(
  trace: Trace,
  analysis: Analysis,
  { added }: Pushes,
  { i, kept, part }: { readonly i: number; readonly kept: Kept; readonly part: number },
): readonly number[] {
  const faded = added.map((_, j) => 1 - kept(j));
  const from = [part, i, ...faded];
  return memoLatest(added, 'expected', from, () => {
    const vectors = [trace.row('embedding', i), trace.row('delta', i), ...added];
    const coefficients = [1, part, ...faded.map((gone) => -gone * part)];
    return analysis.predict(vectors, coefficients, unembedding(trace)).probability;
  });
}

function unembedding(trace: Trace): readonly ArrayLike<number>[] {
  return memo(trace, 'unembedding', () =>
    Array.from({ length: trace.shape('w_u')[0]! }, (_, word) => trace.row('w_u', word)),
  );
}
