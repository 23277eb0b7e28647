import { gpt3 } from '../../compute/published-sizes.js';
import { wholeNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during } from '../../scene/math.js';
import { heading } from '../../figure/parts/heading.js';
import type { SquareLayout } from './layout.js';
import { phases } from './steps.js';
import type { TwoStepsView } from './view.js';

/** One square matrix and two thin ones in the sizes of GPT-3, to one scale. */
export function squarePart(view: TwoStepsView, layout: SquareLayout): (SvgNode | undefined)[] {
  const { at, say } = view;
  const { y, squareX, side, thinX } = layout;
  const title = y - 42;
  const [whole, thin] = [during(at.square, phases.square.whole), during(at.square, phases.square.thin)];
  // Drawn to scale: of the thin ones little more than a line is to be seen.
  const hair = (side * gpt3.d_v) / gpt3.d_model;
  const [model, value] = [wholeNumber(gpt3.d_model), wholeNumber(gpt3.d_v)];
  return [
    heading({ key: 'square-title', x: squareX, y: title, content: say('two-steps.square'), shown: whole }),
    ...throughput(view, layout, squareX, whole),
    block('square', squareX, y, side, side, whole),
    ...count(view, 'square', `${model} × ${model}`, gpt3.d_model ** 2, squareX, y + side, whole),
    heading({ key: 'thin-title', x: thinX, y: title, content: say('two-steps.thin'), shown: thin }),
    ...throughput(view, layout, thinX, thin),
    block('down', thinX, y, (side - hair - 4) * thin, hair, thin),
    block('up', thinX + side - hair, y, hair, side * thin, thin),
    ...count(view, 'thin', `2 × ${value} × ${model}`, 2 * gpt3.d_v * gpt3.d_model, thinX, y + side, thin),
    times(view, layout, during(at.square, phases.square.times)),
  ];
}

/** What goes in lies over the numbers, what comes out stands at their right: as in every such picture of the page. */
function throughput(
  { trace, best, say }: TwoStepsView,
  { y, side }: SquareLayout,
  x: number,
  shown: number,
): (SvgNode | undefined)[] {
  if (shown <= 0) return [];
  const opacity = round(shown);
  const end = { x: round(x + side + 6), y: round(y + side + 17), 'text-anchor': 'end', opacity };
  const bar = (key: string, tone: string, place: Readonly<Record<string, number>>) =>
    node('rect', { key: `${key}${x}`, rx: 2, style: `fill: var(--ax-${tone})`, ...place, opacity });
  return [
    text(trace.words[best]!, {
      key: `in ${x}`,
      class: 'strip-label',
      x: round(x),
      y: round(y - 20),
      opacity,
    }),
    bar('word', 'embedding', { x: round(x), y: round(y - 10), width: round(side), height: 5 }),
    bar('push', 'value', { x: round(x + side + 5), y: round(y), width: 5, height: round(side) }),
    text(say('two-steps.push'), { key: `out ${x}`, class: 'strip-label', ...end }),
  ];
}

function block(key: string, x: number, y: number, width: number, height: number, shown: number) {
  if (shown <= 0) return undefined;
  const size = { x: round(x), y: round(y), width: round(width), height: round(height) };
  return node('rect', { key, class: `large-matrix ${key}`, ...size, opacity: round(shown) });
}

function count(
  { say }: TwoStepsView,
  key: string,
  product: string,
  numbers: number,
  x: number,
  y: number,
  shown: number,
): SvgNode[] {
  const line = (name: string, content: string, kind: string, down: number) =>
    text(content, {
      key: `${key}-${name}`,
      class: kind,
      x: round(x),
      y: round(y + down),
      opacity: round(shown),
    });
  return [
    line('product', product, 'strip-label', 17),
    line('count', say('two-steps.numbers', { count: wholeNumber(numbers) }), 'comparison', 36),
  ];
}

/** In the empty corner: how many times the one has the numbers of the others. */
function times(view: TwoStepsView, { y, thinX, side }: SquareLayout, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return text(view.say('two-steps.times', { times: gpt3.d_model / (2 * gpt3.d_v) }), {
    key: 'times',
    class: 'times',
    style: `font: 600 ${round(side / 6)}px var(--ax-serif)`,
    x: round(thinX + side / 2),
    y: round(y + side / 2),
    'text-anchor': 'middle',
    opacity: round(shown),
  });
}
