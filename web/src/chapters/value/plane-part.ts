import type { Analysis } from '../../../../wasm/analysis.js';
import { cellId } from '../../figure/cell.js';
import type { SvgNode } from '../../scene/node.js';
import { during, within } from '../../scene/math.js';
import { boundsOf, space, type SpaceArrow, type SpacePoint } from '../../figure/objects/space.js';
import type { Box } from '../../figure/objects/space-labels.js';
import type { PassView } from '../../figure/parts/pass.js';
import { pathOf } from './path.js';
import { phases } from './steps.js';

type Path = ReturnType<typeof pathOf>;

/** E, the arrows of the words that add most, one after the other, and the whole delta to E'. */
export function planePart(
  view: PassView,
  analysis: Analysis,
  shown: number,
  box: Box,
): (SvgNode | undefined)[] {
  const { trace, selection, say } = view;
  const path = pathOf(trace, analysis, selection.token);
  return [
    space({
      key: 'path',
      box,
      bounds: boundsOf([[0, 0], ...path.pushes.map(({ to }) => to), path.end]),
      title: say('path.title', { token: trace.words[selection.token]! }),
      letters: 14,
      points: endsOf(view, path, shown),
      arrows: [...wordArrows(view, path, shown), wholeArrow(view, path, shown)],
    }),
  ];
}

function endsOf({ selection: { token }, say }: PassView, { end }: Path, shown: number): SpacePoint[] {
  return [
    {
      key: 'before',
      at: [0, 0],
      label: say('path.before'),
      tone: 'quiet',
      ring: true,
      radius: 6,
      cell: cellId('embedding', token),
    },
    {
      key: 'after',
      at: end,
      label: say('path.after'),
      tone: 'output',
      radius: 8,
      opacity: during(shown, phases.plane.after),
      cell: cellId('output', token),
    },
  ];
}

/** Each push has an equal part of the time, and the delta the last. */
function wordArrows(
  { trace, selection: { token }, highlight, say }: PassView,
  { pushes, others }: Path,
  shown: number,
): SpaceArrow[] {
  const steps = pushes.length + 1;
  return pushes.map(({ j, from, to }, index) => ({
    key: j === undefined ? 'others' : `word${j}`,
    from,
    to,
    tone: 'quiet',
    drawn: within(shown, index / steps, (index + 1) / steps),
    label: j === undefined ? say(others === 1 ? 'path.other' : 'path.others') : trace.words[j]!,
    ...(j === undefined ? {} : { cell: cellId('word_delta', token, j) }),
    highlight: j !== undefined && highlight.has(cellId('word_delta', token, j)),
  }));
}

function wholeArrow(
  { selection: { token }, highlight }: PassView,
  { pushes, end }: Path,
  shown: number,
): SpaceArrow {
  return {
    key: 'delta',
    from: [0, 0],
    to: end,
    tone: 'value',
    drawn: within(shown, pushes.length / (pushes.length + 1), 1),
    label: 'ΔE',
    cell: cellId('delta', token),
    highlight: highlight.has(cellId('delta', token)),
  };
}
