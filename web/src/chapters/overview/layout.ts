import { type GridLayout, roomyGrid, tightGrid } from '../../figure/parts/grid-layout.js';
import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import { type RowLayout, rowLayout } from '../../figure/parts/row-layout.js';
import type { Scene } from '../../figure/scenes.js';
import { type UpdateLayout, updateLayout } from '../../figure/parts/update-layout.js';

export interface Layout {
  readonly kind: 'wide' | 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly grid: GridLayout;
  readonly row: RowLayout;
  readonly update: UpdateLayout;
  /** Which of the three parts are seen together; in a wide layout all are. */
  readonly scenes: readonly Scene<Part>[];
}

export type Part = 'grid' | 'row' | 'update';

const wideWidth = 1260;

/** The layout for a place `width` pixels wide. Wide ones are drawn in one picture, others part after part. */
export function layoutFor(width: number, sizes: Sizes): Layout {
  if (width >= 1080) return wide(sizes);
  return width >= 620 ? roomy(Math.min(width, 820), sizes) : narrow(Math.max(width, 300), sizes);
}

function wide(sizes: Sizes): Layout {
  const grid = roomyGrid(800, sizes);
  const row = rowLayout(834, 26, 420, 28, sizes);
  const update = updateLayout(834, row.bottom + 10, 424, sizes);
  return {
    kind: 'wide',
    width: wideWidth,
    height: Math.max(grid.bottom, update.bottom),
    grid,
    row,
    update,
    scenes: [{ parts: ['grid', 'row', 'update'], from: 'words' }],
  };
}

function roomy(room: number, sizes: Sizes): Layout {
  const grid = roomyGrid(room, sizes);
  const width = Math.max(room, grid.right);
  const row = rowLayout(width / 2 - 240, 26, 480, 28, sizes);
  const update = updateLayout(width / 2 - 240, row.bottom + 10, 480, sizes);
  return {
    kind: 'roomy',
    width,
    height: Math.max(grid.bottom, update.bottom),
    grid,
    row,
    update,
    scenes: [
      { parts: ['grid'], from: 'words' },
      { parts: ['row', 'update'], from: 'gather' },
    ],
  };
}

function narrow(room: number, sizes: Sizes): Layout {
  const grid = tightGrid(room, sizes);
  const row = rowLayout(4, 40, room - 12, between(24, 264 / sizes.n_tokens, 38), sizes);
  const update = updateLayout(2, 24, room - 6, sizes);
  return {
    kind: 'narrow',
    width: Math.max(room, grid.right),
    height: Math.max(grid.bottom, row.bottom, update.bottom),
    grid,
    row,
    update,
    scenes: [
      { parts: ['grid'], from: 'words' },
      { parts: ['row'], from: 'gather' },
      { parts: ['update'], from: 'move' },
    ],
  };
}
