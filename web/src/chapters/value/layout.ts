import { between } from '../../scene/math.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { type RowLayout, rowLayout } from './row-layout.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import { type UpdateLayout, updateLayout } from './update-layout.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'row' | 'update' | 'plane' | 'next';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly row: RowLayout;
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

const scenes: readonly Scene<Part>[] = [
  { from: 'weigh', parts: ['row'] },
  { from: 'lift', parts: ['update'] },
  { from: 'predict', parts: ['plane', 'next'] },
];

export function layoutFor(width: number, sizes: Sizes): Layout {
  return width >= 620 ? roomy(between(620, width, 860), sizes) : narrow(Math.max(width, 300), sizes);
}

function roomy(width: number, sizes: Sizes): Layout {
  const margin = width * 0.04;
  const chipWidth = sizes.glossed ? 132 : 112;
  const space = { x: margin, y: 22, width: width - 2 * margin, height: 292, leastPitch: 20 };
  const row = rowLayout({ ...space, chipWidth, letters: 13.5, bend: 16 }, sizes);
  const strips = { x: 4, width: width - 8, heads: 92, sumPitch: 40, across: 26, title: 16, gap: 26 };
  const update = updateLayout(strips, sizes);
  const height = Math.max(row.bottom, update.bottom, 400);
  const planeWidth = Math.round(width * 0.62);
  const next = { x: planeWidth + 22, y: 8, width: width - planeWidth - 24 };
  return {
    kind: 'roomy',
    width,
    height,
    row,
    update,
    plane: { x: 0, y: 0, width: planeWidth, height: Math.min(height, 420) },
    next: { ...next, pitch: 62, count: 5, changeX: 0, changeY: 22, letters: 15 },
    scenes,
  };
}

/** For phones: what is under way has the whole place, which is no higher than half a screen. */
function narrow(width: number, sizes: Sizes): Layout {
  const chipWidth = sizes.glossed ? 108 : 78;
  const space = { x: 0, y: 20, width: width - 2, height: 200, leastPitch: 15 };
  const row = rowLayout({ ...space, chipWidth, letters: 12.5, bend: 8 }, sizes);
  const strips = { x: 0, width: width - 4, heads: 68, sumPitch: 30, across: 18, title: 16, gap: 20 };
  const update = updateLayout(strips, sizes);
  return {
    kind: 'narrow',
    width,
    height: Math.max(row.bottom, update.bottom, 290),
    row,
    update,
    plane: { x: 0, y: 0, width, height: 184 },
    next: { x: 0, y: 198, width, pitch: 28, count: 3, changeX: 84, changeY: 0, letters: 13 },
    scenes,
  };
}
