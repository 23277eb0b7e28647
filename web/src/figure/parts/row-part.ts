import type { TensorName } from '../../../../wasm/attention.js';
import { shortNumber } from '../../text/format.js';
import { cellId } from '../cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { mix, staggered } from '../../scene/math.js';
import { dot } from '../objects/dot.js';
import { token } from '../objects/token.js';
import { heading } from './heading.js';
import type { PassView } from './pass.js';
import { type RowLayout, rowY } from './row-layout.js';
import { rowFlows, rowSum, rowValues } from './row-values.js';

/** Where the scores of a row come from, entry by entry: the cells of a grid. */
export type Origin = (j: number) => { readonly x: number; readonly y: number };

/** The followed word's row of the grid, turned on its side: score by score to weights, values, and their sum. */
export function rowPart(view: PassView, layout: RowLayout, from?: Origin): SvgNode[] {
  const { at } = view;
  if (at.score <= 0) return [];
  return [
    node('g', { key: 'row-titles' }, ...titles(view, layout)),
    node('g', { key: 'row-words' }, ...words(view, layout)),
    node(
      'g',
      { key: 'row-numbers' },
      ...columns.map((column, index) => numbers(view, layout, column, index, from)),
    ),
    node('g', { key: 'row-weights', style: '--dot: var(--ax-query)' }, ...weights(view, layout)),
    node('g', { key: 'row-foot' }, ...foot(view, layout)),
    node('g', { key: 'row-flows' }, ...rowFlows(view, layout)),
    node('g', { key: 'row-values' }, ...rowValues(view, layout)),
    node('g', { key: 'row-sum' }, ...rowSum(view, layout)),
  ];
}

const columns = [
  { step: 'score', tensor: 'score', title: 'row.score' },
  { step: 'scale', tensor: 'masked', title: 'row.scaled' },
  { step: 'max', tensor: 'shifted', title: 'row.shifted' },
  { step: 'exp', tensor: 'exp', title: 'row.exp' },
] as const;

type Column = (typeof columns)[number];

function titles(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const y = layout.y + 14;
  const title = (key: string, x: number | undefined, content: string, shown: number, anchor = 'end') =>
    shown > 0 && x !== undefined
      ? text(content, {
          key,
          class: 'column-title',
          x: round(x),
          y,
          'text-anchor': anchor,
          opacity: round(shown),
        })
      : undefined;
  return [
    heading({
      key: 'row-title',
      x: layout.x,
      y: layout.y - 8,
      content: say('row.title', { token: trace.words[selection.token]!, head: selection.head + 1 }),
      shown: at.score,
    }),
    ...columns.map((column, index) =>
      title(column.title, layout.columns[index], columnTitle(view, column), at[column.step]),
    ),
    title('row.weight', layout.weightRight, say('row.weight'), at.divide),
    at.value > 0
      ? text(say('row.value'), {
          key: 'row.value',
          class: 'column-title term value',
          x: round(layout.valueX),
          y,
          opacity: round(at.value),
        })
      : undefined,
  ];
}

/** The column of scaled scores says what they were divided by in this run. */
function columnTitle({ trace, say }: PassView, { title }: Column): string {
  const { scale, temperature } = trace.options;
  const root = say(title, { d_head: trace.shape('query')[2]! });
  if (title !== 'row.scaled' || (scale && temperature === 1)) return root;
  const divisor = `÷ ${shortNumber(temperature)}`;
  return scale ? `${root} ${divisor}` : divisor;
}

function words(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const height = layout.chipHeight;
  return trace.words.map((word, j) =>
    token({
      key: `word${j}`,
      word,
      gloss: say.gloss(word),
      x: layout.x,
      y: rowY(layout, j) - height / 2,
      width: layout.chipWidth - 6,
      height,
      opacity: staggered(at.score, j, trace.n_tokens) * (isFuture(view, j) ? 1 - 0.6 * at.mask : 1),
      state: j === selection.token ? 'answers chosen' : 'answers',
      token: j,
    }),
  );
}

/** Whether entry j of the followed row is one that the mask takes out. */
function isFuture({ trace, selection }: PassView, j: number): boolean {
  return trace.options.mask === 'causal' && j > selection.token;
}

/** One column of numbers. The second changes its tensor when the mask falls: scaled, then masked. */
function numbers(
  view: PassView,
  layout: RowLayout,
  column: Column,
  index: number,
  from: Origin | undefined,
): SvgNode | undefined {
  const { trace, selection, at, highlight } = view;
  const shown = at[column.step];
  const right = layout.columns[index];
  if (shown <= 0 || right === undefined) return undefined;
  const tensor: TensorName = column.step === 'scale' && at.mask <= 0 ? 'scaled' : column.tensor;
  const entries = trace.words.map((_, j) => {
    const id = cellId(tensor, selection.head, selection.token, j);
    const moved = staggered(shown, j, trace.n_tokens, 0.85);
    const origin = column.step === 'score' ? from?.(j) : undefined;
    return text(shortNumber(trace.at(tensor, selection.head, selection.token, j)), {
      key: String(j),
      class: `number${highlight.has(id) ? ' highlight' : ''}${isFuture(view, j) && at.mask > 0 ? ' hidden' : ''}`,
      'data-cell': id,
      x: round(origin ? mix(origin.x, right, moved) : right),
      y: round(origin ? mix(origin.y, rowY(layout, j), moved) : rowY(layout, j)),
      'text-anchor': 'end',
    });
  });
  // Numbers that come from somewhere are there from the start of their way.
  return node('g', { key: column.step, opacity: round(from ? Math.min(shown * 6, 1) : shown) }, ...entries);
}

function weights(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, highlight } = view;
  if (at.divide <= 0) return [];
  const largest = Math.min(layout.pitch * 0.46, 13);
  return trace.words.map((_, j) => {
    const id = cellId('weight', selection.head, selection.token, j);
    const weight = trace.at('weight', selection.head, selection.token, j);
    const exp = trace.at('exp', selection.head, selection.token, j);
    const strong = weight >= 0.1 ? ' strong' : '';
    return node(
      'g',
      { key: String(j), class: `weight${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
      node('rect', {
        key: 'hit',
        class: 'hit',
        x: layout.dotX - 16,
        y: rowY(layout, j) - layout.pitch / 2,
        width: layout.weightRight - layout.dotX + 18,
        height: round(layout.pitch),
      }),
      dot('dot', layout.dotX, rowY(layout, j), mix(exp, weight, at.divide) * at.divide, largest),
      text(shortNumber(weight), {
        key: 'number',
        class: `number${strong}${isFuture(view, j) ? ' hidden' : ''}`,
        x: round(layout.weightRight),
        y: round(rowY(layout, j)),
        'text-anchor': 'end',
        opacity: round(at.divide),
      }),
    );
  });
}

/** Under their columns: the row's maximum, the sum of its exponentials, and what its weights add up to. */
function foot(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { at, say } = view;
  const rule = node('path', {
    key: 'rule',
    class: 'rule',
    d: `M ${layout.x} ${round(layout.footY - 11)} H ${round(layout.weightRight)}`,
    opacity: round(at.max),
  });
  const [, max, , total] = layout.columns;
  return [
    at.max > 0 ? rule : undefined,
    footEntry(view, layout, 'row_max', say('row.max'), max, at.max),
    footEntry(view, layout, 'row_sum', say('row.sum'), total, at.total),
    // Beside the values there is no room for it, and it says the least.
    layout.valueCell.along === 0
      ? footEntry(view, layout, 'weight_sum', '=', layout.weightRight, at.divide)
      : undefined,
  ];
}

function footEntry(
  { trace, selection, highlight }: PassView,
  layout: RowLayout,
  tensor: 'row_max' | 'row_sum' | 'weight_sum',
  name: string,
  right: number | undefined,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0 || right === undefined) return undefined;
  const id = cellId(tensor, selection.head, selection.token);
  const x = round(right);
  const y = round(layout.footY);
  const value = shortNumber(trace.at(tensor, selection.head, selection.token));
  return node(
    'g',
    {
      key: tensor,
      class: `foot${highlight.has(id) ? ' highlight' : ''}`,
      'data-cell': id,
      opacity: round(shown),
    },
    node('rect', { key: 'hit', class: 'hit', x: x - 66, y: y - 10, width: 68, height: 20 }),
    text(name, {
      key: 'name',
      class: 'foot-name',
      x: round(x - Math.max(38, 5 + 7.5 * value.length)),
      y,
      'text-anchor': 'end',
    }),
    text(value, {
      key: 'number',
      class: 'number strong',
      x,
      y,
      'text-anchor': 'end',
    }),
  );
}
