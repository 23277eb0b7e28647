import { vector } from '../../figure/objects/vector.js';
import { vectorScale } from '../../figure/parts/pass.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { clamp01, easeInOut, mix, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { columnCentre, type Layout, rowCentre } from './layout.js';
import { type Meeting, meetingAt, rowSwept } from './steps.js';
import type { MatchView } from './view.js';
import { presence, type Side, sidesOf } from './words-part.js';

/** Where a strip stands: its first cell's corner, its turn, and its size across and along. */
interface Stand {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly across: number;
  readonly along: number;
}

/** The vectors of all words, and that of the followed word on its way along the keys. */
export function stripsPart(view: MatchView): (SvgNode | undefined)[] {
  const { trace } = view;
  if (!trace.has('query')) return [];
  return [
    node('g', { key: 'columns' }, ...trace.words.map((_, j) => columnStrip(view, 'key', j))),
    node(
      'g',
      { key: 'swapped' },
      ...trace.words.map((_, j) =>
        sidesOf(view).columns === 'query' ? columnStrip(view, 'query', j) : undefined,
      ),
    ),
    node('g', { key: 'rows' }, ...trace.words.map((_, i) => rowStrip(view, i))),
    node('g', { key: 'sweeps' }, ...trace.words.map((_, i) => sweep(view, i))),
    ...traveller(view),
  ];
}

/** One drawing of a vector, of the size that it has in a column, and from there made as large as it stands. */
function strip(
  view: MatchView,
  side: Side,
  index: number,
  stand: Stand,
  opacity = 1,
  role = '',
): SvgNode | undefined {
  if (opacity <= 0) return undefined;
  const { trace, selection, layout, highlight } = view;
  const turn = stand.turn === 0 ? '' : ` rotate(${round(stand.turn)})`;
  const size =
    stand.across === 1 && stand.along === 1 ? '' : ` scale(${round(stand.across)} ${round(stand.along)})`;
  return node(
    'g',
    {
      key: `${role}${side}${index}`,
      transform: `translate(${round(stand.x)} ${round(stand.y)})${turn}${size}`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    vector(trace, {
      ...{ tensor: side, indices: [selection.head, index], role, highlight, pose: { x: 0, y: 0 } },
      cell: { along: round(layout.keys.along), across: round(layout.keys.across) },
      scale: vectorScale(trace, side, selection.head),
    }),
  );
}

/** In its column; a query stands there only where the grid is transposed. */
function columnStrip(view: MatchView, side: Side, index: number): SvgNode | undefined {
  const { layout, grid, at, trace } = view;
  const { keys } = layout;
  const come = easeInOut(staggered(at.meet, index, trace.n_tokens));
  const swapped = sidesOf(view).columns === 'query';
  const opacity = side === 'query' ? grid : swapped ? 1 - grid : 1;
  return strip(
    view,
    side,
    index,
    {
      x: columnCentre(layout, index) - keys.across / 2,
      y: keys.y,
      // It comes out from under its word.
      ...{ turn: 0, across: 1, along: come * mix(1, layout.grid.squeeze, grid) },
    },
    opacity * presence(view, index) * clamp01(come * 2),
    swapped ? 'column-' : '',
  );
}

/** Lying at the left of a row whose middle is `y`. */
function lying({ home, keys }: Layout, y: number): Stand {
  return {
    ...{ x: home.x, y: y + home.across / 2, turn: -90 },
    ...{ across: home.across / keys.across, along: home.along / keys.along },
  };
}

/** In the rows of the grid: of the followed word it is the one that has been on its way. */
function rowStrip(view: MatchView, index: number): SvgNode | undefined {
  const { layout, grid, selection } = view;
  const { rows } = sidesOf(view);
  if (grid === 0 || (rows === 'query' && index === selection.token)) return undefined;
  return strip(view, rows, index, lying(layout, rowCentre(layout, index)), clamp01(grid * 2 - 1), 'row-');
}

function mixStands(from: Stand, to: Stand, amount: number): Stand {
  return {
    x: mix(from.x, to.x, amount),
    y: mix(from.y, to.y, amount),
    turn: mix(from.turn, to.turn, amount),
    across: mix(from.across, to.across, amount),
    along: mix(from.along, to.along, amount),
  };
}

/** Beside key `j`, as tall as it. */
function besideKey(layout: Layout, j: number): Stand {
  const x = columnCentre(layout, j) + layout.keys.across / 2 + layout.keys.gap;
  return { x, y: layout.keys.y, turn: 0, across: 1, along: 1 };
}

/** Where the followed word's query is. */
function standOf(view: MatchView, here: Meeting | undefined): Stand {
  const { layout, grid, selection } = view;
  const home = lying(layout, layout.row.y);
  if (!here) return home;
  const from = here.from === undefined ? home : besideKey(layout, here.from);
  const there = mixStands(from, besideKey(layout, here.j), here.travelled);
  if (grid === 0) return there;
  const { keys } = layout;
  const { token: i } = selection;
  const back = selection.transposed
    ? {
        x: columnCentre(layout, i) - keys.across / 2,
        y: keys.y,
        turn: 0,
        across: 1,
        along: layout.grid.squeeze,
      }
    : lying(layout, rowCentre(layout, i));
  return mixStands(there, back, grid);
}

/** It leaves its word, goes along the keys, and comes back when its row is one of all. */
function traveller(view: MatchView): (SvgNode | undefined)[] {
  const { layout, selection, at, grid } = view;
  const here = meetingAt(at, lastSeen(view.trace, selection.token));
  const come = easeInOut(clamp01(at.meet * 1.6 - 0.6));
  const away = here ? clamp01(here.from === undefined ? here.travelled * 3 : 1) * (1 - grid) : 0;
  return [
    // What it has left behind.
    away > 0
      ? strip(view, 'query', selection.token, lying(layout, layout.row.y), 0.25 * away, 'left-')
      : undefined,
    here && grid < 1 ? frame(view, here) : undefined,
    selection.transposed && grid >= 1
      ? undefined
      : strip(view, 'query', selection.token, standOf(view, here), clamp01(come * 2), 'travelling-'),
  ];
}

/** Around the query and the key that it has locked on to, with its name under it. */
function frame(view: MatchView, here: Meeting): SvgNode {
  const { layout, trace, grid, say } = view;
  const { keys } = layout;
  const tall = keys.along * trace.shape('key')[2]!;
  const x = columnCentre(layout, here.j) - keys.across / 2 - keys.gap;
  const shown = clamp01(here.travelled * 4 - 3) * clamp01(1 - 8 * grid);
  const query = besideKey(layout, here.j);
  return node(
    'g',
    { key: 'lock', opacity: round(shown) },
    node('rect', {
      ...{ key: 'window', class: 'window', style: 'stroke: var(--ax-query)', rx: 5 },
      ...{
        x: round(x),
        y: round(keys.y - 4),
        width: round(2 * keys.across + 3 * keys.gap),
        height: round(tall + 8),
      },
    }),
    here.products > 0 && here.products < 1 && here.from === undefined && atNumber(view, here, x),
    text(say('word.query'), {
      ...{ key: 'name', class: 'side-label query', 'text-anchor': 'middle' },
      ...{
        x: round(
          Math.min(
            query.x + keys.across / 2,
            layout.width - textWidth(say('word.query'), layout.letters) / 2 - 2,
          ),
        ),
        y: round(keys.y + tall + 12),
      },
      style: `font-size: ${layout.letters}px`,
    }),
  );
}

/** Around the two numbers whose product comes. */
function atNumber({ layout, trace }: MatchView, { products }: Meeting, x: number): SvgNode {
  const { along, across, y, gap } = layout.keys;
  const c = Math.floor(products * trace.shape('key')[2]!);
  return node('rect', {
    ...{ key: 'number', class: 'window', rx: 3, x: round(x + 1.5), y: round(y + c * along - 1) },
    ...{ width: round(2 * across + 3 * gap - 3), height: round(along + 2) },
  });
}

/** The other rows' queries run along their rows. */
function sweep(view: MatchView, i: number): SvgNode | undefined {
  const { layout, at, trace, selection } = view;
  if (i === selection.token || selection.transposed) return undefined;
  const swept = rowSwept(at, i, trace.n_tokens, selection.token);
  if (swept <= 0 || swept >= 1) return undefined;
  const home = lying(layout, rowCentre(layout, i));
  const x = mix(home.x, columnCentre(layout, i) - layout.home.along * trace.shape('key')[2]! * 0.5, swept);
  return strip(view, 'query', i, { ...home, x }, 0.9, 'sweep-');
}
