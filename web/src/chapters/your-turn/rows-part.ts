import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import { during, mix, staggered } from '../../scene/math.js';
import { dot } from '../../figure/objects/dot.js';
import { maskedCell } from '../../figure/objects/masked-cell.js';
import { token as chip } from '../../figure/objects/token.js';
import { heading } from '../../figure/parts/heading.js';
import type { RowsLayout } from './layout.js';
import { placeWithout, type Side, type YourTurnView } from './view.js';
import { phases } from './steps.js';

/** The words one below another, with the followed one's weights as it is and without; what is gone leaves its place. */
export function rowsPart(view: YourTurnView, layout: RowsLayout): (SvgNode | undefined)[] {
  const { whole } = view;
  const { words } = whole.trace;
  return [
    band(view, layout),
    ...headings(view, layout),
    ...words.map((_, j) => word(view, layout, j)),
    node('g', { key: 'whole', 'data-run': 'sentence' }, ...words.map((_, j) => before(view, layout, j))),
    withoutColumn(view, layout),
  ];
}

const middleOf = ({ top, pitch }: RowsLayout, j: number): number => top + (j + 0.5) * pitch;

function band({ whole }: YourTurnView, layout: RowsLayout): SvgNode {
  const { top, pitch, width } = layout;
  return node('rect', {
    key: 'band',
    class: 'band',
    y: round(top + whole.token * pitch),
    width: round(width),
    height: round(pitch),
    rx: round(Math.min(12, pitch / 2)),
  });
}

function headings(view: YourTurnView, layout: RowsLayout): (SvgNode | undefined)[] {
  const { whole, removed, head, at, say } = view;
  const { columns, radius, titleY, headingY } = layout;
  const word = whole.trace.words[whole.token]!;
  const column = (key: string, place: number, content: string, shown: number) =>
    shown > 0
      ? text(content, {
          key,
          class: 'strip-label',
          x: round(columns[place]! - Math.min(radius, 12)),
          y: headingY,
          opacity: round(shown),
        })
      : undefined;
  return [
    heading({
      key: 'title',
      x: 0,
      y: titleY,
      content: say('your-turn.weights', { token: word, head: head + 1 }),
      shown: 1,
    }),
    column('whole-title', 0, say('your-turn.whole'), during(at.whole, phases.whole.titled)),
    column(
      'without-title',
      1,
      say(removed.kind === 'head' ? 'heads.is-off' : 'your-turn.without'),
      during(at.without, phases.without.titled),
    ),
  ];
}

function word(view: YourTurnView, layout: RowsLayout, j: number): SvgNode {
  const { whole, at, say } = view;
  const { pitch, wordWidth } = layout;
  const content = whole.trace.words[j]!;
  const gone = placeWithout(view.removed, j) === undefined ? during(at.next, phases.next.struck) : 0;
  const followed = j === whole.token;
  const middle = middleOf(layout, j);
  const height = Math.min(pitch - 5, 30);
  const shown = layout.chips
    ? chip({
        key: 'chip',
        word: content,
        gloss: say.gloss(content),
        x: 4,
        y: middle - height / 2,
        width: wordWidth - 4,
        height,
        state: followed ? 'asks chosen' : '',
        token: j,
      })
    : text(content, {
        key: 'word',
        class: `panel-word${followed ? ' chosen' : ''}`,
        'data-token': j,
        x: 8,
        y: round(middle),
        style: `font-size: ${round(fittingSize(content, wordWidth - 10, 13))}px`,
      });
  return node(
    'g',
    { key: `word${j}` },
    node('g', { key: 'name', opacity: gone > 0 ? round(1 - 0.4 * gone) : undefined }, shown),
    gone > 0 && struck(4, wordWidth * gone, middle),
  );
}

function struck(x: number, right: number, y: number): SvgNode {
  return node('path', { key: 'strike', class: 'strike', d: `M ${round(x)} ${round(y)} H ${round(right)}` });
}

function before(view: YourTurnView, layout: RowsLayout, j: number): SvgNode | undefined {
  const { whole, at } = view;
  const grown = staggered(at.whole, j, whole.trace.n_tokens, 0.85);
  const moved = during(at.without, phases.without.dots);
  return weight(view, layout, {
    side: whole,
    key: j,
    j,
    highlight: view.highlight.whole,
    grown,
    x: layout.columns[0],
    numbered: grown * (1 - during(moved, phases.dots.numbersLeave) + during(moved, phases.dots.numbered)),
  });
}

/** The dots come over from the other run, and change their size on the way. Of a head that is off they stay pale. */
function withoutColumn(view: YourTurnView, layout: RowsLayout): SvgNode | undefined {
  const { whole, without, removed, at, highlight } = view;
  const moved = during(at.without, phases.without.dots);
  if (at.without <= 0) return undefined;
  const off = removed.kind === 'head';
  const rows = whole.trace.words.map((_, j) => {
    const place = placeWithout(removed, j);
    if (place === undefined) return gone(layout, j, during(at.without, phases.without.emptied));
    return weight(view, layout, {
      side: without,
      key: j,
      j: place,
      highlight: highlight.without,
      grown: moved > 0 ? 1 : 0,
      x: mix(layout.columns[0], layout.columns[1], moved),
      from: whole.trace.at('weight', view.head, whole.token, j),
      amount: moved,
      numbered: off ? 0 : during(moved, phases.dots.numbered),
    });
  });
  return node(
    'g',
    { key: 'without', 'data-run': 'without' },
    node('g', { key: 'rows', opacity: off ? round(1 - 0.7 * moved) : undefined }, ...rows),
    off && silenced(layout, whole.token + 1, during(at.without, phases.without.silenced)),
  );
}

/** The empty place of a word that is gone. */
function gone(layout: RowsLayout, j: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { columns, radius } = layout;
  return node('circle', {
    key: `gone${j}`,
    class: 'empty-place',
    cx: round(columns[1]),
    cy: round(middleOf(layout, j)),
    r: round(Math.min(radius, 11) - 1),
    opacity: round(shown),
  });
}

/** Nothing of the whole column arrives. */
function silenced({ columns, top, pitch }: RowsLayout, count: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const d = `M ${round(columns[1])} ${round(top + 2)} V ${round(top + (count * pitch - 4) * shown)}`;
  return node('path', { key: 'silenced', class: 'strike', d });
}

interface WeightOptions {
  readonly side: Side;
  readonly key: number;
  /** The word that is attended to, in the run of this side. */
  readonly j: number;
  readonly highlight: YourTurnView['highlight']['whole'];
  readonly grown: number;
  readonly x: number;
  /** The weight that it comes from, and how far it has come. */
  readonly from?: number;
  readonly amount?: number;
  readonly numbered: number;
}

/** A weight: its dot and its number; hatched where the mask hides the word. */
function weight(view: YourTurnView, layout: RowsLayout, options: WeightOptions): SvgNode | undefined {
  const { side, key, j, highlight, grown, x, from, amount = 1, numbered } = options;
  if (grown <= 0) return undefined;
  const id = cellId('weight', view.head, side.token, j);
  const value = side.trace.at('weight', view.head, side.token, j);
  const { pitch, radius, columnWidth } = layout;
  const y = middleOf(layout, key);
  const hidden = j > side.token;
  const size = Math.min(2 * radius, 22);
  return node(
    'g',
    {
      key: `weight${key}`,
      class: highlight.has(id) ? 'weight highlight' : 'weight',
      'data-cell': id,
      style: '--dot: var(--ax-query)',
    },
    node('rect', {
      key: 'hit',
      class: 'hit',
      x: round(x - radius - 2),
      y: round(y - pitch / 2),
      width: round(Math.min(2 * radius + numberWidth, columnWidth)),
      height: round(pitch),
      rx: 4,
    }),
    hidden
      ? maskedCell(x, y, { width: size, height: size }, grown)
      : dot('dot', x, y, mix(from ?? value, value, amount) * grown, radius),
    !hidden &&
      numbered > 0 &&
      text(shortNumber(value), {
        key: 'number',
        class: 'number',
        x: round(x + radius + 6),
        y: round(y),
        opacity: round(numbered),
      }),
  );
}

const numberWidth = 40;
