import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { memoLatest } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { between } from '../../scene/math.js';
import { textWidth } from '../../text/text-width.js';
import { dot } from '../../figure/objects/dot.js';
import { maskedCell } from '../../figure/objects/masked-cell.js';
import { type GridLayout, gridPlace } from './grid-layout.js';
import { cellShown } from './steps.js';
import { fullScore, type MatchView } from './view.js';

/** The largest dot touches its neighbours' cells. */
export function largestRadius({ pitchX, pitchY }: GridLayout): number {
  return Math.min(pitchX, pitchY) * 0.49;
}

/** Every query against every key that is there yet, to one scale; hatched where the key's word comes later. One group a row. */
export function cellsPart(view: MatchView, grid: GridLayout): SvgNode[] {
  const { trace, selection } = view;
  return trace.words.map((_, i) =>
    node(
      'g',
      {
        key: `row${i}`,
        class: 'grid-row',
        // What the other words ask steps back.
        style: `--dot: var(--ax-${i === selection.token ? 'ink' : 'score'})`,
      },
      ...trace.words.map((__, j) => gridCell(view, grid, i, j)),
    ),
  );
}

interface CellLook {
  readonly id: string;
  readonly followed: boolean;
  readonly highlighted: boolean;
  /** Of a word that comes later. */
  readonly later: boolean;
  readonly shown: number;
  readonly area: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly numbered: boolean;
  readonly largest: number;
}

/** Most cells stand still in most frames: each is kept as it was drawn last. */
function gridCell(view: MatchView, grid: GridLayout, i: number, j: number): SvgNode {
  const { trace, selection, highlight, at, best } = view;
  const { head, token, transposed } = selection;
  const id = cellId('score', head, i, j);
  const value = trace.at('score', head, i, j);
  const followed = i === token;
  const look: CellLook = {
    ...{ id, followed, later: j > i },
    highlighted: highlight.has(id),
    shown: cellShown(at, { i, j, count: trace.n_tokens }, best),
    area: value / fullScore(trace, head),
    ...gridPlace(grid, i, j, transposed),
    ...{ width: grid.pitchX, height: grid.pitchY, largest: largestRadius(grid) },
    numbered: followed && grid.numbered,
  };
  return memoLatest(trace, `match-cell:${head}:${i}:${j}`, Object.values(look), () => drawCell(look, value));
}

function drawCell(look: CellLook, value: number): SvgNode {
  const { id, followed, highlighted, later, shown, x, y, width, height } = look;
  return node(
    'g',
    {
      key: id,
      class: `grid-cell${followed ? ' followed' : ''}${highlighted ? ' highlight' : ''}`,
      'data-cell': id,
    },
    node('rect', {
      key: 'hit',
      class: 'hit',
      x: round(x - width / 2),
      y: round(y - height / 2),
      width: round(width),
      height: round(height),
    }),
    later
      ? maskedCell(x, y, { width, height }, followed ? 1 : 0.85)
      : shown > 0 && node('g', { key: 'mark', opacity: opacityOf(look) }, ...marks(look, value)),
  );
}

function opacityOf({ followed, shown }: CellLook): number | undefined {
  const opacity = followed ? shown : 0.42 * shown;
  return opacity < 1 ? round(opacity) : undefined;
}

/** The dot with its number: in it where there is room for it, else below. */
function marks({ area, largest, x, y, height, numbered }: CellLook, value: number): SvgNode[] {
  const written = shortNumber(value);
  const radius = largest * Math.sqrt(Math.abs(area));
  const inside = area > 0 && radius > Math.hypot(widthOf(written) / 2, 4.5) + 0.5;
  const up = numbered && !inside ? between(0, height / 2 - radius, 6) : 0;
  return [
    dot('dot', x, y - up, area, largest),
    ...(numbered
      ? [
          text(written, {
            key: 'number',
            class: inside ? 'number on-dot' : 'number',
            x: round(x),
            y: round(inside ? y : y - up + radius + 7.5),
            'text-anchor': 'middle',
            style: 'font-size: 13px',
          }),
        ]
      : []),
  ];
}

/** Of a number in letters of 13 px: a point is narrower than a digit. */
function widthOf(written: string): number {
  return [...written].reduce((sum, character) => sum + (character === '.' ? 4 : 7.6), 0);
}

/** The largest of 1, 2, 5, 10 ... that is not above a score. */
function roundScore(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return power * [5, 2, 1].find((digit) => digit * power <= most)!;
}

/** What a dot, a ring and the hatching mean, to the scale of the grid. */
export function legendPart({ trace, selection, say }: MatchView, grid: GridLayout, narrow: boolean): SvgNode {
  const full = fullScore(trace, selection.head);
  const score = roundScore(full / 2);
  const largest = largestRadius(grid);
  const radius = largest * Math.sqrt(score / full);
  const y = grid.legendY;
  const letters = narrow ? 12 : 13;
  const name = (key: string, content: string, x: number) =>
    text(content, { key, class: 'heading', x: round(x), y: round(y), style: `font-size: ${letters}px` });
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
    ...(trace.n_tokens > 1
      ? [maskedCell(hatchX, y, { width: 22, height: 18 }, 1)!, name('later', say('match.later'), hatchX + 17)]
      : []),
  );
}
