import { between } from '../../scene/math.js';
import { type GridLayout, roomyGrid, tightGrid } from '../../figure/parts/grid-layout.js';
import { type RowLayout, rowLayout } from '../../figure/parts/row-layout.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'grid' | 'row' | 'lessons';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly grid: GridLayout;
  readonly row: RowLayout;
  /** What each word is taught: beside the grid's rows, or on a phone in rows of its own. */
  readonly lessons: LessonsLayout;
  readonly scenes: readonly Scene<Part>[];
}

export interface LessonsLayout {
  readonly x: number;
  readonly width: number;
  readonly titleY: number;
  readonly y: number;
  readonly pitch: number;
}

const bare = { embeddings: false, vectors: false, formula: false, compact: true };
const numbersOnly = { numbers: true, values: false };

export function layoutFor(width: number, sizes: Sizes): Layout {
  return width >= 620 ? roomy(between(620, width, 860), sizes) : narrow(Math.max(width, 300), sizes);
}

function roomy(room: number, sizes: Sizes): Layout {
  const grid = roomyGrid(room * 0.47, sizes, bare, 340);
  const width = Math.max(room, grid.right + 344);
  const x = grid.right + 22;
  const row = rowLayout(x, 44, width - x, 32, sizes, numbersOnly);
  const lessons = { x, width: width - x - 8, titleY: grid.y - 14, y: grid.y, pitch: grid.pitchY };
  return {
    kind: 'roomy',
    width,
    height: Math.max(grid.bottom, row.bottom) + 4,
    grid,
    row,
    lessons,
    scenes: [
      { from: 'scores', parts: ['grid'] },
      { from: 'row', parts: ['grid', 'row'] },
      { from: 'lessons', parts: ['grid', 'lessons'] },
    ],
  };
}

function narrow(room: number, sizes: Sizes): Layout {
  const grid = tightGrid(room, sizes, bare);
  const row = rowLayout(0, 40, room - 4, between(24, 264 / sizes.n_tokens, 36), sizes, numbersOnly);
  const lessons = {
    x: 0,
    width: room,
    titleY: 14,
    y: 40,
    pitch: between(sizes.glossed ? 30 : 26, 300 / sizes.n_tokens, 40),
  };
  return {
    kind: 'narrow',
    width: Math.max(room, grid.right),
    height: Math.max(grid.bottom, row.bottom, lessons.y + lessons.pitch * sizes.n_tokens),
    grid,
    row,
    lessons,
    scenes: [
      { from: 'scores', parts: ['grid'] },
      { from: 'row', parts: ['row'] },
      { from: 'all', parts: ['grid'] },
      { from: 'lessons', parts: ['lessons'] },
    ],
  };
}
