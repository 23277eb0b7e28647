import { subscript, tinyNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix } from '../../scene/math.js';
import { brackets, matrix } from '../../figure/objects/matrix.js';
import { bracketPair, madeVector, vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { matrixScale, residualScale, vectorScale } from '../../figure/parts/pass.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import type { ConcatLayout } from './layout.js';
import { concatenatedOf } from './numbers.js';
import { symbol } from './pipeline-part.js';
import type { TwoStepsView } from './view.js';
import { phases } from './steps.js';

const lying = 14;
/** Two ways of adding up are the same where they differ by no more. */
const rounding = 1e-5;

/** The Value_up of all heads side by side are W_O; one product with it is the sum over the heads. */
export function concatPart(view: TwoStepsView, layout: ConcatLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  const heads = Array.from({ length: trace.n_heads }, (_, h) => h);
  const { d_model, n_heads, d_value } = extentsOf(trace);
  const together = during(at.equal, phases.whole.together);
  return [
    heading({
      key: 'title',
      x: layout.x,
      y: 8,
      content: view.say('two-steps.together', { rows: d_model, columns: n_heads * d_value }),
      shown: during(at.equal, phases.whole.titled),
    }),
    heading({
      key: 'heads',
      x: layout.x,
      y: 8,
      content: view.say('two-steps.heads', { heads: n_heads }),
      shown: Math.min(during(at.equal, phases.whole.appears), 1 - during(at.equal, phases.whole.left)),
    }),
    ...heads.map((h) => block(view, layout, h, together)),
    ...wholes(view, layout, during(together, phases.joining.whole)),
    ...results(view, layout),
  ];
}

/** A head's Value_up, and over it what the head has gathered. */
function block(view: TwoStepsView, layout: ConcatLayout, h: number, together: number): SvgNode {
  const { trace, selection, at, highlight, say } = view;
  const { d_value } = extentsOf(trace);
  const { y, pitch } = layout;
  const x = layout.x + h * (d_value * pitch + (1 - together) * layout.apart);
  return node(
    'g',
    { key: `block${h}`, opacity: round(during(at.equal, phases.whole.appears)) },
    // Where there is little room, the first says of all that they are heads.
    text(h > 0 && d_value * pitch < 60 ? String(h + 1) : say('head.name', { head: h + 1 }), {
      key: 'name',
      class: h === selection.head ? 'symbol small chosen' : 'symbol small',
      x: round(x + (d_value * pitch) / 2),
      y: round(y - lying - 26),
      'text-anchor': 'middle',
    }),
    vector(trace, {
      tensor: 'head_output',
      indices: [h, selection.token],
      cell: { along: pitch, across: lying },
      scale: vectorScale(trace, 'value', h),
      highlight,
      pose: { x, y: y - 10, turn: -90 },
    }),
    matrix(trace, {
      tensor: 'w_o',
      indices: [h],
      x,
      y,
      cell: { along: pitch, across: pitch },
      scale: matrixScale(trace, 'w_o', h),
      highlight,
      brackets: together < 0.9,
    }),
  );
}

/** One pair of brackets around all, once they stand side by side; a thin line where one head ends. */
function wholes({ trace }: TwoStepsView, { x, y, pitch }: ConcatLayout, shown: number): SvgNode[] {
  if (shown <= 0) return [];
  const { d_model, d_value, n_heads } = extentsOf(trace);
  const width = n_heads * d_value * pitch;
  const ends = Array.from({ length: n_heads - 1 }, (_, h) => round((h + 1) * d_value * pitch));
  const whole = (key: string, transform: string, thing: SvgNode) =>
    node('g', { key, transform, opacity: round(shown) }, thing);
  return [
    whole('matrix', `translate(${round(x)} ${round(y)})`, brackets(width, d_model * pitch)),
    whole('outputs', `translate(${round(x)} ${round(y - 10)}) rotate(-90)`, bracketPair(width, lying)),
    whole(
      'ends',
      `translate(${round(x)} ${round(y)})`,
      node('path', {
        class: 'slice-end',
        d: ends.map((at) => `M ${at} ${-lying - 12} V ${round(d_model * pitch)}`).join(' '),
      }),
    ),
  ];
}

/** The product with all of it, and the sum over the heads: two columns that should be one. */
function results(view: TwoStepsView, layout: ConcatLayout): (SvgNode | undefined)[] {
  const { trace, analysis, selection, at, highlight, say } = view;
  const { y, pitch, across, productX, sumX } = layout;
  const { delta, difference } = concatenatedOf(trace, analysis, selection.token);
  const product = during(at.equal, phases.equal.product);
  const sum = during(at.equal, phases.equal.sum);
  const cell = { along: pitch, across };
  const scale = residualScale(trace);
  const index = subscript(selection.token + 1);
  const middle = (productX + across + sumX) / 2;
  const end = sumX + across;
  return [
    symbol('product-name', say('two-steps.product'), 'small', productX + across / 2, y - 18, product),
    madeVector(delta, {
      key: 'product',
      cell,
      scale,
      brackets: true,
      opacity: product,
      pose: { x: mix(productX - 30, productX, product), y },
    }),
    symbol('equals', '=', '', middle, y + 16 * pitch, sum),
    symbol('sum-name', say('two-steps.sum', { index }), 'small', sumX + across / 2, y - 18, sum),
    vector(trace, {
      tensor: 'delta',
      indices: [selection.token],
      cell,
      scale,
      highlight,
      brackets: true,
      opacity: sum,
      pose: { x: mix(sumX + 30, sumX, sum), y },
    }),
    sameness(view, layout, difference, end),
  ];
}

/** In words where it is rounding, by a number where it is more. */
function sameness({ say, at }: TwoStepsView, { differenceY }: ConcatLayout, difference: number, x: number) {
  const measured = () => say('two-steps.difference', { difference: tinyNumber(difference) });
  return text(difference <= rounding ? say('two-steps.same') : measured(), {
    key: 'difference',
    class: 'comparison',
    x: round(x),
    y: round(differenceY),
    'text-anchor': 'end',
    opacity: round(during(at.equal, phases.equal.compared)),
  });
}
