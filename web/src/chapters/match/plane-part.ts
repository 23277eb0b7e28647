import type { Analysis } from '../../../../wasm/analysis.js';
import { cellId } from '../../figure/cell.js';
import type { SvgNode } from '../../scene/node.js';
import { during } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { boundsOf, space } from '../../figure/objects/space.js';
import { memo } from '../../scene/memo.js';
import type { Box } from './layout.js';
import { phases } from './steps.js';
import type { MatchView } from './view.js';

type Point = readonly [number, number];

interface QueryPlane {
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
function queryPlane(trace: Trace, analysis: Analysis, head: number, i: number): QueryPlane {
  return memo(trace, `query-plane:${head}:${i}`, () => {
    const query = trace.row('query', head, i);
    const keys = trace.words.map((_, j) => trace.row('key', head, j));
    const zero = Array.from(query, () => 0);
    const { coordinates, share } = analysis.plane([...keys, query, zero], {
      fit: keys.length,
      firstAxis: query,
    });
    const [zeroX, zeroY] = coordinates[keys.length + 1]!;
    const fromZero = coordinates.map(([x, y]): Point => [x - zeroX, y - zeroY]);
    return { query: fromZero[keys.length]!, keys: fromZero.slice(0, keys.length), share };
  });
}

export function planeShare({ runs, analysis, selection: { head, token } }: FigureContext): number {
  return queryPlane(runs.sentence, analysis, head, token).share;
}

/** The followed word's query as an arrow, every key as a point. */
export function planePart(
  { trace, selection, highlight, say }: MatchView,
  analysis: Analysis,
  shown: number,
  box: Box,
): (SvgNode | undefined)[] {
  if (shown <= 0) return [];
  const { head, token } = selection;
  const { query, keys } = queryPlane(trace, analysis, head, token);
  return [
    space({
      key: 'query-plane',
      box,
      bounds: boundsOf([...keys, query, [0, 0]]),
      title: say('plane.title'),
      axes: [say('plane.along'), say('plane.across')],
      points: keys.map((at, j) => ({
        key: `key${j}`,
        at,
        label: trace.words[j]!,
        tone: 'key' as const,
        cell: cellId('key', head, j),
        highlight: highlight.has(cellId('key', head, j)),
        ring: j > token,
        opacity: during(shown, phases.plane.keys) * (j > token ? 0.6 : 1),
      })),
      arrows: [
        {
          key: 'query',
          from: [0, 0],
          to: query,
          tone: 'query',
          drawn: during(shown, phases.plane.query),
          label: say('plane.query'),
        },
      ],
    }),
  ];
}
