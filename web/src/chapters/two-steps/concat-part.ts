import { tinyNumber } from '../../text/format.js';
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

/** All pairs at once: their Value_down are one table, their Value_up another, W_O; one product with that is the sum of all. */
export function concatPart(view: TwoStepsView, layout: ConcatLayout): (SvgNode | undefined)[] {
  const { trace, at, say } = view;
  const { downX, x, y } = layout;
  const heads = Array.from({ length: trace.n_heads }, (_, h) => h);
  const shown = during(at.equal, phases.whole.appears);
  const together = during(at.equal, phases.whole.together);
  const title = { x: downX, y: y - 72 };
  const left = 1 - during(at.equal, phases.whole.left);
  return [
    heading({
      ...{ ...title, key: 'title', content: say('two-steps.together') },
      shown: during(at.equal, phases.whole.titled),
    }),
    heading({
      ...{ ...title, key: 'heads', content: say('two-steps.heads', { heads: trace.n_heads }) },
      shown: Math.min(shown, left),
    }),
    symbol('down', say('two-steps.pairs.down'), 'small', downX, y - 18, shown, 'start'),
    symbol('up', say('two-steps.pairs.up'), 'small', x - 8, y - lying - 26, shown, 'end'),
    ...heads.flatMap((h) => [downBlock(view, layout, h, together), upBlock(view, layout, h, together)]),
    ...wholes(view, layout, during(together, phases.joining.whole)),
    ...results(view, layout),
  ];
}

/** The number of a pair, beside one of its tables. */
function pairNumber({ selection }: TwoStepsView, h: number, x: number, y: number): SvgNode {
  return text(String(h + 1), {
    key: 'name',
    class: h === selection.head ? 'symbol small chosen' : 'symbol small',
    x: round(x),
    y: round(y),
    'text-anchor': 'middle',
  });
}

function table(
  { trace, highlight }: TwoStepsView,
  tensor: 'w_v' | 'w_o',
  h: number,
  place: { readonly x: number; readonly y: number },
  pitch: number,
  together: number,
) {
  return matrix(trace, {
    tensor,
    indices: [h],
    ...place,
    cell: { along: pitch, across: pitch },
    scale: matrixScale(trace, tensor, h),
    highlight,
    brackets: together < 0.9,
  });
}

/** A pair's Value_down. */
function downBlock(view: TwoStepsView, layout: ConcatLayout, h: number, together: number): SvgNode {
  const { d_value } = extentsOf(view.trace);
  const { downX: x, pitch } = layout;
  const y = layout.y + h * (d_value * pitch + (1 - together) * layout.apart);
  return node(
    'g',
    { key: `down${h}`, opacity: round(during(view.at.equal, phases.whole.appears)) },
    pairNumber(view, h, x - 12, y + (d_value * pitch) / 2),
    table(view, 'w_v', h, { x, y }, pitch, together),
  );
}

/** A pair's Value_up, and over it what has been gathered for it. */
function upBlock(view: TwoStepsView, layout: ConcatLayout, h: number, together: number): SvgNode {
  const { trace, selection, at, highlight } = view;
  const { d_value } = extentsOf(trace);
  const { y, pitch } = layout;
  const x = layout.x + h * (d_value * pitch + (1 - together) * layout.apart);
  return node(
    'g',
    { key: `up${h}`, opacity: round(during(at.equal, phases.whole.appears)) },
    pairNumber(view, h, x + (d_value * pitch) / 2, y - lying - 26),
    vector(trace, {
      tensor: 'head_output',
      indices: [h, selection.token],
      cell: { along: pitch, across: lying },
      scale: vectorScale(trace, 'value', h),
      highlight,
      pose: { x, y: y - 10, turn: -90 },
    }),
    table(view, 'w_o', h, { x, y }, pitch, together),
  );
}

/** One pair of brackets around all, once they stand side by side; a thin line where one head ends. */
function wholes({ trace }: TwoStepsView, { downX, x, y, pitch }: ConcatLayout, shown: number): SvgNode[] {
  if (shown <= 0) return [];
  const { d_model, d_value, n_heads } = extentsOf(trace);
  const width = n_heads * d_value * pitch;
  const ends = Array.from({ length: n_heads - 1 }, (_, h) => round((h + 1) * d_value * pitch));
  const whole = (key: string, transform: string, thing: SvgNode) =>
    node('g', { key, transform, opacity: round(shown) }, thing);
  return [
    whole('matrix', `translate(${round(x)} ${round(y)})`, brackets(width, d_model * pitch)),
    whole('downs', `translate(${round(downX)} ${round(y)})`, brackets(d_model * pitch, width)),
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
  const { y, pitch, across, productX, sumX, sumNameY } = layout;
  const { delta, difference } = concatenatedOf(trace, analysis, selection.token);
  const product = during(at.equal, phases.equal.product);
  const sum = during(at.equal, phases.equal.sum);
  const cell = { along: pitch, across };
  const scale = residualScale(trace);
  const middle = (productX + across + sumX) / 2;
  const end = sumX + across;
  const [nameX, anchor] = sumNameY > y ? [productX, 'start'] : [productX + across / 2, 'middle'];
  return [
    // Off what is gathered where the other name stands below.
    symbol('product-name', say('two-steps.product'), 'small', nameX, y - 18, product, anchor),
    madeVector(delta, {
      key: 'product',
      cell,
      scale,
      brackets: true,
      opacity: product,
      pose: { x: mix(productX - 30, productX, product), y },
    }),
    symbol('equals', '=', '', middle, y + 16 * pitch, sum),
    symbol('sum-name', say('two-steps.sum'), 'small', sumX + across, sumNameY, sum, 'end'),
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
