import { shortNumber } from '../../text/format.js';
import { memoFew } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { mix } from '../../scene/math.js';
import { addedPart, sumSoFar, type SummedProducts, termOf } from './running-sum.js';

export interface SumChartOptions {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Distance of the bars. */
  readonly pitch: number;
  /** Least and largest sum that there is room for; zero lies between. */
  readonly range: readonly [number, number];
  readonly term: number;
  /** The cell that comes of it. */
  readonly cell: string;
  /** Whether the sum is written at the end of its level. */
  readonly number: boolean;
  readonly opacity: number;
}

/** The sum so far as a walk: each product is a bar from the sum before it to the sum after it. */
export function sumChart(sum: SummedProducts, options: SumChartOptions): SvgNode | undefined {
  const { key, x, y, height, pitch, term, cell, opacity } = options;
  if (opacity <= 0) return undefined;
  const count = sum.products.length;
  const { index, passed } = termOf(term, count);
  const part = addedPart(passed);
  const zero = round(levelOf(options, 0));
  const before = sum.running[index - 1] ?? 0;
  const level = mix(levelOf(options, before), levelOf(options, sum.running[index]!), part);
  return node(
    'g',
    {
      key,
      class: 'sum-chart',
      'data-cell': cell,
      transform: `translate(${round(x)} ${round(y)})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    node('rect', { key: 'hit', class: 'hit', width: round(count * pitch), height: round(height) }),
    node('path', { key: 'zero', class: 'rule', d: `M 0 ${zero} H ${round(count * pitch)}` }),
    options.number && text('0', { key: 'nought', class: 'heading', x: -14, y: zero, 'text-anchor': 'end' }),
    ...finishedBars(sum, options).slice(0, index),
    bar(sum, options, index, part),
    term < count &&
      node('path', {
        key: 'level',
        class: 'sum-level',
        d: `M ${round((index + 0.5) * pitch)} ${round(level)} H ${round(count * pitch + 4)}`,
      }),
    options.number &&
      text(shortNumber(sumSoFar(sum, index, passed)), {
        key: 'so-far',
        class: 'number strong',
        x: round(count * pitch + 9),
        y: round(level),
      }),
  );
}

/** How far below the top of the chart a sum is drawn. */
export function levelOf({ range: [least, largest], height }: SumChartOptions, value: number): number {
  return (height * (largest - value)) / (largest - least || 1);
}

/** Bars that are as long as they will be: made once, used in every frame. */
function finishedBars(sum: SummedProducts, options: SumChartOptions): readonly SvgNode[] {
  const { pitch, height, range } = options;
  return memoFew(sum, 'bars', [pitch, height, ...range], () =>
    sum.products.map((_, index) => bar(sum, options, index, 1)),
  );
}

function bar(sum: SummedProducts, options: SumChartOptions, index: number, part: number): SvgNode {
  const { pitch } = options;
  const before = sum.running[index - 1] ?? 0;
  const from = levelOf(options, before);
  const to = from + (levelOf(options, sum.running[index]!) - from) * part;
  const gap = pitch > 12 ? 2 : 1;
  return node('rect', {
    key: `bar${index}`,
    class: sum.products[index]! < 0 ? 'sum-bar negative' : 'sum-bar positive',
    x: round(index * pitch + gap),
    y: round(Math.min(from, to)),
    width: round(pitch - 2 * gap),
    height: round(Math.max(Math.abs(to - from), 1)),
    rx: 1,
    opacity: part > 0 ? undefined : 0,
  });
}
