import type { RunOptions } from '../../../../wasm/attention.js';
import type { Analysis, MovedRow } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import type { Handled, Move, Selection } from '../../figure/view.js';
import { between } from '../../scene/math.js';
import { memo, memoLatest } from '../../scene/memo.js';

export type Point = readonly [x: number, y: number];

export interface QueryPlane {
  readonly axes: readonly [number[], number[]];
  /** The followed word's query, from 0. */
  readonly query: Point;
  /** The key of each word, from 0. */
  readonly keys: readonly Point[];
  /** How much of the keys' spread lies in the plane. */
  readonly share: number;
}

/**
 * A plane for one query and all keys: its first axis is the query's own direction, so that how far a key lies to the
 * right is its score (divided by the query's length); the second is where the keys differ most across it.
 */
export function queryPlane(trace: Trace, analysis: Analysis, head: number, i: number): QueryPlane {
  return memo(trace, `query-plane:${head}:${i}`, () => {
    const query = trace.row('query', head, i);
    const keys = trace.words.map((_, j) => trace.row('key', head, j));
    const zero = Array.from(query, () => 0);
    const { axes, coordinates, share } = analysis.plane([...keys, query, zero], {
      fit: keys.length,
      firstAxis: query,
    });
    const [zeroX, zeroY] = coordinates[keys.length + 1]!;
    const fromZero = coordinates.map(([x, y]): Point => [x - zeroX, y - zeroY]);
    return { axes, query: fromZero[keys.length]!, keys: fromZero.slice(0, keys.length), share };
  });
}

/** The foot of a key on the line of the query: how far out it lies, times the length of the query, is the score. */
export function footOf([kx, ky]: Point, [qx, qy]: Point): Point {
  const along = (kx * qx + ky * qy) / (qx * qx + qy * qy);
  return [along * qx, along * qy];
}

export function planeShare({ runs, analysis, selection: { head, token } }: FigureContext): number {
  return queryPlane(runs.sentence, analysis, head, token).share;
}

/** What the row of the followed word is with the query where the reader has moved it; undefined where they have not. */
export function movedRow({
  trace,
  analysis,
  selection,
}: {
  readonly trace: Trace;
  readonly analysis: Analysis;
  readonly selection: Selection;
}): MovedRow | undefined {
  const move = moveOf(trace, selection);
  return move && rowAfter(trace, analysis, selection.head, selection.token, move);
}

/** The query a step further to a side; it stays among what the plane is laid around. */
export function nudged({ runs, analysis, selection }: FigureContext, [right, up]: Move): Handled {
  const { sentence: run } = runs;
  const { head, token } = selection;
  const { query, keys } = queryPlane(run, analysis, head, token);
  const places = [...keys, query, [0, 0] as const];
  const step = Math.hypot(...query) / 8;
  const by = moveOf(run, selection) ?? [0, 0];
  const along = (axis: 0 | 1, steps: number) => {
    const all = places.map((place) => place[axis]);
    return between(Math.min(...all), query[axis] + by[axis] + steps * step, Math.max(...all)) - query[axis];
  };
  return { moved: { run, head, token, by: [along(0, right), along(1, up)] } };
}

/** How far the reader has moved the query of this row. */
export function moveOf(trace: Trace, { head, token, moved }: Selection): Move | undefined {
  return moved?.run === trace && moved.head === head && moved.token === token ? moved.by : undefined;
}

/** What the row is computed with: an author's scale takes the place of 1 / √dₖ. */
function optionsOf({ given, options }: Trace): RunOptions {
  if (given?.scale === undefined) return options;
  return { ...options, scale: false, temperature: options.temperature / given.scale };
}

function rowAfter(trace: Trace, analysis: Analysis, head: number, token: number, move: Move): MovedRow {
  return memoLatest(trace, `moved:${head}:${token}`, move, () =>
    analysis.movedQuery(
      {
        keys: trace.words.map((_, j) => trace.row('key', head, j)),
        query: trace.row('query', head, token),
        axes: queryPlane(trace, analysis, head, token).axes,
        ...{ move, position: token },
      },
      optionsOf(trace),
    ),
  );
}
