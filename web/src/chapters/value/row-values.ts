import { cellId } from '../../figure/cell.js';
import { round, type SvgNode, text } from '../../scene/node.js';
import { mix, staggered } from '../../scene/math.js';
import { flow } from '../../figure/objects/flow.js';
import { vector } from '../../figure/objects/vector.js';
import { type PassView, vectorScale } from '../../figure/parts/pass.js';
import { type RowLayout, rowY } from './row-layout.js';

/** Where a value lies in its row, and where the sum lies: a strip running to the right. */
function valuePose(layout: RowLayout, y: number) {
  return { x: layout.valueX, y: y + layout.valueCell.across / 2, turn: -90 };
}

/** The value of each word, faded by its weight once the weights count. */
export function rowValues(
  { trace, selection, at, highlight }: PassView,
  layout: RowLayout,
): (SvgNode | undefined)[] {
  const scale = vectorScale(trace, 'value', selection.head);
  return trace.words.map((_, j) => {
    const moved = staggered(at.value, j, trace.n_tokens);
    const weight = trace.at('weight', selection.head, selection.token, j);
    const y = rowY(layout, j) - (1 - moved) * 24;
    return vector(trace, {
      tensor: 'value',
      indices: [selection.head, j],
      cell: layout.valueCell,
      scale,
      highlight,
      opacity: Math.min(moved * 2, 1) * mix(1, 0.2 + 0.8 * weight, at.fade),
      pose: valuePose(layout, y),
    });
  });
}

/** Each value, as strong as its weight, slides down into the sum. */
export function rowSum(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, highlight, say } = view;
  if (at.sum <= 0) return [];
  const target = layout.outputY + layout.valueCell.across / 2;
  const arrived = Math.max(at.sum * 2 - 1, 0);
  return [
    ...trace.words.map((_, j) => travelling(view, layout, j, target)),
    vector(trace, {
      tensor: 'head_output',
      indices: [selection.head, selection.token],
      cell: layout.valueCell,
      scale: vectorScale(trace, 'value', selection.head),
      highlight,
      opacity: arrived,
      brackets: true,
      pose: valuePose(layout, target),
    }),
    arrived > 0
      ? text(say('row.output'), {
          key: 'output-name',
          class: 'side-label value',
          x: round(layout.valueX - 12),
          y: round(target),
          'text-anchor': 'end',
          opacity: round(arrived),
        })
      : undefined,
  ];
}

/** A value on its way. What hardly weighs anything is not seen to move. */
function travelling(
  { trace, selection: { head, token }, at }: PassView,
  layout: RowLayout,
  j: number,
  target: number,
): SvgNode | undefined {
  const weight = trace.at('weight', head, token, j);
  if (weight < 0.005) return undefined;
  return vector(trace, {
    tensor: 'value',
    indices: [head, j],
    role: 'travelling-',
    cell: layout.valueCell,
    scale: vectorScale(trace, 'value', head),
    opacity: at.sum < 1 ? weight * (1 - at.sum * 0.5) : 0,
    pose: valuePose(layout, mix(rowY(layout, j), target, at.sum)),
  });
}

/** From each value to the sum, as thick as its weight. */
export function rowFlows({ trace, selection, at }: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const length = trace.shape('value')[2]! * layout.valueCell.along;
  const x = layout.valueX + length + 4;
  const to = { x, y: layout.outputY + layout.valueCell.across / 2 };
  return trace.words.map((_, j) =>
    flow(`flow${j}`, { x, y: rowY(layout, j) }, to, trace.at('weight', selection.head, selection.token, j), {
      bend: layout.bend,
      thickest: 7,
      drawn: at.sum,
      cell: cellId('weight', selection.head, selection.token, j),
    }),
  );
}
