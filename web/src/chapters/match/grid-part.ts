import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { clamp01, staggered } from '../../scene/math.js';
import { slantedWord } from '../../figure/objects/slanted-word.js';
import { token } from '../../figure/objects/token.js';
import { vector } from '../../figure/objects/vector.js';
import { vectorScale } from '../../figure/parts/pass.js';
import { cellsPart, legendPart } from './cells-part.js';
import { columnCentre, type GridLayout, rowCentre } from './grid-layout.js';
import { keyUnderWay } from './steps.js';
import type { MatchView } from './view.js';

type Side = 'query' | 'key';

/** Words with their queries and keys, and the grid in which they meet. */
export function gridPart(view: MatchView, grid: GridLayout, narrow: boolean): (SvgNode | undefined)[] {
  const { transposed } = view.selection;
  const [row, column]: [Side, Side] = transposed ? ['key', 'query'] : ['query', 'key'];
  return [
    band(view, grid),
    node('g', { key: 'names' }, ...names(view, grid, row, column)),
    node('g', { key: 'words' }, ...words(view, grid, row, column)),
    node('g', { key: 'rows' }, ...rowVectors(view, grid, row)),
    node('g', { key: 'columns' }, ...columnVectors(view, grid, column)),
    node('g', { key: 'grid' }, ...cellsPart(view, grid)),
    legendPart(view, grid, narrow),
    window(view, grid),
  ];
}

/** Behind what the followed word asks: a row, or transposed a column. */
function band({ selection: { token: i, transposed } }: MatchView, grid: GridLayout): SvgNode {
  const box = transposed
    ? { x: grid.x + i * grid.pitchX, y: grid.top, width: grid.pitchX, height: grid.bottom - grid.top }
    : { x: grid.left, y: grid.y + i * grid.pitchY, width: grid.right - 8, height: grid.pitchY };
  return node('rect', {
    ...{ key: 'band', class: 'band', rx: 8 },
    ...{ x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) },
  });
}

function names({ say }: MatchView, grid: GridLayout, row: Side, column: Side): SvgNode[] {
  const name = (side: Side, x: number, y: number, anchor: string) =>
    text(say(`word.${side}`), {
      ...{
        key: `name-${side}`,
        class: `side-label ${side}`,
        x: round(x),
        y: round(y),
        'text-anchor': anchor,
      },
      style: `font-size: ${grid.letters}px`,
    });
  const { columns } = grid;
  return [
    name(column, grid.x - 6, columns.y + columns.length / 2, 'end'),
    name(row, grid.chip.x + grid.chip.width / 2, grid.y - 8, 'middle'),
  ];
}

function words(view: MatchView, grid: GridLayout, row: Side, column: Side): (SvgNode | undefined)[] {
  return view.trace.words.flatMap((word, index) => [
    grid.columnWords || isMarked(view, column, index)
      ? columnWord(view, grid, column, word, index)
      : undefined,
    grid.rowWords || isMarked(view, row, index) ? rowWord(view, grid, row, word, index) : undefined,
  ]);
}

function columnWord(view: MatchView, grid: GridLayout, side: Side, word: string, index: number): SvgNode {
  return node(
    'g',
    { key: `column${index}`, class: `column-word${marks(view, side, index)}`, 'data-token': index },
    slantedWord({
      ...{ key: 'slanted', word, gloss: view.say.gloss(word), slant: 70, pitch: grid.pitchX },
      x: columnCentre(grid, index),
      y: grid.headerY - 2,
      chosen: isMarked(view, side, index),
    }),
  );
}

function rowWord(view: MatchView, grid: GridLayout, side: Side, word: string, index: number) {
  return token({
    ...{ key: `row${index}`, word, token: index, letters: grid.letters },
    // In a low chip word and gloss would be small letters of many sizes; the column has the gloss.
    gloss: grid.chip.height >= 27 ? view.say.gloss(word) : undefined,
    ...grid.chip,
    y: rowCentre(grid, index) - grid.chip.height / 2,
    state: `${marks(view, side, index)}${isMarked(view, side, index) ? ' chosen' : ''}`.trim(),
  });
}

/** The followed word asks; the one that answers it best answers. */
function isMarked({ best }: MatchView, side: Side, index: number): boolean {
  return index === (side === 'query' ? best.i : best.j);
}

function marks(view: MatchView, side: Side, index: number): string {
  const { highlight, selection } = view;
  const role = isMarked(view, side, index) ? (side === 'query' ? ' asks' : ' answers-key replies') : '';
  return `${role}${highlight.has(cellId(side, selection.head, index)) ? ' highlight' : ''}`;
}

/** They come from the left, one after another. */
function rowVectors(view: MatchView, grid: GridLayout, side: Side): (SvgNode | undefined)[] {
  const { rows } = grid;
  return sideVectors(view, side, rows.cell, (index, moved) => ({
    x: rows.x - (1 - moved) * 24,
    y: rowCentre(grid, index) + rows.cell.across / 2,
    turn: -90,
  }));
}

/** They come from above. */
function columnVectors(view: MatchView, grid: GridLayout, side: Side): (SvgNode | undefined)[] {
  const { columns } = grid;
  return sideVectors(view, side, columns.cell, (index, moved) => ({
    x: columnCentre(grid, index) - columns.cell.across / 2,
    y: columns.y - (1 - moved) * 24,
  }));
}

function sideVectors(
  { trace, selection, at, highlight }: MatchView,
  side: Side,
  cell: GridLayout['rows']['cell'],
  pose: (index: number, moved: number) => { x: number; y: number; turn?: number },
): (SvgNode | undefined)[] {
  return trace.words.map((_, index) => {
    const moved = staggered(at.meet, index, trace.n_tokens);
    return vector(trace, {
      ...{ tensor: side, indices: [selection.head, index], cell, highlight, opacity: clamp01(moved * 2) },
      scale: vectorScale(trace, side, selection.head),
      pose: pose(index, moved),
    });
  });
}

/** Around the key that the query meets while it goes through them. */
function window({ at, best, selection }: MatchView, grid: GridLayout): SvgNode | undefined {
  const j = keyUnderWay(at, best.i);
  if (j === undefined) return undefined;
  const { rows, columns } = grid;
  const box = selection.transposed
    ? {
        x: rows.x - 3,
        y: rowCentre(grid, j) - rows.cell.across / 2 - 3,
        width: rows.length + 6,
        height: rows.cell.across + 6,
      }
    : {
        x: columnCentre(grid, j) - columns.cell.across / 2 - 3,
        y: columns.y - 3,
        width: columns.cell.across + 6,
        height: columns.length + 6,
      };
  return node('rect', {
    ...{ key: 'window', class: 'window', rx: 4 },
    ...{ x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) },
  });
}
