import type { CellSize } from '../objects/vector.js';
import { between } from '../../scene/math.js';
import type { Sizes } from './sizes.js';

/** A band of upright vectors, one in each column: where it begins, and how long its vectors are. */
interface ColumnBand {
  readonly y: number;
  readonly cell: CellSize;
  readonly length: number;
}

/** The grid of all queries and all keys, with the words, embeddings, queries and keys around it. */
export interface GridLayout {
  readonly x: number;
  readonly y: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly left: number;
  readonly top: number;
  readonly chip: { readonly x: number; readonly width: number; readonly height: number };
  /** The vectors at the left of each row, if they are shown. */
  readonly rows: { readonly x: number; readonly cell: CellSize } | undefined;
  readonly headerY: number;
  readonly headerHeight: number;
  /** Column words stand upright where the columns are too narrow for them. */
  readonly upright: boolean;
  readonly embedding: ColumnBand | undefined;
  /** The vectors over each column, if they are shown. */
  readonly columns: ColumnBand | undefined;
  /** Where the mathematics stands, if there is room for it. */
  readonly formula: { readonly x: number; readonly y: number; readonly pitch: number } | undefined;
  readonly titleY: number;
  readonly right: number;
  readonly bottom: number;
}

export function columnCentre(layout: GridLayout, column: number): number {
  return layout.x + (column + 0.5) * layout.pitchX;
}

export function rowCentre(layout: GridLayout, row: number): number {
  return layout.y + (row + 0.5) * layout.pitchY;
}

/** The centre of the cell in which query `i` meets key `j`. */
export function gridPlace(
  layout: GridLayout,
  i: number,
  j: number,
  transposed = false,
): { readonly x: number; readonly y: number } {
  return transposed
    ? { x: columnCentre(layout, i), y: rowCentre(layout, j) }
    : { x: columnCentre(layout, j), y: rowCentre(layout, i) };
}

/** Below this, a word no longer fits over its column and is written upright. */
const chipPitch = 44;

function columnBand(y: number, length: number, count: number, across: number): ColumnBand {
  return { y, length, cell: { along: length / count, across } };
}

/** What surrounds a grid. */
interface GridParts {
  readonly embeddings: boolean;
  readonly vectors: boolean;
  readonly formula: boolean;
  /** Beside another part: what stands at the left of a row is kept short. */
  readonly compact?: boolean;
}

const everything: GridParts = { embeddings: true, vectors: true, formula: true };

/** What a second line in a chip needs. */
const glossLine = 9;

/** For tablets and wider: chips over the columns, the mathematics in the corner. Grows with the sentence. */
export function roomyGrid(
  width: number,
  { n_tokens, d_head, d_model, glossed }: Sizes,
  parts: GridParts = everything,
  tallest = 360,
): GridLayout {
  const added = glossed ? glossLine : 0;
  const height = 28 + added;
  const pitchY = between(26, tallest / n_tokens, 45);
  // With glosses a low chip has word and gloss side by side.
  const wider = glossed && pitchY < 32 ? 26 : 0;
  const chip = parts.compact ? { x: 8, width: 80 + wider, height } : { x: 14, width: 96 + wider / 2, height };
  const rowsX = chip.x + chip.width + (parts.compact ? 8 : 12);
  const strip = parts.compact ? 80 : 120;
  const x = parts.vectors ? rowsX + strip + (parts.compact ? 10 : 18) : rowsX;
  const pitchX = between(20, (width - 12 - x) / n_tokens, 72);
  const upright = pitchX < chipPitch;
  const embeddingY = 84 + (upright ? 0 : added);
  const columnsY = parts.embeddings ? embeddingY + 104 + 14 : embeddingY;
  const y = parts.vectors ? columnsY + 72 + 14 : columnsY + 10;
  const across = Math.min(24, pitchX - 6);
  return {
    x,
    y,
    pitchX,
    pitchY,
    left: parts.compact ? 2 : 6,
    top: upright ? 14 : 30,
    chip: { ...chip, height: Math.min(chip.height, pitchY - 4) },
    rows: parts.vectors
      ? { x: rowsX, cell: { along: strip / d_head, across: Math.min(18, pitchY - 8) } }
      : undefined,
    headerY: upright ? 26 : 40,
    headerHeight: upright ? 54 : 28 + added,
    upright,
    embedding: parts.embeddings ? columnBand(embeddingY, 104, d_model, across) : undefined,
    columns: parts.vectors ? columnBand(columnsY, 72, d_head, Math.min(20, pitchX - 6)) : undefined,
    formula: parts.formula ? { x: chip.x, y: 56, pitch: 25 } : undefined,
    titleY: upright ? 8 : 18,
    right: x + n_tokens * pitchX + 6,
    bottom: y + n_tokens * pitchY + 8,
  };
}

/** For phones: everything smaller, words slanted over their columns. A long sentence is wider than the screen. */
export function tightGrid(
  width: number,
  { n_tokens, d_head, d_model, glossed }: Sizes,
  parts: GridParts = everything,
): GridLayout {
  const chip = { x: 0, width: 56, height: glossed ? 31 : 22 };
  const rowsX = chip.x + chip.width + 4;
  const x = parts.vectors ? rowsX + 34 + 4 : rowsX;
  const pitchX = between(26.5, (width - 12 - x) / n_tokens, 60);
  const pitchY = between(glossed ? 34 : 26, 264 / n_tokens, 40);
  const embeddingY = 84;
  const columnsY = parts.embeddings ? embeddingY + 80 + 8 : embeddingY;
  const y = parts.vectors ? columnsY + 56 + 8 : columnsY + 4;
  return {
    x,
    y,
    pitchX,
    pitchY,
    left: 0,
    top: 16,
    chip,
    rows: parts.vectors ? { x: rowsX, cell: { along: 34 / d_head, across: 12 } } : undefined,
    headerY: 20,
    headerHeight: 60,
    upright: true,
    embedding: parts.embeddings ? columnBand(embeddingY, 80, d_model, Math.min(18, pitchX - 6)) : undefined,
    columns: parts.vectors ? columnBand(columnsY, 56, d_head, Math.min(14, pitchX - 8)) : undefined,
    formula: undefined,
    titleY: 8,
    right: x + n_tokens * pitchX + 12,
    bottom: y + n_tokens * pitchY + 8,
  };
}
