import { between } from '../../scene/math.js';
import type { CellSize } from '../../figure/objects/vector.js';
import { textWidth } from '../../text/text-width.js';

/** The grid in which every query meets every key, with the words and their vectors around it. */
export interface GridLayout {
  readonly x: number;
  readonly y: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The size of all words. */
  readonly letters: number;
  readonly chip: { readonly x: number; readonly width: number; readonly height: number };
  /** The vectors at the left of the rows, and those over the columns. */
  readonly rows: { readonly x: number; readonly cell: CellSize; readonly length: number };
  readonly columns: { readonly y: number; readonly cell: CellSize; readonly length: number };
  /** The foot of the slanted words over the columns. */
  readonly headerY: number;
  readonly legendY: number;
  /** Whether every row, and every column, has room for its word; otherwise only a marked one has it. */
  readonly rowWords: boolean;
  readonly columnWords: boolean;
  /** Whether a cell has room for a number. */
  readonly numbered: boolean;
}

interface GridRoom {
  readonly width: number;
  readonly letters: number;
  readonly chipHeight: number;
  readonly narrowestPitch: number;
  readonly pitchY: readonly [least: number, most: number];
  /** As tall as all rows together would be. */
  readonly tallest: number;
  /** How long the vectors of rows and of columns are. */
  readonly strips: readonly [rows: number, columns: number];
  readonly gap: number;
}

const slant = Math.sin((70 * Math.PI) / 180);

export function gridLayout(words: readonly string[], d_head: number, room: GridRoom): GridLayout {
  const { letters, gap, strips } = room;
  const longest = Math.max(...words.map((word) => textWidth(word, letters)));
  const chip = { x: 2, width: between(40, longest + 12, 118), height: room.chipHeight };
  const rowsX = chip.x + chip.width + gap;
  const x = rowsX + strips[0] + gap + 2;
  const headerY = between(36, longest * slant + 8, 96);
  const columnsY = headerY + 2;
  const y = columnsY + strips[1] + gap;
  // The last slanted word leans out to the right of its column.
  const pitchX = between(room.narrowestPitch, (room.width - 12 - x) / words.length, 60);
  const pitchY = between(room.pitchY[0], room.tallest / words.length, room.pitchY[1]);
  const rowWords = pitchY >= 12;
  const bottom = y + words.length * pitchY + 4;
  return {
    ...{ x, y, pitchX, pitchY, letters, headerY, bottom },
    left: 0,
    right: x + words.length * pitchX + 12,
    top: columnsY - 4,
    chip: { ...chip, height: rowWords ? Math.min(chip.height, pitchY - (pitchY < 16 ? 1 : 3)) : chip.height },
    rowWords,
    columnWords: pitchX >= 12,
    rows: {
      x: rowsX,
      cell: { along: strips[0] / d_head, across: between(4, pitchY - (pitchY < 14 ? 2 : 7), 18) },
      length: strips[0],
    },
    columns: {
      y: columnsY,
      cell: { along: strips[1] / d_head, across: between(4, pitchX - (pitchX < 14 ? 2 : 7), 20) },
      length: strips[1],
    },
    legendY: bottom + 12,
    numbered: pitchX >= 36 && pitchY >= 33,
  };
}

export function columnCentre(grid: GridLayout, column: number): number {
  return grid.x + (column + 0.5) * grid.pitchX;
}

export function rowCentre(grid: GridLayout, row: number): number {
  return grid.y + (row + 0.5) * grid.pitchY;
}

/** The centre of the cell in which query `i` meets key `j`. */
export function gridPlace(grid: GridLayout, i: number, j: number, transposed = false) {
  return transposed
    ? { x: columnCentre(grid, i), y: rowCentre(grid, j) }
    : { x: columnCentre(grid, j), y: rowCentre(grid, i) };
}
