import { shortNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';

/** One end of a change: where its number comes from. */
export interface ChangeEnd {
  readonly value: number;
  readonly cell: string;
  readonly run: string;
  readonly highlight: boolean;
}

interface ChangeOptions {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** How long the whole line is, from 0 to 1. */
  readonly width: number;
  readonly height: number;
  /** How large its numbers are. */
  readonly letters?: number;
  readonly from: ChangeEnd;
  readonly to: ChangeEnd;
  /** How far the change has gone, 0 to 1; at 0 there is only where it begins. */
  readonly gone: number;
}

const radius = 4.5;
/** From number to number, in letters. */
const arrow = 3;
const usual = 13;

/** How wide both numbers of a change are, and what is between them and the line. */
export function changeNumbersWidth(letters: number): number {
  return (2 * arrow + 1.8) * letters;
}

/** How a share of 1 has changed: a ring where it was, a dot where it is, on a line from 0 to 1, and both numbers. */
export function change(options: ChangeOptions): SvgNode {
  const { key, x, y, width, height, letters = usual, from, to, gone } = options;
  const now = from.value + (to.value - from.value) * gone;
  const middle = height / 2;
  const first = width + letters;
  return node(
    'g',
    { key, class: 'change', transform: `translate(${round(x)} ${round(y)})` },
    node('path', { key: 'line', class: 'change-line', d: `M 0 ${middle} H ${round(width)}` }),
    gone > 0 &&
      node('path', {
        key: 'way',
        class: 'change-way',
        d: `M ${round(from.value * width)} ${middle} H ${round(now * width)}`,
      }),
    end('from', from, { at: from.value * width, middle, number: first, letters, shown: 1 }),
    gone > 0 &&
      text('→', {
        key: 'arrow',
        class: 'operator',
        x: round(first + arrow * letters),
        y: middle,
        'text-anchor': 'middle',
        style: `font-size: ${letters}px`,
      }),
    gone > 0 &&
      end('to', to, {
        at: now * width,
        middle,
        number: first + (arrow + 0.9) * letters,
        letters,
        shown: gone,
      }),
  );
}

function end(
  name: 'from' | 'to',
  { value, cell, run, highlight }: ChangeEnd,
  place: { at: number; middle: number; number: number; letters: number; shown: number },
): SvgNode {
  return node(
    'g',
    {
      key: name,
      class: `change-end ${name}${highlight ? ' highlight' : ''}`,
      'data-run': run,
      'data-cell': cell,
    },
    node('circle', { class: 'hit', cx: round(place.at), cy: place.middle, r: 9 }),
    node('circle', { class: 'change-mark', cx: round(place.at), cy: place.middle, r: radius }),
    text(shortNumber(value), {
      class: `number${highlight ? ' highlight' : ''}`,
      x: round(place.number),
      y: place.middle,
      style: `font-size: ${place.letters}px`,
      opacity: place.shown < 1 ? round(place.shown) : undefined,
    }),
  );
}
