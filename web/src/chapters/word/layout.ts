import { between } from '../../scene/math.js';
import type { CellSize } from '../../figure/objects/vector.js';

/** A table of words at the left (on phones above), three phrases at the right; then three meanings and their sum in its place. */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly table: TableLayout;
  readonly phrases: BlocksLayout;
  readonly sum: SumLayout;
}

export interface TableLayout {
  readonly x: number;
  readonly titleY: number;
  /** The middle of the first row. */
  readonly y: number;
  readonly pitch: number;
  /** How many rows are shown above the word's own, and as many below. */
  readonly around: number;
  readonly stripX: number;
  readonly cell: CellSize;
}

/** Blocks below each other: a phrase in chips, and under it a strip with a label or a line to where it comes from. */
export interface BlocksLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly chipHeight: number;
  /** From the block's top to the middle of its strip. */
  readonly rowY: number;
  /** From the middle of a strip to what is written under it. */
  readonly rowPitch: number;
  readonly stripX: number;
  readonly cell: CellSize;
}

/** A row for each meaning: a drawing, its names, a strip. Below them what they make, the row of the table, and what is left over. */
export interface SumLayout {
  readonly x: number;
  readonly titleY: number;
  readonly width: number;
  /** The middle of the first row. */
  readonly y: number;
  readonly pitch: number;
  /** The side of a drawing. */
  readonly drawn: number;
  readonly nameX: number;
  readonly lineHeight: number;
  readonly stripX: number;
  readonly cell: CellSize;
  /** The middles of the strips below. */
  readonly footY: number;
  readonly rowY: number;
  readonly restY: number;
  /** From the line over the sum down to it, and how thick the strip of what is left over is. */
  readonly ruled: number;
  readonly thin: number;
}

/** `glossed`: words have glosses, and chips two lines. */
export function layoutFor(room: number, d_model: number, glossed: boolean): Layout {
  const added = glossed ? 8 : 0;
  return room >= 620
    ? roomy(Math.min(room, 860), d_model, added)
    : narrow(between(300, room, 619), d_model, added);
}

/** Between the table and the strips of the phrases: lines from one to the others. */
const gap = 84;

/** `added` is what chips need more than for a word alone. */
function roomy(width: number, d_model: number, added: number): Layout {
  // All that a word can mean has room under it.
  const wordWidth = added ? 124 : 78;
  const cell = { along: (width - wordWidth - gap - 8) / (2 * d_model), across: 20 };
  const blocksX = wordWidth + cell.along * d_model + gap;
  const height = 408;
  const chipHeight = 26 + added;
  return {
    kind: 'roomy',
    width,
    height,
    table: { x: 1, titleY: 10, y: 56, pitch: 31, around: 5, stripX: wordWidth, cell },
    phrases: {
      x: blocksX,
      // The strip of the second phrase is as high as the row of the table.
      y: 211 - 46 - added - 136,
      width: width - blocksX - 2,
      pitch: 136,
      chipHeight,
      rowY: 46 + added,
      rowPitch: 26,
      stripX: blocksX,
      cell,
    },
    sum: {
      ...{ x: 1, titleY: 10, width: width - 2, y: 60, pitch: 64, drawn: 46 },
      ...{ nameX: 58, lineHeight: 20, stripX: 208, ruled: 16, thin: 14 },
      cell: { along: (width - 208 - 6) / d_model, across: 30 },
      ...{ footY: 264, rowY: 310, restY: 356 },
    },
  };
}

function narrow(width: number, d_model: number, added: number): Layout {
  const labels = 78;
  const cell = { along: (width - labels - 6) / d_model, across: 12 };
  const chipHeight = 24 + added;
  const blocks = { x: 1, width: width - 2, chipHeight, rowY: 35 + added, stripX: labels, cell };
  const tight = added / 2;
  return {
    kind: 'narrow',
    width,
    height: 284 + 1.5 * added,
    table: { x: 1, titleY: 8, y: 36, pitch: 17, around: 1, stripX: labels, cell },
    phrases: { ...blocks, y: 96, pitch: 65 + tight, rowPitch: 17 },
    sum: {
      ...{ x: 1, titleY: 8, width: width - 2, y: 42, pitch: 46, drawn: 32 },
      ...{ nameX: 36, lineHeight: 16, stripX: 128, ruled: 8, thin: 10 },
      cell: { along: (width - 128 - 6) / d_model, across: 20 },
      ...{ footY: 186, rowY: 218, restY: 252 },
    },
  };
}
