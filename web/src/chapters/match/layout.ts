import { between } from '../../scene/math.js';
import { type GridLayout, roomyGrid, tightGrid } from '../../figure/parts/grid-layout.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';
import type { PairLayout } from './pair-part.js';

export type Part = 'grid' | 'pair' | 'plane';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly grid: GridLayout;
  readonly pair: PairLayout;
  readonly plane: Box;
  readonly scenes: readonly Scene<Part>[];
}

const parts = { embeddings: false, vectors: true, formula: false, compact: true };

export function layoutFor(width: number, sizes: Sizes): Layout {
  return width >= 620 ? roomy(between(620, width, 860), sizes) : narrow(Math.max(width, 300), sizes);
}

function roomy(room: number, sizes: Sizes): Layout {
  const panel = 236;
  const grid = roomyGrid(room - panel - 20, sizes, parts, 330);
  const width = Math.max(room, grid.right + 20 + panel);
  const x = width - panel - 4;
  const pitch = between(14, 200 / sizes.d_head, 24);
  const pair = { x, y: 40, width: panel, pitch, chipHeight: sizes.glossed ? 34 : 26 };
  const height = Math.max(grid.bottom, pair.y + 36 + sizes.d_head * pitch + 40);
  return {
    kind: 'roomy',
    width,
    height,
    grid,
    pair,
    plane: { x: x - 8, y: 20, width: panel + 8, height: Math.min(height - 30, 380) },
    scenes: [
      { from: 'meet', parts: ['grid'] },
      { from: 'pair', parts: ['grid', 'pair'] },
      { from: 'plane', parts: ['grid', 'plane'] },
    ],
  };
}

function narrow(room: number, sizes: Sizes): Layout {
  const grid = tightGrid(room, sizes, parts);
  const pitch = between(16, 240 / sizes.d_head, 30);
  const pair = {
    x: 8,
    y: 20,
    width: Math.min(room - 20, 320),
    pitch,
    chipHeight: sizes.glossed ? 34 : 26,
  };
  const height = Math.max(grid.bottom, pair.y + 36 + sizes.d_head * pitch + 40);
  return {
    kind: 'narrow',
    width: Math.max(room, grid.right),
    height,
    grid,
    pair,
    plane: { x: 0, y: 8, width: room, height: Math.min(height - 16, 360) },
    scenes: [
      { from: 'meet', parts: ['grid'] },
      { from: 'pair', parts: ['pair'] },
      { from: 'row', parts: ['grid'] },
      { from: 'plane', parts: ['plane'] },
    ],
  };
}
