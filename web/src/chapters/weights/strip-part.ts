import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { during, easeInOut, mix, staggered, within } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { lineY, type PowersLayout, type StripLayout } from './layout.js';
import { barHeight } from './scores-part.js';
import { phases } from './steps.js';
import type { WeightsView } from './view.js';

/** Between two parts of a whole. */
export const gap = 1.5;

/** One part of a strip of length 1: as long as its weight, after those before it. */
export interface Share {
  readonly j: number;
  readonly weight: number;
  readonly before: number;
}

/** A row of weights as parts of one whole, end to end: where each lies is all that is added up here. */
export function sharesOf(weights: ArrayLike<number>): Share[] {
  let before = 0;
  return Array.from(weights, (weight, j) => {
    const share = { j, weight, before };
    before += weight;
    return share;
  });
}

/** The powers laid end to end into one strip, whose length is 1. */
export function stripPart(
  view: WeightsView,
  strip: StripLayout,
  powers: PowersLayout,
): (SvgNode | undefined)[] {
  const { trace, selection, at } = view;
  const { head, token } = selection;
  const told = during(at.divide, phases.divide.told);
  return [
    node('rect', { key: 'slot', class: 'slot', ...boxOf(strip), rx: 6 }),
    ...sharesOf(trace.row('weight', head, token)).map((share) => segment(view, strip, powers, share)),
    told > 0 ? wholeSum(view, strip, told) : undefined,
  ];
}

/** What all parts come to. */
function wholeSum({ trace, selection, highlight }: WeightsView, strip: StripLayout, told: number): SvgNode {
  const place = [selection.head, selection.token] as const;
  const id = cellId('weight_sum', ...place);
  const sum = trace.at('weight_sum', ...place);
  const { x, y, width, height } = strip;
  const className = `bar-entry${highlight.has(id) ? ' highlight' : ''}`;
  return node(
    'g',
    { key: 'sum', class: className, 'data-cell': id, opacity: round(told) },
    node('rect', { key: 'hit', class: 'hit', ...boxOf({ ...strip, y: y + height + 2, height: 20 }) }),
    node('path', { key: 'brace', class: 'bracket', d: brace(strip, sum) }),
    text(shortNumber(sum), {
      key: 'number',
      class: 'number strong',
      x: round(x + width / 2),
      y: round(y + height + 15),
      'text-anchor': 'middle',
    }),
  );
}

function boxOf({ x, y, width, height }: Omit<StripLayout, 'letters'>) {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

/** Under what has been shared out, with room for the number in its middle. */
function brace({ x, y, width, height }: StripLayout, whole: number): string {
  const [top, foot] = [y + height + 4, y + height + 10];
  const [end, middle] = [x + width * whole, x + width / 2];
  const line = (from: number, to: number) => (to > from ? `M ${round(from)} ${foot} H ${round(to)}` : '');
  const ends = `M ${round(x)} ${top} V ${foot} M ${round(end)} ${top} V ${foot}`;
  return `${ends} ${line(x, Math.min(end, middle - 26))} ${line(middle + 26, end)}`;
}

/** A power on its way into the strip; there, a part of the whole with its word in it. */
function segment(
  view: WeightsView,
  strip: StripLayout,
  powers: PowersLayout,
  { j, weight, before }: Share,
): SvgNode | undefined {
  const { trace, selection, at, highlight, lines, tone } = view;
  const { head, token } = selection;
  const index = lines.findIndex(({ words }) => words.includes(j));
  // The lowest goes first: none flies over one that still stands.
  const left = lines.filter(({ words }) => words.some((word) => trace.at('weight', head, token, word) > 0));
  const after = left.length - 1 - left.indexOf(lines[index]!);
  const laid = staggered(during(at.divide, phases.divide.laid), after, left.length, 0.7);
  if (laid <= 0 || weight <= 0) return undefined;
  const id = cellId('weight', head, token, j);
  const height = barHeight(powers.pitch);
  const from = {
    x: powers.bars.x,
    y: lineY(powers, index) - height / 2,
    width: powers.bars.width * trace.at('exp', head, token, j),
    height,
  };
  // Down first, and then along the strip: not across the numbers beside it.
  const along = easeInOut(within(laid, 0.45, 1));
  const part = (start: number, end: number, gone = along) => round(mix(start, end, gone));
  const x = strip.x + before * strip.width + gap / 2;
  const width = Math.max(weight * strip.width - gap, 0.5);
  return node(
    'g',
    { key: `share${j}`, class: `share${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    node('rect', {
      key: 'part',
      class: 'share-part',
      x: part(from.x, x),
      y: part(from.y, strip.y, easeInOut(within(laid, 0, 0.6))),
      width: part(from.width, width),
      height: part(from.height, strip.height),
      rx: 4,
      style: `fill: ${tone(j)}`,
    }),
    ...shareLabel(view, strip, { j, weight, before }, { shown: during(at.divide, phases.divide.told) }),
  );
}

/** Word and weight, where there is room for both. */
export function shareLabel(
  { trace }: WeightsView,
  strip: StripLayout,
  { j, weight, before }: Share,
  { shown, look = 'share-label' }: { readonly shown: number; readonly look?: string },
): SvgNode[] {
  const word = trace.words[j]!;
  const room = weight * strip.width - 14;
  const whole = `${word} ${shortNumber(weight)}`;
  const said = textWidth(whole, 13) <= room ? whole : word;
  if (shown <= 0 || textWidth(said, 12) > room) return [];
  return [
    text(said, {
      key: 'label',
      class: look,
      x: round(strip.x + (before + weight / 2) * strip.width),
      y: round(strip.y + strip.height / 2),
      'text-anchor': 'middle',
      style: `font-size: ${round(fittingSize(said, room, strip.letters))}px`,
      opacity: round(shown),
    }),
  ];
}
