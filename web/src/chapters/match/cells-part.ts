import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { memoLatest } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { between, clamp01, mix, within } from '../../scene/math.js';
import { textWidth } from '../../text/text-width.js';
import { dot } from '../../figure/objects/dot.js';
import { maskedCell } from '../../figure/objects/masked-cell.js';
import { rests } from '../../figure/parts/resting.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { columnCentre, gridPlace } from './layout.js';
import { lineOf, listedWords } from './listed.js';
import { movedRow } from './moved.js';
import { saysLater } from './words-part.js';
import { cellGrown } from './steps.js';
import { fullScore, type MatchView } from './view.js';

/** Every query against every key that is there yet, to one scale; hatched where the key's word comes later. One group a row. */
export function cellsPart(view: MatchView): SvgNode[] {
  const { trace, selection, grid, plane } = view;
  const { token } = selection;
  return trace.words.flatMap((_, i) => {
    const follows = i === token;
    if (!follows && (grid < 0.5 || plane >= 1)) return [];
    const shown = follows ? 1 : clamp01(grid * 2 - 1) * (1 - plane);
    return [
      node(
        'g',
        {
          key: `row${i}`,
          class: 'grid-row',
          style: `--dot: var(--ax-${follows ? 'ink' : 'score'})`,
          opacity: shown < 1 ? round(shown) : undefined,
        },
        ...trace.words.map((__, j) => (isLeaving(view, j) ? undefined : gridCell(view, i, j))),
      ),
    ];
  });
}

/** Why rows are pale, where there is room for that before the columns. */
export function reason({ trace, selection, layout, say, grid }: MatchView): SvgNode[] {
  if (grid <= 0 || selection.transposed || !trace.words.some((_, i) => rests(trace, selection.head, i)))
    return [];
  const lines = [say('match.pale'), say('match.parked', { word: trace.words[0]! })];
  const wide = Math.max(...lines.map((words) => textWidth(words, layout.letters)));
  if (wide > layout.x + (layout.heads.slanted ? 12 : 0)) return [];
  return lines.map((words, line) =>
    text(words, {
      ...{ key: `reason${line}`, class: 'quiet', x: 2, y: round(8 + line * 1.2 * layout.letters) },
      style: `font-size: ${layout.letters}px`,
      opacity: grid < 1 ? round(grid) : undefined,
    }),
  );
}

/** Without a line in the list a dot goes with the grid. */
function isLeaving(view: MatchView, j: number): boolean {
  return view.plane > 0.2 && !listedWords(view).includes(j);
}

interface CellLook {
  readonly id: string;
  readonly followed: boolean;
  readonly highlighted: boolean;
  /** What the other words ask steps back; a row in which the head merely rests is paler still. */
  readonly strength: number;
  /** Of a query that the reader has moved: it is no cell of the run. */
  readonly own: boolean;
  /** How much of the hatching of a word that comes later is seen. */
  readonly hatched: number;
  readonly grown: number;
  readonly value: number;
  readonly area: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly largest: number;
  readonly letters: number;
  /** Where the number stands, and how much of it is seen: under the one row, in the grid, in the list. */
  readonly under: number;
  readonly underY: number;
  readonly inGrid: number;
  readonly listed: number;
  readonly listX: number;
}

/** Most cells stand still in most frames: each is kept as it was drawn last. */
function gridCell(view: MatchView, i: number, j: number): SvgNode {
  const { trace, selection, highlight, at, layout } = view;
  const { head, token, transposed } = selection;
  const id = cellId('score', head, i, j);
  const followed = i === token;
  const own = followed && movedRow(view) !== undefined;
  const value = own ? movedRow(view)!.scores[j]! : trace.at('score', head, i, j);
  const there = gridPlace(layout, i, j, transposed);
  const last = lastSeen(trace, i);
  const grown = j > last ? 0 : cellGrown(at, { i, j, count: trace.n_tokens, last }, token);
  const look: CellLook = {
    ...{
      id,
      followed,
      own,
      highlighted: highlight.has(id),
      value,
      strength: followed ? 1 : rests(trace, head, i) ? 0.26 : 0.48,
      area: value / fullScore(trace, head),
    },
    ...{
      hatched: j > last ? 1 - (followed ? view.plane : 0) : 0,
      grown,
      largest: layout.radius,
      letters: layout.letters,
    },
    ...{ width: layout.pitchX, height: layout.grid.pitch, ...there, ...noNumber },
    ...(followed ? followedPlace(view, j, there, grown) : {}),
  };
  return memoLatest(trace, `match-cell:${head}:${i}:${j}`, Object.values(look), () => drawCell(look));
}

const noNumber = { under: 0, underY: 0, inGrid: 0, listed: 0, listX: 0 };

/** In the one row, then in the grid, then in the list beside the plane. */
function followedPlace(view: MatchView, j: number, there: { x: number; y: number }, grown: number) {
  const { layout, grid, plane, trace, selection } = view;
  const { row, list } = layout;
  const inRow = { x: columnCentre(layout, j), y: row.y };
  const x = mix(mix(inRow.x, there.x, grid), list.x + list.dot, plane);
  const y = mix(mix(inRow.y, there.y, grid), lineOf(view, j), plane);
  const { token, head } = selection;
  const written = within(grown, 0.8, 1);
  const has = layout.pitchX >= 27 || isLargest(trace.row('score', head, token), lastSeen(trace, token), j);
  return {
    ...{ x, y, height: mix(mix(row.height, layout.grid.pitch, grid), list.pitch, plane) },
    under: has ? written * clamp01(1 - grid * 2.5) : 0,
    underY: row.y + row.numbers,
    inGrid: layout.grid.numbered ? clamp01(grid * 2.5 - 1.5) * clamp01(1 - plane * 4) : 0,
    listed: list.score > 0 ? clamp01(plane * 4 - 3) : 0,
    listX: list.x + list.score,
  };
}

function isLargest(scores: ArrayLike<number>, last: number, j: number): boolean {
  const sizes = Array.from(scores)
    .slice(0, last + 1)
    .map(Math.abs);
  return sizes[j] === Math.max(...sizes);
}

function drawCell(look: CellLook): SvgNode {
  const { id, followed, highlighted, own, hatched, x, y, width, height } = look;
  return node(
    'g',
    {
      key: id,
      class: `grid-cell${followed ? ' followed' : ''}${highlighted ? ' highlight' : ''}`,
      'data-cell': own ? undefined : id,
    },
    node('rect', {
      ...{ key: 'hit', class: 'hit' },
      ...{ x: round(x - width / 2), y: round(y - height / 2), width: round(width), height: round(height) },
    }),
    maskedCell(x, y, { width, height }, hatched * (followed ? 1 : 0.85)),
    look.grown > 0 &&
      node('g', { key: 'mark', opacity: look.strength < 1 ? look.strength : undefined }, ...marks(look)),
  );
}

/** The dot, as far as it has grown, with its number: in the grid in it where there is room for it, else below. */
function marks(look: CellLook): SvgNode[] {
  const { area, largest, x, y, height, grown, under, underY, inGrid, listed, listX } = look;
  const written = shortNumber(look.value);
  const radius = largest * Math.sqrt(Math.abs(area));
  const inside = area > 0 && radius > Math.hypot(widthOf(written) / 2, 4.5) + 0.5;
  const up = inside ? 0 : inGrid * between(0, height / 2 - radius, 6);
  const number = (
    key: string,
    shown: number,
    place: { x: number; y: number },
    name = '',
    anchor = 'middle',
  ) =>
    shown > 0
      ? [
          text(key === 'under' && look.width < 56 ? shortened(look.value, look) : written, {
            ...{ key, class: `number${name}`, 'text-anchor': anchor, x: round(place.x), y: round(place.y) },
            style: `font-size: ${look.letters}px${key === 'number' ? '' : '; stroke: none'}`,
            opacity: shown < 1 ? round(shown) : undefined,
          }),
        ]
      : [];
  return [
    dot('dot', x, y - up, area * within(grown, 0.5, 1), largest),
    ...number('under', under, { x, y: underY }),
    ...number('number', inGrid, { x, y: inside ? y : y - up + radius + 7.5 }, inside ? ' on-dot' : ''),
    ...number('listed', listed, { x: listX, y }, '', 'start'),
  ];
}

/** Under a narrow column: with one decimal where that has room, or none. */
function shortened(value: number, { width, letters }: CellLook): string {
  const rounded = (decimals: number) => {
    const digits = Math.abs(value).toFixed(decimals);
    return value < 0 && Number(digits) !== 0 ? `\u2212${digits}` : digits;
  };
  return (widthOf(rounded(1)) * letters) / 14 + 3 <= width ? rounded(1) : rounded(0);
}

/** Of a number in letters of 14 px: a point is narrower than a digit. */
function widthOf(written: string): number {
  return [...written].reduce((sum, character) => sum + (character === '.' ? 4.3 : 8.2), 0);
}

/** The largest of 1, 2, 5, 10 ... that is not above a score. */
function roundScore(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return power * [5, 2, 1].find((digit) => digit * power <= most)!;
}

/** What a dot, a ring and the hatching mean, to the scale of the grid. */
export function legendPart(view: MatchView): SvgNode {
  const { trace, selection, say, layout } = view;
  const isLast = selection.token === trace.n_tokens - 1;
  const grid = saysLater(view) || isLast ? view.grid : 1;
  const full = fullScore(trace, selection.head);
  const { radius: largest, legendY: y } = layout;
  // As large a dot as its line has room for.
  const score = roundScore(full * Math.min(1, (14.5 / largest) ** 2));
  const radius = largest * Math.sqrt(score / full);
  const letters = layout.kind === 'narrow' ? 12.4 : 13;
  const name = (key: string, content: string, x: number, opacity?: number) =>
    text(content, {
      key,
      class: 'heading',
      x: round(x),
      y: round(y),
      style: `font-size: ${letters}px`,
      opacity,
    });
  const step = (places: number) => 2 * radius + 12 + places * letters * 0.62 + 12;
  const digits = shortNumber(score).replace(/\.0+$/, '');
  const title = say('pair.score');
  const dotX = 6 + textWidth(title, letters) + 8 + radius;
  const ringX = dotX + step(digits.length);
  const hatchX = ringX + step(digits.length + 1) - radius + 7;
  return node(
    'g',
    { key: 'legend', class: 'legend', style: '--dot: var(--ax-score)' },
    name('title', title, 4),
    dot('dot', dotX, y, score / full, largest),
    name('plus', digits, dotX + radius + 6),
    dot('ring', ringX, y, -score / full, largest),
    name('minus', `\u2212${digits}`, ringX + radius + 6),
    ...(trace.n_tokens > 1 && grid > 0 && lastSeen(trace, 0) === 0
      ? [
          maskedCell(hatchX, y, { width: 22, height: 18 }, grid)!,
          name('later', say('words.later'), hatchX + 17, round(grid)),
        ]
      : []),
  );
}
