import { between } from '../../scene/math.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { type RowLayout, rowLayout } from '../../figure/parts/row-layout.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import { type UpdateLayout, updateLayout } from '../../figure/parts/update-layout.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'row' | 'update' | 'plane' | 'next';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly row: RowLayout;
  /** What has been gathered, over what it is made into. */
  readonly gathered: { readonly y: number; readonly across: number };
  readonly update: UpdateLayout;
  readonly plane: Box;
  readonly next: NextLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** The next words whose probability changes most: each with its change from E to E'. */
export interface NextLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly count: number;
  /** Where the change stands, from the corner of its row: under the word, or beside it. */
  readonly changeX: number;
  readonly changeY: number;
  readonly letters: number;
}

/** What the numbers of a change take behind its line. */
export const numbersWidth = 104;

const weightsAndValues = { numbers: false, values: true };

const scenes: readonly Scene<Part>[] = [
  { from: 'weigh', parts: ['row'] },
  { from: 'lift', parts: ['update'] },
  { from: 'predict', parts: ['plane', 'next'] },
];

export function layoutFor(width: number, sizes: Sizes): Layout {
  return width >= 620 ? roomy(between(620, width, 860), sizes) : narrow(Math.max(width, 300), sizes);
}

function roomy(width: number, sizes: Sizes): Layout {
  const margin = width * 0.06;
  const pitch = between(20, 300 / sizes.n_tokens, 38);
  const row = {
    ...rowLayout(margin + 30, 24, width - 2 * margin - 30, pitch, sizes, weightsAndValues),
    x: margin,
    chipWidth: sizes.glossed ? 128 : 108,
  };
  const update = spread(updateLayout(4, 74, width - 8, sizes), { heads: 26, strips: 44, across: 26 }, sizes);
  const height = Math.max(row.bottom, update.bottom, 404);
  const planeWidth = Math.round(width * 0.62);
  const next = { x: planeWidth + 22, y: 8, width: width - planeWidth - 24 };
  return {
    kind: 'roomy',
    width,
    height,
    row: { ...row, chipHeight: Math.min(row.pitch - 4, 30) },
    gathered: { y: 24, across: 22 },
    update,
    plane: { x: 0, y: 0, width: planeWidth, height: Math.min(height, 420) },
    next: { ...next, pitch: 62, count: 5, changeX: 0, changeY: 22, letters: 15 },
    scenes,
  };
}

/** For phones: what is under way has the whole place, which is no higher than half a screen. */
function narrow(width: number, sizes: Sizes): Layout {
  const chipWidth = sizes.glossed ? 108 : 76;
  const pitch = between(15, 188 / sizes.n_tokens, 34);
  // Lines may be low: words and glosses stand side by side.
  const { glossed: _, ...plain } = sizes;
  const row = rowLayout(
    chipWidth - 60,
    22,
    width - 8 - (chipWidth - 60),
    pitch,
    { ...plain, glossed: false },
    weightsAndValues,
  );
  const update = spread(updateLayout(0, 62, width - 4, sizes), { heads: 18, strips: 32, across: 20 }, sizes);
  return {
    kind: 'narrow',
    width,
    height: Math.max(row.bottom, update.bottom, 292),
    row: { ...row, x: 0, chipWidth, chipHeight: between(14, row.pitch - 2, 26) },
    gathered: { y: 20, across: 16 },
    update,
    plane: { x: 0, y: 0, width, height: 184 },
    next: { x: 0, y: 198, width, pitch: 28, count: 3, changeX: 84, changeY: 0, letters: 13 },
    scenes,
  };
}

/** The parts of an update without what comes next, as far apart as there is room for. */
function spread(
  layout: UpdateLayout,
  { heads, strips, across }: { readonly heads: number; readonly strips: number; readonly across: number },
  { n_heads }: Sizes,
): UpdateLayout {
  const headPitch = Math.min(heads, (heads * 4) / n_heads);
  const sumsY = layout.y + 22 + headPitch * n_heads + 34;
  return {
    ...layout,
    cell: { ...layout.cell, across },
    headPitch,
    headCell: { ...layout.headCell, across: headPitch - 6 },
    sumsY,
    sumPitch: strips,
    bottom: sumsY + 2 * strips + across,
  };
}
