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
import { isMasked, type WeightsView } from './view.js';

/** One word's scores as bars about a line: as they are, divided, and with the future crossed out. */
export function scoresPart(view: WeightsView, layout: ScoresLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const come = (j: number) => staggered(at.scores, j, trace.n_tokens, 0.85);
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
    ...trace.words.map((_, j) => entry(view, layout, j, { zero, come: come(j), unit: range.unit })),
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
  const root = say('row.scaled', { d_head: trace.shape('query')[2]! });
  if (scale && temperature === 1) return root;
  const divisor = `÷ ${shortNumber(temperature)}`;
  return scale ? `${root} ${divisor}` : divisor;
}

function entry(
  view: WeightsView,
  layout: ScoresLayout,
  j: number,
  { zero, come, unit }: { readonly zero: number; readonly come: number; readonly unit: number },
): SvgNode | undefined {
  if (come <= 0) return undefined;
  const { trace, selection, at, highlight } = view;
  const tensor = at.mask > 0 ? 'masked' : at.scale > 0 ? 'scaled' : 'score';
  const place = [selection.head, selection.token, j] as const;
  const id = cellId(tensor, ...place);
  const hidden = isMasked(trace, selection.token, j) === 'before' ? at.mask : 0;
  const size = mix(trace.at('score', ...place), trace.at('scaled', ...place), at.scale);
  const length = (layout.bars.width * size * come * (1 - hidden)) / unit;
  const y = lineY(layout, j);
  const { bars, pitch } = layout;
  return node(
    'g',
    { key: `entry${j}`, class: `bar-entry${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    hitOf(layout, bars.numberRight - 46, bars.x + bars.width, y),
    maskedCell(
      bars.x + bars.width / 2,
      y,
      { width: bars.width, height: pitch - 2 },
      hidden * (1 - 0.6 * at.exp),
    ),
    node('rect', {
      key: 'bar',
      class: 'score-bar',
      x: round(zero + Math.min(length, 0)),
      y: round(y - barHeight(pitch) / 2),
      width: round(Math.max(Math.abs(length), hidden < 1 ? 1 : 0)),
      height: round(barHeight(pitch)),
      rx: 2,
    }),
    text(shortNumber(trace.at(tensor, ...place)), {
      key: 'number',
      class: hidden > 0 ? 'number hidden' : 'number',
      x: round(bars.numberRight),
      y: round(y),
      'text-anchor': 'end',
      opacity: come < 1 ? round(come) : undefined,
    }),
  );
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
