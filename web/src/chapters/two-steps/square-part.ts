import { gpt3 } from '../../compute/published-sizes.js';
import { wholeNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during } from '../../scene/math.js';
import { matrix } from '../../figure/objects/matrix.js';
import { heading } from '../../figure/parts/heading.js';
import { matrixScale } from '../../figure/parts/pass.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import type { SquareLayout } from './layout.js';
import type { TwoStepsView } from './view.js';
import { phases } from './steps.js';

/** One square matrix and two thin ones, with how many numbers each has; the same for GPT-3, to its own scale. */
export function squarePart(view: TwoStepsView, layout: SquareLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  const { d_model, d_value } = extentsOf(trace);
  const { pitch, squareX, upX, y } = layout;
  const side = d_model * pitch;
  const thin = during(at.square, phases.square.thin);
  return [
    titled(view, 'square', squareX, y, during(at.square, phases.square.whole)),
    empty(squareX, y, d_model, pitch, during(at.square, phases.square.whole)),
    numbers(view, 'square-count', `${d_model} × ${d_model}`, d_model * d_model, squareX, y + side, at.square),
    titled(view, 'thin', upX, y, thin),
    ...matrices(view, layout, thin),
    numbers(view, 'thin-count', `2 × ${d_value} × ${d_model}`, 2 * d_value * d_model, upX, y + side, thin),
    ...large(view, layout, during(at.square, phases.square.large)),
  ];
}

function titled({ say }: TwoStepsView, kind: 'square' | 'thin', x: number, y: number, shown: number) {
  return heading({ key: `${kind}-title`, x, y: y - 26, content: say(`two-steps.${kind}`), shown });
}

function numbers(
  { say }: TwoStepsView,
  key: string,
  product: string,
  value: number,
  x: number,
  y: number,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return node(
    'g',
    { key, opacity: round(shown) },
    text(product, { key: 'product', class: 'strip-label', x: round(x), y: round(y + 18) }),
    text(say('two-steps.numbers', { count: wholeNumber(value) }), {
      key: 'count',
      class: 'comparison',
      x: round(x),
      y: round(y + 35),
    }),
  );
}

/** The square matrix is not there: as many empty cells as it would have. */
function empty(x: number, y: number, side: number, pitch: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const size = round(side * pitch);
  const lines = Array.from({ length: side - 1 }, (_, k) => round((k + 1) * pitch));
  const across = lines.map((at) => `M 0 ${at} H ${size} M ${at} 0 V ${size}`).join(' ');
  return node(
    'g',
    { key: 'empty', opacity: round(shown), transform: `translate(${round(x)} ${round(y)})` },
    node('rect', { class: 'empty-matrix', width: size, height: size }),
    node('path', { class: 'empty-lines', d: across }),
  );
}

function matrices(view: TwoStepsView, layout: SquareLayout, shown: number): (SvgNode | undefined)[] {
  const { trace, selection, highlight } = view;
  const { pitch, upX, downX, y } = layout;
  const cell = { along: pitch, across: pitch };
  const one = (tensor: 'w_o' | 'w_v', x: number) =>
    matrix(trace, {
      tensor,
      indices: [selection.head],
      x,
      y,
      cell,
      scale: matrixScale(trace, tensor, selection.head),
      highlight,
      opacity: shown,
    });
  return [
    one('w_o', upX),
    one('w_v', downX),
    shown > 0
      ? text('×', {
          key: 'times',
          class: 'operator',
          x: round((upX + extentsOf(trace).d_value * pitch + downX) / 2),
          y: round(y + (extentsOf(trace).d_value * pitch) / 2),
          'text-anchor': 'middle',
          opacity: round(shown),
        })
      : undefined,
  ];
}

/** Drawn to scale: of GPT-3's thin matrices little more than a line is to be seen. */
function large(view: TwoStepsView, { large: { x, y, side, gap } }: SquareLayout, shown: number) {
  if (shown <= 0) return [];
  const { say } = view;
  const thin = (side * gpt3.d_v) / gpt3.d_model;
  const right = x + side + gap;
  const block = (key: string, left: number, width: number, height: number) =>
    node('rect', {
      key,
      class: 'large-matrix',
      x: round(left),
      y: round(y),
      width: round(width),
      height: round(height),
    });
  const label = (key: string, left: number, value: number) =>
    text(wholeNumber(value), { key, class: 'comparison', x: round(left), y: round(y + side + 18) });
  return [
    node(
      'g',
      { key: 'large', opacity: round(shown) },
      text(say('two-steps.large'), { key: 'title', class: 'heading', x: round(x), y: round(y - 20) }),
      block('square', x, side, side),
      label('square-count', x, gpt3.d_model ** 2),
      block('up', right, thin, side),
      block('down', right + 8, side, thin),
      label('thin-count', right, 2 * gpt3.d_v * gpt3.d_model),
    ),
  ];
}
