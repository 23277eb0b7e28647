import type { TensorName } from '../../../../wasm/attention.js';
import { shortNumber } from '../../format.js';
import { cellId } from '../../inspect/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { mix, staggered } from '../../timeline/timeline.js';
import { dot } from '../objects/dot.js';
import { flow } from '../objects/flow.js';
import { token } from '../objects/token.js';
import { vector } from '../objects/vector.js';
import { heading } from './heading.js';
import type { RowLayout } from './row-layout.js';
import { type PassView, vectorScale } from './pass.js';

/** The followed word's row of the grid, turned on its side: score by score to weights, values, and their sum. */
export function rowPart(view: PassView, layout: RowLayout): SvgNode[] {
  const { at } = view;
  if (at.score <= 0) return [];
  return [
    node('g', { key: 'row-titles' }, ...titles(view, layout)),
    node('g', { key: 'row-words' }, ...words(view, layout)),
    node(
      'g',
      { key: 'row-numbers' },
      ...columns.map((column, index) => numbers(view, layout, column, index)),
    ),
    node('g', { key: 'row-weights', style: '--dot: var(--ax-query)' }, ...weights(view, layout)),
    node('g', { key: 'row-foot' }, ...foot(view, layout)),
    node('g', { key: 'row-flows' }, ...flows(view, layout)),
    node('g', { key: 'row-values' }, ...values(view, layout)),
    node('g', { key: 'row-sum' }, ...sum(view, layout)),
  ];
}

const columns = [
  { step: 'score', tensor: 'score', title: 'row.score' },
  { step: 'scale', tensor: 'masked', title: 'row.scaled' },
  { step: 'max', tensor: 'shifted', title: 'row.shifted' },
  { step: 'exp', tensor: 'exp', title: 'row.exp' },
] as const;

type Column = (typeof columns)[number];

function rowY(layout: RowLayout, j: number): number {
  return layout.y + 26 + (j + 0.5) * layout.pitch;
}

function titles(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const [, , d_head = 0] = trace.shape('query');
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
      plain: say('row.title', { token: trace.words[selection.token]!, head: selection.head + 1 }),
      shown: at.score,
    }),
    ...columns.map(({ step, title: name }, index) =>
      title(name, layout.columns[index], say(name, { d_head }), at[step]),
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

function words(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  const height = Math.min(layout.pitch - 6, 25);
  return trace.words.map((word, j) =>
    token({
      key: `word${j}`,
      word,
      x: layout.x,
      y: rowY(layout, j) - height / 2,
      width: layout.chipWidth - 6,
      height,
      opacity: staggered(at.score, j, trace.n_tokens) * (isFuture(view, j) ? 1 - 0.6 * at.mask : 1),
      state: 'answers',
    }),
  );
}

/** Whether entry j of the followed row is one that the mask takes out. */
function isFuture({ trace, selection }: PassView, j: number): boolean {
  return trace.options.mask === 'causal' && j > selection.token;
}

/** One column of numbers. The second changes its tensor when the mask falls: scaled, then masked. */
function numbers(view: PassView, layout: RowLayout, column: Column, index: number): SvgNode | undefined {
  const { trace, selection, at, lit } = view;
  const shown = at[column.step];
  const right = layout.columns[index];
  if (shown <= 0 || right === undefined) return undefined;
  const tensor: TensorName = column.step === 'scale' && at.mask <= 0 ? 'scaled' : column.tensor;
  const entries = trace.words.map((_, j) => {
    const id = cellId(tensor, selection.head, selection.token, j);
    return text(shortNumber(trace.at(tensor, selection.head, selection.token, j)), {
      key: String(j),
      class: `number${lit.has(id) ? ' lit' : ''}${isFuture(view, j) && at.mask > 0 ? ' hidden' : ''}`,
      'data-cell': id,
      x: round(right),
      y: round(rowY(layout, j)),
      'text-anchor': 'end',
    });
  });
  return node('g', { key: column.step, opacity: round(shown) }, ...entries);
}

function weights(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, lit } = view;
  if (at.divide <= 0) return [];
  const largest = Math.min(layout.pitch * 0.46, 13);
  return trace.words.map((_, j) => {
    const id = cellId('weight', selection.head, selection.token, j);
    const weight = trace.at('weight', selection.head, selection.token, j);
    const exp = trace.at('exp', selection.head, selection.token, j);
    const strong = weight >= 0.1 ? ' strong' : '';
    return node(
      'g',
      { key: String(j), class: `weight${lit.has(id) ? ' lit' : ''}`, 'data-cell': id },
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

/** Under its column: the row's maximum, the row's sum. */
function foot({ trace, selection, at, say, lit }: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const entry = (tensor: 'row_max' | 'row_sum', name: string, column: number, shown: number) => {
    if (shown <= 0) return undefined;
    const id = cellId(tensor, selection.head, selection.token);
    const x = round(layout.columns[column]!);
    return node(
      'g',
      { key: tensor, class: `foot${lit.has(id) ? ' lit' : ''}`, 'data-cell': id, opacity: round(shown) },
      node('rect', { key: 'hit', class: 'hit', x: x - 66, y: layout.footY - 10, width: 68, height: 20 }),
      text(name, { key: 'name', class: 'foot-name', x: x - 38, y: layout.footY, 'text-anchor': 'end' }),
      text(shortNumber(trace.at(tensor, selection.head, selection.token)), {
        key: 'number',
        class: 'number strong',
        x,
        y: layout.footY,
        'text-anchor': 'end',
      }),
    );
  };
  return [
    at.max > 0
      ? node('path', {
          key: 'rule',
          class: 'rule',
          d: `M ${layout.x} ${layout.footY - 11} H ${layout.weightRight}`,
          opacity: round(at.max),
        })
      : undefined,
    entry('row_max', say('row.max'), 1, at.max),
    entry('row_sum', say('row.sum'), 3, at.exp),
  ];
}

/** Where a value lies in its row, and where the sum lies: a strip running to the right. */
function valuePose(layout: RowLayout, y: number) {
  return { x: layout.valueX, y: y + layout.valueCell.across / 2, turn: -90 };
}

function values({ trace, selection, at, lit }: PassView, layout: RowLayout): (SvgNode | undefined)[] {
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
      lit,
      opacity: Math.min(moved * 2, 1) * mix(1, 0.12 + 0.88 * weight, at.sum),
      pose: valuePose(layout, y),
    });
  });
}

/** Each value, as strong as its weight, slides down into the sum. */
function sum({ trace, selection, at, lit, say }: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  if (at.sum <= 0) return [];
  const { head, token: i } = selection;
  const scale = vectorScale(trace, 'value', head);
  const target = layout.outputY + layout.valueCell.across / 2;
  const travelling = trace.words.map((_, j) => {
    const weight = trace.at('weight', head, i, j);
    if (weight < 0.005) return undefined;
    return vector(trace, {
      tensor: 'value',
      indices: [head, j],
      role: 'travelling-',
      cell: layout.valueCell,
      scale,
      opacity: at.sum < 1 ? weight * (1 - at.sum * 0.5) : 0,
      pose: valuePose(layout, mix(rowY(layout, j), target, at.sum)),
    });
  });
  const arrived = Math.max(at.sum * 2 - 1, 0);
  return [
    ...travelling,
    vector(trace, {
      tensor: 'head_output',
      indices: [head, i],
      cell: layout.valueCell,
      scale,
      lit,
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

function flows({ trace, selection, at }: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const length = trace.shape('value')[2]! * layout.valueCell.along;
  const x = layout.valueX + length + 4;
  const to = { x, y: layout.outputY + layout.valueCell.across / 2 };
  return trace.words.map((_, j) =>
    flow(`flow${j}`, { x, y: rowY(layout, j) }, to, trace.at('weight', selection.head, selection.token, j), {
      bend: layout.width < 400 ? 6 : 14,
      thickest: 7,
      drawn: at.sum,
    }),
  );
}
