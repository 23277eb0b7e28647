import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { memo } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { mix } from '../../scene/math.js';
import { completeSum, sumLine, termOf, windowAt } from '../../figure/objects/running-sum.js';
import { levelOf, sumChart, type SumChartOptions } from '../../figure/objects/sum-chart.js';
import { signedOpacity } from '../../figure/objects/vector.js';
import { matrixScale, residualScale, vectorScale } from '../../figure/parts/pass.js';
import { kinds } from './kind.js';
import type { Layout, ProductLayout } from './layout.js';
import type { ProjectionView } from './view.js';
import type { RowSum } from './sums.js';

/** One row of the matrix times the embedding: the window, the sum as a walk and in numbers, and where it goes. */
export function sumPart(
  view: ProjectionView,
  layout: Layout,
  sums: readonly RowSum[],
): (SvgNode | undefined)[] {
  const { at } = view;
  const shown = 1 - Math.min(at.away * 3, 1);
  if (at.row === undefined || shown <= 0) return [];
  const sum = sums[at.row]!;
  const chart = chartOptions(view, layout.product, sums, at.row, shown);
  return [
    sumChart(sum, chart),
    node(
      'g',
      { key: 'window', opacity: round(shown * (1 - at.arrived)) },
      ...factors(view, layout.product, sum),
    ),
    liveLine(view, layout, sum, at.row, shown * (1 - Math.min(at.arrived * 2, 1))),
    ...completeLines(view, layout, sum, at.row, shown * Math.max(at.arrived * 2 - 1, 0)),
    arriving(view, layout.product, sum, chart, at.row),
  ];
}

/** All rows are drawn to one scale, so that a small sum looks small. */
function rangeOf(sums: readonly RowSum[]): readonly [number, number] {
  return memo(sums, 'range', () => {
    const all = sums.flatMap(({ running }) => running);
    return [Math.min(0, ...all), Math.max(0, ...all)];
  });
}

function chartOptions(
  { kind, selection, about, at }: ProjectionView,
  product: ProductLayout,
  sums: readonly RowSum[],
  row: number,
  opacity: number,
): SumChartOptions {
  return {
    key: 'chart',
    x: product.x,
    y: product.chart.y,
    height: product.chart.height,
    pitch: product.columnPitch,
    range: rangeOf(sums),
    term: at.term,
    cell: cellId(kind, selection.head, about.token, row),
    number: product.numbers,
    opacity,
  };
}

/** Around the two cells that are being multiplied, and a line from one to the other and down to their product. */
function factors({ kind, at }: ProjectionView, product: ProductLayout, sum: RowSum): (SvgNode | false)[] {
  const { x, columnPitch, rowPitch, embeddingY, embeddingAcross, matrixY, chart } = product;
  // Slow enough it glides from cell to cell; else it is on one at each moment.
  const count = sum.products.length;
  const term = at.row === 0 && kind === 'query' ? windowAt(at.term, count) : termOf(at.term, count).index;
  const left = x + term * columnPitch;
  const rowY = matrixY + at.row! * rowPitch;
  const frame = (key: string, y: number, height: number) =>
    node('rect', {
      key,
      class: 'window',
      x: round(left - 1.5),
      y: round(y - 1.5),
      width: round(columnPitch + 3),
      height: round(height + 3),
      rx: 3,
    });
  const middle = round(left + columnPitch / 2);
  return [
    // Names that stand above the matrix would be crossed out.
    product.namesBeside &&
      node('path', {
        key: 'link',
        class: 'window-link',
        d:
          `M ${middle} ${round(embeddingY + embeddingAcross + 2)} V ${round(rowY - 2)} ` +
          `M ${middle} ${round(rowY + rowPitch + 2)} V ${round(chart.y)}`,
      }),
    frame('left', embeddingY, embeddingAcross),
    frame('right', rowY, rowPitch),
  ];
}

function liveLine(
  view: ProjectionView,
  { kind: room, product }: Layout,
  sum: RowSum,
  row: number,
  opacity: number,
): SvgNode | undefined {
  const { kind, trace, selection, about, at, say } = view;
  const { matrix } = kinds[kind];
  const narrow = room === 'narrow';
  return sumLine(sum, {
    key: 'live',
    x: product.x,
    y: product.lineY,
    size: narrow ? 0.92 : 1.16,
    twoLines: narrow,
    term: at.term,
    calm: row === 0,
    scales: { left: residualScale(trace), right: matrixScale(trace, matrix, selection.head) },
    cells: {
      left: (term) => cellId('embedding', about.token, term),
      right: (term) => cellId(matrix, selection.head, row, term),
      sum: cellId(kind, selection.head, about.token, row),
    },
    title: narrow ? componentOf(view, product, row) : say('projection.row', { row: row + 1 }),
    label: say('projection.so_far'),
    opacity,
  });
}

/** Where the vector has no numbers beside it, it is said which of them this is. */
function componentOf({ kind, say }: ProjectionView, { rows }: ProductLayout, row: number): string {
  return say(`projection.becomes.${kind}`, { rows, component: row + 1 });
}

function completeLines(
  view: ProjectionView,
  { kind: room, width, product }: Layout,
  sum: RowSum,
  row: number,
  opacity: number,
): (SvgNode | undefined)[] {
  const { kind, trace, selection, about, say } = view;
  const narrow = room === 'narrow';
  return [
    completeSum(sum, {
      key: 'complete',
      x: product.x,
      y: product.lineY,
      // On a phone the line below says which one it is.
      title: narrow ? '' : say('projection.row', { row: row + 1 }),
      value: trace.at(kind, selection.head, about.token, row),
      letters: (width - product.x) / (narrow ? 7.6 : 8.5),
      cell: cellId(kind, selection.head, about.token, row),
      opacity,
    }),
    // Where the vector has no numbers beside it, it is said where the sum went.
    !product.numbers && opacity > 0
      ? text(componentOf(view, product, row), {
          key: 'becomes',
          class: 'heading',
          x: product.x,
          y: round(product.lineY + 22),
          opacity: round(opacity),
        })
      : undefined,
  ];
}

/** The sum goes from the end of its walk to the right end of its row, where it is a component. */
function arriving(
  { kind, trace, selection, about, at }: ProjectionView,
  product: ProductLayout,
  sum: RowSum,
  chart: SumChartOptions,
  row: number,
): SvgNode | undefined {
  if (at.arrived <= 0 || at.arrived >= 1) return undefined;
  const { vectorX, vectorAcross, matrixY, rowPitch, x, columns, columnPitch } = product;
  const value = trace.at(kind, selection.head, about.token, row);
  const level = chart.y + levelOf(chart, sum.running.at(-1)!) - rowPitch / 2;
  return node('rect', {
    key: 'arriving',
    class: value < 0 ? 'cell negative' : 'cell positive',
    x: round(mix(x + columns * columnPitch + 4, vectorX, at.arrived)),
    y: round(mix(level, matrixY + row * rowPitch, at.arrived) + 0.5),
    width: vectorAcross,
    height: round(rowPitch - 1),
    rx: 2,
    'fill-opacity': round(signedOpacity(value, vectorScale(trace, kind, selection.head))),
    opacity: round(Math.min(at.arrived * 4, 1)),
  });
}

/** The components that are there, in numbers. */
export function componentNumbers(
  { kind, trace, selection, about, at }: ProjectionView,
  { product }: Layout,
  filled: number,
): SvgNode | undefined {
  const shown = 1 - Math.min(at.away * 3, 1);
  if (!product.numbers || shown <= 0) return undefined;
  return node(
    'g',
    { key: 'numbers', opacity: shown < 1 ? round(shown) : undefined },
    ...Array.from({ length: filled }, (_, row) =>
      text(shortNumber(trace.at(kind, selection.head, about.token, row)), {
        key: `number${row}`,
        class: row === at.row ? 'number strong' : 'number',
        'data-cell': cellId(kind, selection.head, about.token, row),
        x: round(product.vectorX + product.vectorAcross + 52),
        y: round(product.matrixY + (row + 0.5) * product.rowPitch),
        'text-anchor': 'end',
      }),
    ),
  );
}
