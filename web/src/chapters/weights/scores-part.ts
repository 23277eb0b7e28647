import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { maskedCell } from '../../figure/objects/masked-cell.js';
import { heading } from '../../figure/parts/heading.js';
import { largestMagnitude } from '../../figure/view.js';
import { memo } from '../../scene/memo.js';
import { mix, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import type { Trace } from '../../compute/trace.js';
import { lineY, type ScoresLayout } from './layout.js';
import { lineWords } from './line-words.js';
import type { Line } from './lines.js';
import { isMasked, type WeightsView } from './view.js';

/** One word's scores as bars about a line: as they are, divided, and with the future crossed out. */
export function scoresPart(view: WeightsView, layout: ScoresLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say, lines } = view;
  const come = (index: number) => staggered(at.scores, index, lines.length, 0.85);
  const range = rangeOf(trace, selection.head, selection.token);
  const zero = layout.bars.x + layout.bars.width * range.negative;
  return [
    heading({
      key: 'row-title',
      x: 0,
      y: layout.titleY,
      content: say('row.title', { token: trace.words[selection.token]!, head: selection.head + 1 }),
      shown: 1,
    }),
    text(columnTitle(view), {
      key: 'column-title',
      class: 'column-title',
      x: round(layout.bars.numberRight),
      y: layout.columnsY,
      'text-anchor': 'end',
    }),
    node('g', { key: 'words' }, ...lineWords(view, layout, come, { faded: at.mask })),
    node('path', {
      key: 'zero',
      class: 'rule',
      d: `M ${round(zero)} ${round(layout.y)} V ${round(layout.bottom)}`,
    }),
    ...lines.map((line, index) =>
      entry(view, layout, line, { index, zero, come: come(index), unit: range.unit }),
    ),
  ];
}

/** One scale for the scores of a row, raw and divided; bars to the left of the line need their part of it. */
function rangeOf(trace: Trace, head: number, i: number): { negative: number; unit: number } {
  return memo(trace, `score-range:${head}:${i}`, () => {
    const rows = [trace.row('score', head, i), trace.row('scaled', head, i)];
    const size = (values: number[]) => (values.length > 0 ? largestMagnitude([values]) : 0);
    const all = rows.flatMap((row) => Array.from(row));
    const [below, above] = [size(all.filter((x) => x < 0)), size(all.filter((x) => x > 0))];
    const unit = below + above || 1;
    return { negative: below / unit, unit };
  });
}

/** The column says what the scores were divided by in this run. */
function columnTitle({ trace, at, say }: WeightsView): string {
  if (at.scale <= 0) return say('row.score');
  const { scale, temperature } = trace.options;
  const own = ownScale(trace);
  if (own !== undefined) return temperature === 1 ? own : `${own} ÷ ${shortNumber(temperature)}`;
  const root = say('row.scaled', { d_head: trace.shape('query')[2]! });
  if (scale && temperature === 1) return root;
  const divisor = `÷ ${shortNumber(temperature)}`;
  return scale ? `${root} ${divisor}` : divisor;
}

/** What scores are multiplied by that an author has given, where that is not 1 / √dₖ. */
function ownScale({ given }: Trace): string | undefined {
  if (!given || (given.from === 'vectors' && given.scale === undefined)) return undefined;
  return `× ${shortNumber(given.scale ?? 1)}`;
}

interface EntryPlace {
  /** Of the line. */
  readonly index: number;
  readonly zero: number;
  readonly come: number;
  readonly unit: number;
}

function entry(view: WeightsView, layout: ScoresLayout, line: Line, place: EntryPlace): SvgNode | undefined {
  if (place.come <= 0) return undefined;
  const { trace, selection, at } = view;
  const { bars, pitch } = layout;
  const isLater = isMasked(trace, selection.token, line.words[0]!) === 'before';
  const hidden = isLater ? at.mask : 0;
  return node(
    'g',
    { key: `line${line.key}` },
    maskedCell(
      bars.x + bars.width / 2,
      lineY(layout, place.index),
      { width: bars.width, height: pitch - 2 },
      // What is not written yet is hatched from the start; then it is crossed out.
      isLater ? (0.5 + hidden / 2) * (1 - 0.6 * at.exp) : 0,
    ),
    ...line.words.map((j) =>
      bar(view, layout, j, {
        ...{ ...place, hidden, alone: line.words.length === 1 },
        strong: isLater ? 0.5 - hidden / 2 : 1,
      }),
    ),
  );
}

/** Of a word that has a line of its own a bar; of one among others where its bar would end. */
function bar(
  view: WeightsView,
  layout: ScoresLayout,
  j: number,
  {
    index,
    zero,
    come,
    hidden,
    alone,
    strong,
    unit,
  }: EntryPlace & { readonly hidden: number; readonly alone: boolean; readonly strong: number },
): SvgNode {
  const { trace, selection, at, highlight, tone } = view;
  const tensor = at.mask > 0 ? 'masked' : at.scale > 0 ? 'scaled' : 'score';
  const cell = [selection.head, selection.token, j] as const;
  const id = cellId(tensor, ...cell);
  const { bars, pitch } = layout;
  const y = lineY(layout, index);
  const length = scoreLength(view, layout, j, unit) * come * (1 - hidden);
  const x = alone ? zero + Math.min(length, 0) : zero + length - 1;
  return node(
    'g',
    { key: `entry${j}`, class: `bar-entry${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    alone ? hitOf(layout, bars.numberRight - 46, bars.x + bars.width, y) : hitOf(layout, x - 4, x + 6, y),
    node('rect', {
      key: 'bar',
      class: alone ? 'score-bar' : 'tick',
      x: round(x),
      y: round(y - barHeight(pitch) / 2),
      width: round(alone ? Math.max(Math.abs(length), hidden < 1 ? 1 : 0) : 2),
      height: round(barHeight(pitch)),
      rx: alone ? 2 : 0,
      style: `fill: ${tone(j)}`,
      opacity: strong < 1 ? round(strong) : undefined,
    }),
    alone && entryNumber(shortNumber(trace.at(tensor, ...cell)), bars.numberRight, y, hidden > 0, come),
  );
}

/** A number before its bar, as far as it has come. */
export function entryNumber(
  content: string,
  right: number,
  y: number,
  isHidden: boolean,
  come: number,
): SvgNode {
  return text(content, {
    key: 'number',
    class: isHidden ? 'number hidden' : 'number',
    x: round(right),
    y: round(y),
    'text-anchor': 'end',
    opacity: come < 1 ? round(come) : undefined,
  });
}

/** How long the bar of a score is, to the left where it is negative. */
function scoreLength(
  { trace, selection, at }: WeightsView,
  { bars }: ScoresLayout,
  j: number,
  unit: number,
): number {
  const place = [selection.head, selection.token, j] as const;
  return (bars.width * mix(trace.at('score', ...place), trace.at('scaled', ...place), at.scale)) / unit;
}

/** Where the bar of a word's score is: from there its power grows. */
export function scoreBox(view: WeightsView, layout: ScoresLayout, j: number): { x: number; width: number } {
  const { negative, unit } = rangeOf(view.trace, view.selection.head, view.selection.token);
  const length = scoreLength(view, layout, j, unit);
  return { x: layout.bars.x + layout.bars.width * negative + Math.min(length, 0), width: Math.abs(length) };
}

export function barHeight(pitch: number): number {
  return Math.min(pitch * 0.62, 20);
}

/** Where the pointer meets an entry. */
export function hitOf({ pitch }: { readonly pitch: number }, from: number, to: number, y: number): SvgNode {
  return node('rect', {
    key: 'hit',
    class: 'hit',
    x: round(from),
    y: round(y - pitch / 2),
    width: round(to - from),
    height: round(pitch),
  });
}
