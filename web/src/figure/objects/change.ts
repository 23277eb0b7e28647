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
  readonly from: ChangeEnd;
  readonly to: ChangeEnd;
  /** How far the change has gone, 0 to 1. */
  readonly gone: number;
}

const radius = 4.5;
const arrow = 38;

/** How a share of 1 has changed: a ring where it was, a dot where it is, on a line from 0 to 1, and both numbers. */
export function change({ key, x, y, width, height, from, to, gone }: ChangeOptions): SvgNode {
  const now = from.value + (to.value - from.value) * gone;
  const middle = height / 2;
  return node(
    'g',
    { key, class: 'change', transform: `translate(${round(x)} ${round(y)})` },
    node('path', { key: 'line', class: 'change-line', d: `M 0 ${middle} H ${round(width)}` }),
    node('path', {
      key: 'way',
      class: 'change-way',
      d: `M ${round(from.value * width)} ${middle} H ${round(now * width)}`,
    }),
    end('from', from, { at: from.value * width, middle, number: width + 12, shown: 1 }),
    text('→', {
      key: 'arrow',
      class: 'operator',
      x: round(width + 12 + arrow),
      y: middle,
      'text-anchor': 'middle',
    }),
    end('to', to, { at: now * width, middle, number: width + 24 + arrow, shown: gone }),
  );
}

function end(
  name: 'from' | 'to',
  { value, cell, run, highlight }: ChangeEnd,
  place: { at: number; middle: number; number: number; shown: number },
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
      opacity: place.shown < 1 ? round(place.shown) : undefined,
    }),
  );
}
