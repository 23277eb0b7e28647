import type { Analysis } from '../../../../wasm/analysis.js';
import { cellId } from '../../figure/cell.js';
import type { SvgNode } from '../../scene/node.js';
import { during, within } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { boundsOf, space, type SpaceArrow, type SpacePoint } from '../../figure/objects/space.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { memo } from '../../scene/memo.js';
import type { PassView } from '../../figure/parts/pass.js';
import { phases } from './steps.js';

type Place = readonly [number, number];

interface Path {
  /** Corners of the way from E to E': after each of the words that add most, and at the end. */
  readonly corners: readonly Place[];
  /** The words that add, in the order of the corners between. */
  readonly words: readonly number[];
  /** How much of what the words add lies in the plane. */
  readonly share: number;
}

const mostWords = 3;

/**
 * The way of a word from E to E' as a chain of what each word adds, in the plane in which those differ most. Moves in a
 * plane add up as the vectors do, so that the chain ends where E' is.
 */
function pathOf(trace: Trace, analysis: Analysis, i: number): Path {
  return memo(trace, `path:${i}`, () => {
    const added = trace.words.map((_, j) => trace.row('word_delta', i, j));
    const zero = Array.from(added[0]!, () => 0);
    const points = [zero, ...added];
    const { coordinates, share } = analysis.plane([...points, trace.row('delta', i)], { fit: points.length });
    const [origin, ...ends] = coordinates as readonly Place[];
    const moves = ends.map(([x, y]): Place => [x - origin![0], y - origin![1]]);
    const whole = moves.pop()!;
    const words = moves
      .map(([x, y], j) => ({ j, length: Math.hypot(x, y) }))
      .filter(({ length }) => length > 0.08 * Math.hypot(...whole))
      .sort((a, b) => b.length - a.length)
      .slice(0, mostWords)
      .map(({ j }) => j)
      .sort((a, b) => a - b);
    const corners: Place[] = [[0, 0]];
    for (const j of words) {
      const [x, y] = corners.at(-1)!;
      corners.push([x + moves[j]![0], y + moves[j]![1]]);
    }
    return { corners: [...corners, whole], words, share };
  });
}

export function pathShare({ runs, analysis, selection: { token } }: FigureContext): number {
  return pathOf(runs.sentence, analysis, token).share;
}

/** E, the arrows of the words that add most, one after the other, and the whole delta to E'. */
export function planePart(
  view: PassView,
  analysis: Analysis,
  shown: number,
  box: Box,
): (SvgNode | undefined)[] {
  if (shown <= 0) return [];
  const { trace, selection, say } = view;
  const path = pathOf(trace, analysis, selection.token);
  return [
    space({
      key: 'path',
      box,
      bounds: boundsOf(path.corners),
      title: say('path.title', { token: trace.words[selection.token]! }),
      points: endsOf(view, path, shown),
      arrows: [...wordArrows(view, path, shown), wholeArrow(view, path, shown)],
    }),
  ];
}

function endsOf({ selection: { token }, say }: PassView, { corners }: Path, shown: number): SpacePoint[] {
  return [
    {
      key: 'before',
      at: [0, 0],
      label: say('path.before'),
      tone: 'quiet',
      ring: true,
      cell: cellId('embedding', token),
    },
    {
      key: 'after',
      at: corners.at(-1)!,
      label: say('path.after'),
      tone: 'output',
      opacity: during(shown, phases.plane.after),
      cell: cellId('output', token),
    },
  ];
}

/** Each word has an equal part of the time, and the delta the last. */
function wordArrows(
  { trace, selection: { token }, highlight }: PassView,
  { corners, words }: Path,
  shown: number,
): SpaceArrow[] {
  const steps = words.length + 1;
  return words.map((j, index) => ({
    key: `word${j}`,
    from: corners[index]!,
    to: corners[index + 1]!,
    tone: 'quiet',
    drawn: within(shown, index / steps, (index + 1) / steps),
    label: trace.words[j]!,
    highlight: highlight.has(cellId('word_delta', token, j)),
  }));
}

function wholeArrow({ selection: { token } }: PassView, { corners, words }: Path, shown: number): SpaceArrow {
  return {
    key: 'delta',
    from: [0, 0],
    to: corners.at(-1)!,
    tone: 'value',
    drawn: within(shown, words.length / (words.length + 1), 1),
    label: 'ΔE',
    cell: cellId('delta', token),
  };
}
