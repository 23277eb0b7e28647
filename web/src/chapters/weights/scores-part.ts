import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { maskedCell } from '../../figure/objects/masked-cell.js';
import { heading } from '../../figure/parts/heading.js';
import { memo } from '../../scene/memo.js';
import { clamp01, during, mix, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import type { Trace } from '../../compute/trace.js';
import { textWidth } from '../../text/text-width.js';
import { type LinesLayout, lineY, type ScoresLayout } from './layout.js';
import { lineWords } from './line-words.js';
import type { Line } from './lines.js';
import { phases } from './steps.js';
import { scoreTicks } from './ticks.js';
import { isMasked, type WeightsView } from './view.js';

/** One word's scores as bars about a line: as they are, divided, and with the future crossed out. */
export function scoresPart(view: WeightsView, layout: ScoresLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say, lines } = view;
  const come = (index: number) => staggered(at.scores, index, lines.length, 0.85);
  const axis = axisOf(view, layout);
  const foot = footOf(view, layout);
  return [
    heading({
      key: 'row-title',
      x: 0,
      y: layout.titleY,
      content: say('weights.title', { token: trace.words[selection.token]! }),
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
      d: `M ${round(axis.zero)} ${round(layout.y)} V ${round(foot)}`,
    }),
    ...scoreTicks(view, axis, { from: layout.y, to: foot, labels: layout.columnsY }),
    ...lines.map((line, index) =>
      entry(view, layout, line, { index, axis, come: come(index), first: index === firstLater(view) }),
    ),
  ];
}

/** Of what is not written yet there is nothing to measure. */
export function footOf(view: WeightsView, layout: LinesLayout): number {
  const later = firstLater(view);
  return later < 0 ? layout.bottom : layout.y + later * layout.pitch;
}

const firstLater = (view: WeightsView) => view.lines.findIndex(({ words }) => isLater(view, words[0]!));

const isLater = ({ trace, selection }: WeightsView, j: number) =>
  isMasked(trace, selection.token, j) === 'before';

/** How far the scores that are seen go below and above 0. */
function rangeOf({ trace, selection }: WeightsView, tensor: 'score' | 'scaled') {
  const seen = Array.from(trace.row(tensor, selection.head, selection.token)).filter(
    (_, j) => isMasked(trace, selection.token, j) !== 'before',
  );
  return { below: -Math.min(0, ...seen), above: Math.max(0, ...seen) };
}

/**
 * Where 0 is, and how long 1: the same for scores, raw and divided, and with powers beside them. A bar gets shorter as its number
 * gets smaller, and by nothing else; the line makes way where powers need its room.
 */
export function axisOf({ trace, selection, at, ...view }: WeightsView, { bars, beside }: ScoresLayout) {
  const { head, token } = selection;
  const [raw, scaled] = memo(trace, `score-range:${head}:${token}`, () =>
    (['score', 'scaled'] as const).map((tensor) => rangeOf({ trace, selection, at, ...view }, tensor)),
  ) as [Range, Range];
  const below = Math.max(raw.below, scaled.below);
  const unit = Math.min(
    bars.width / (below + Math.max(raw.above, scaled.above) || 1),
    beside / (scaled.below + scaled.above || 1),
  );
  const zero = bars.x + unit * below;
  const moved = Math.min(zero, bars.x + beside - unit * scaled.above);
  return { zero: mix(zero, moved, during(at.exp, phases.exp.room)), unit, whole: zero, scaled };
}

type Range = ReturnType<typeof rangeOf>;

/** The column says what the scores were divided by in this run. */
function columnTitle({ trace, at, say }: WeightsView): string {
  if (at.scale <= 0.5) return say('row.score');
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
  readonly axis: ReturnType<typeof axisOf>;
  readonly come: number;
  /** Whether it is the first of what is not written yet. */
  readonly first: boolean;
}

function entry(view: WeightsView, layout: ScoresLayout, line: Line, place: EntryPlace): SvgNode | undefined {
  if (place.come <= 0) return undefined;
  return node(
    'g',
    { key: `line${line.key}` },
    ...(isLater(view, line.words[0]!) ? unwritten(view, layout, place) : []),
    ...line.words.map((j) => bar(view, layout, j, { ...place, alone: line.words.length === 1 })),
  );
}

/** What is not written yet is hatched from the start; the mask crosses it out. The first line says why, till powers need its room. */
function unwritten(
  { at, say }: WeightsView,
  { bars, beside, letters, ...layout }: ScoresLayout,
  { index, come, first }: EntryPlace,
): (SvgNode | undefined)[] {
  const y = lineY(layout, index);
  const words = say(at.mask > 0.5 ? 'weights.nothing' : 'words.later');
  const room = during(at.exp, phases.exp.room);
  const left = bars.x + (first ? mix(textWidth(say('weights.nothing'), letters) + 6, 0, room) : 0);
  const right = bars.x + mix(bars.width, beside, room);
  const said = first ? come * (1 - room) : 0;
  const size = { width: right - left, height: layout.pitch - 2 };
  return [
    maskedCell((left + right) / 2, y, size, (0.5 + at.mask / 2) * (1 - 0.6 * at.exp) * come),
    said > 0
      ? text(words, {
          ...{ key: 'later', class: 'quiet', x: round(bars.x), y: round(y) },
          style: `font-size: ${letters}px`,
          opacity: said < 1 ? round(said) : undefined,
        })
      : undefined,
  ];
}

/** Of a word that has a line of its own a bar; of one among others where its bar would end. */
function bar(
  view: WeightsView,
  layout: ScoresLayout,
  j: number,
  { index, axis: { zero, unit, whole }, come, alone }: EntryPlace & { readonly alone: boolean },
): SvgNode {
  const { trace, selection, at, highlight, tone } = view;
  // A number becomes another where its bar is half way.
  const tensor = at.mask > 0 ? 'masked' : at.scale > 0.5 ? 'scaled' : 'score';
  const cell = [selection.head, selection.token, j] as const;
  const id = cellId(tensor, ...cell);
  const { bars, pitch } = layout;
  const y = lineY(layout, index);
  const [from, to] = [trace.at('score', ...cell), trace.at('scaled', ...cell)];
  const length = unit * mix(from, to, at.scale) * come;
  const x = alone ? zero + Math.min(length, 0) : zero + length - 1;
  const later = isLater(view, j);
  const told = later ? at.mask : come * (at.scale < 1 ? Math.abs(1 - 2 * at.scale) : 1);
  const size = { y: round(y - barHeight(pitch) / 2), height: round(barHeight(pitch)), rx: alone ? 2 : 0 };
  return node(
    'g',
    { key: `entry${j}`, class: `bar-entry${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    alone ? hitOf(layout, bars.numberRight - 46, bars.x + bars.width, y) : hitOf(layout, x - 4, x + 6, y),
    alone &&
      !later &&
      at.scale > 0 &&
      from !== to &&
      former(whole, from * unit, size, clamp01(1 - 3 * at.mask)),
    !later &&
      node('rect', {
        ...{ key: 'bar', class: alone ? 'score-bar' : 'tick', x: round(x), ...size },
        width: round(alone ? Math.max(Math.abs(length), 1) : 2),
        style: `fill: ${tone(j)}`,
      }),
    alone &&
      told > 0 &&
      entryNumber(shortNumber(trace.at(tensor, ...cell)), bars.numberRight, y, false, told),
  );
}

/** How long the bar was before its score was divided. */
function former(zero: number, length: number, size: Record<'y' | 'height' | 'rx', number>, shown: number) {
  if (shown <= 0) return undefined;
  const place = { x: round(zero + Math.min(length, 0)), width: round(Math.abs(length)), ...size };
  return node('rect', { key: 'former', class: 'slot', ...place, opacity: round(shown) });
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
