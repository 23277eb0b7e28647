import { between } from '../../scene/math.js';
import type { CellSize } from '../../figure/objects/vector.js';
import type { Box } from '../../figure/objects/space-labels.js';

/** A table of words at the left (on phones above), three phrases at the right; then a space and a sum. */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly table: TableLayout;
  readonly phrases: BlocksLayout;
  readonly space: Box;
  readonly sum: BlocksLayout;
  readonly letters: number;
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

/** Blocks below each other: a phrase in chips, and under it rows with a label and a strip. */
export interface BlocksLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly chipHeight: number;
  /** From the block's top to the middle of its first row. */
  readonly rowY: number;
  readonly rowPitch: number;
  readonly stripX: number;
  readonly cell: CellSize;
  /** The middle of what stands below all blocks. */
  readonly footY: number;
}

/** `glossed`: words have glosses, and chips two lines. */
export function layoutFor(room: number, d_model: number, glossed: boolean): Layout {
  const added = glossed ? 8 : 0;
  return room >= 620
    ? roomy(Math.min(room, 860), d_model, added)
    : narrow(between(300, room, 619), d_model, added);
}

const wordWidth = 78;
const labelWidth = 84;

/** `added` is what chips need more than for a word alone. */
function roomy(width: number, d_model: number, added: number): Layout {
  const gap = 36;
  const along = (width - wordWidth - labelWidth - gap - 12) / (2 * d_model);
  const cell = { along, across: 17 };
  const blocksX = wordWidth + along * d_model + gap;
  const height = 482;
  const blocks = { width: width - blocksX, chipHeight: 26 + added, rowY: 48 + added, rowPitch: 26, cell };
  const half = width / 2;
  const sumAlong = (half - 22 - 72) / d_model;
  return {
    kind: 'roomy',
    width,
    height,
    table: { x: 1, titleY: 10, y: 60, pitch: 31, around: 5, stripX: wordWidth, cell },
    phrases: { ...blocks, x: blocksX, y: 4, pitch: 162, stripX: blocksX + labelWidth, footY: height },
    space: { x: 1, y: 2, width: half - 14, height: height - 8 },
    sum: {
      ...blocks,
      x: half + 12,
      y: 4,
      width: half - 14,
      pitch: 100,
      stripX: half + 12 + 72,
      cell: { along: sumAlong, across: 17 },
      footY: 336 + added,
    },
    letters: 13,
  };
}

function narrow(width: number, d_model: number, added: number): Layout {
  const labels = 77;
  const cell = { along: (width - labels - 6) / d_model, across: 11 };
  const blocks = {
    x: 1,
    width: width - 2,
    chipHeight: 22 + added,
    rowY: 34 + added,
    rowPitch: 17,
    stripX: labels,
    cell,
  };
  return {
    kind: 'narrow',
    width,
    height: 478 + 3 * added,
    table: { x: 1, titleY: 8, y: 42, pitch: 17, around: 2, stripX: labels, cell },
    phrases: { ...blocks, y: 150, pitch: 108 + added, footY: 470 + 3 * added },
    space: { x: 1, y: 0, width: width - 2, height: 228 },
    sum: { ...blocks, y: 240, pitch: 52 + added, footY: 410 + 3 * added },
    letters: 12,
  };
}
