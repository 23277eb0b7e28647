import type { Analysis } from '../../../../wasm/analysis.js';
import { cellId } from '../../figure/cell.js';
import type { Trace } from '../../compute/trace.js';
import { boundsOf, space, type SpaceArrow, type SpacePoint } from '../../figure/objects/space.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { memo } from '../../scene/memo.js';
import { during, within } from '../../scene/math.js';
import type { SvgNode } from '../../scene/node.js';
import { movesOf, ranking, toneOf, working } from './moves.js';
import { phases } from './steps.js';
import type { HeadsView } from './view.js';

type Place = readonly [number, number];

/** The heads' pushes in the plane in which those of the strongest two have all of their length. */
interface Pushes {
  /** By head. */
  readonly moves: readonly Place[];
  /** The heads that are drawn by themselves, by their numbers. */
  readonly drawn: readonly number[];
}

function pushesOf(trace: Trace, analysis: Analysis, i: number): Pushes {
  return memo(trace, `pushes:${i}`, () => {
    const deltas = Array.from({ length: trace.n_heads }, (_, h) => trace.row('head_delta', h, i));
    const all = movesOf(trace, analysis);
    const order = ranking(all, i);
    const zero = Array.from(deltas[0]!, () => 0);
    const [first, second = first] = order;
    // Three points decide a plane: E, and where each of the strongest two alone would lead.
    const points = [zero, deltas[first!]!, deltas[second!]!, ...deltas];
    const { coordinates } = analysis.plane(points, { fit: 3, firstAxis: deltas[first!]! });
    const [x0, y0] = coordinates[0]!;
    const moves = coordinates.slice(3).map(([x, y]): Place => [x - x0, y - y0]);
    return { moves, drawn: [...working(all, i)].sort((a, b) => a - b) };
  });
}

/** The pushes, tip to tail from E to E'. With heads off the others' make another way, and E' of all of them stays as a ring. */
export function pushPart(view: HeadsView, box: Box): (SvgNode | undefined)[] {
  const { trace, analysis, selection, silent, say } = view;
  const { moves, drawn } = pushesOf(trace, analysis, selection.token);
  const whole = chain(moves, [], drawn);
  const now = chain(moves, silent, drawn);
  const corners = [[0, 0] as Place, ...whole.map(({ to }) => to), ...allEnds(moves, drawn)];
  return [
    space({
      key: 'pushes',
      box,
      bounds: boundsOf(corners),
      title: say('heads.pushes', { token: trace.words[selection.token]! }),
      letters: 14,
      points: ends(view, whole.at(-1)?.to ?? [0, 0], now.at(-1)?.to ?? [0, 0]),
      arrows: arrowsOf(view, now),
    }),
  ];
}

interface Push {
  /** Undefined for all that are not drawn by themselves. */
  readonly h: number | undefined;
  readonly from: Place;
  readonly to: Place;
}

/** What would not be seen is not drawn. */
const seen = 0.01;

/** Moves in a plane add up as the vectors do. */
function chain(moves: readonly Place[], silent: readonly number[], drawn: readonly number[]): Push[] {
  const on = (h: number) => !silent.includes(h);
  const others = moves.filter((_, h) => on(h) && !drawn.includes(h));
  const steps = [
    ...drawn.filter(on).map((h) => ({ h, move: moves[h]! })),
    { h: undefined, move: others.reduce<Place>(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0]) },
  ];
  const longest = Math.max(...moves.map(([x, y]) => Math.hypot(x, y)));
  let from: Place = [0, 0];
  return steps.flatMap(({ h, move: [dx, dy] }): Push[] => {
    if (h === undefined && Math.hypot(dx, dy) <= seen * longest) return [];
    const to: Place = [from[0] + dx, from[1] + dy];
    const push = { h, from, to };
    from = to;
    return [push];
  });
}

/** Where the way ends without each of the heads that are drawn: nothing jumps when one is switched off. */
function allEnds(moves: readonly Place[], drawn: readonly number[]): Place[] {
  return drawn.flatMap((h) => chain(moves, [h], drawn).map(({ to }) => to));
}

function ends(view: HeadsView, whole: Place, now: Place): SpacePoint[] {
  const { selection, silent, ablated, at, highlight, say } = view;
  const off = silent.length > 0;
  const [from, cell] = [cellId('embedding', selection.token), cellId('output', selection.token)];
  const point = { tone: 'output', cell, radius: 8, opacity: during(at.sum, phases.sum.arrived) } as const;
  const start = { tone: 'quiet', ring: true, radius: 6, cell: from, highlight: highlight.has(from) } as const;
  const all = { ...point, key: 'all', at: whole, ring: true, label: say('heads.all') };
  return [
    { ...start, key: 'before', at: [0, 0], label: say('heads.alone') },
    ...(off ? [{ ...all, highlight: highlight.has(cell) }] : []),
    {
      ...point,
      key: 'after',
      at: now,
      label: 'E′',
      run: ablated.run,
      highlight: ablated.highlight.has(cell),
    },
  ];
}

/** One after the other. */
function arrowsOf(
  { selection: { token }, at, highlight, say }: HeadsView,
  pushes: readonly Push[],
): SpaceArrow[] {
  const grown = during(at.sum, phases.sum.chained);
  return pushes.map(({ h, from, to }, index) => ({
    key: h === undefined ? 'others' : `head${h}`,
    from,
    to,
    tone: h === undefined ? 'quiet' : toneOf(h),
    drawn: within(grown, index / pushes.length, (index + 1) / pushes.length),
    label: h === undefined ? say('heads.others') : say('head.name', { head: h + 1 }),
    ...(h === undefined
      ? {}
      : { cell: cellId('head_delta', h, token), highlight: highlight.has(cellId('head_delta', h, token)) }),
  }));
}
