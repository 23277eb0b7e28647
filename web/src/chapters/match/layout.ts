import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';
import { type GridLayout, gridLayout } from './grid-layout.js';
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
  /** Whether the pair and the plane stand beside the grid, and not in its place. */
  readonly beside: boolean;
  readonly scenes: readonly Scene<Part>[];
}

const together: Layout['scenes'] = [
  { from: 'meet', parts: ['grid'] },
  { from: 'pair', parts: ['grid', 'pair'] },
  { from: 'plane', parts: ['grid', 'plane'] },
];

const inTurn: Layout['scenes'] = [
  { from: 'meet', parts: ['grid'] },
  { from: 'pair', parts: ['pair'] },
  { from: 'row', parts: ['grid'] },
  { from: 'plane', parts: ['plane'] },
];

export function layoutFor(width: number, words: readonly string[], sizes: Sizes): Layout {
  return width >= 620
    ? roomy(between(620, width, 860), words, sizes)
    : narrow(Math.max(width, 300), words, sizes);
}

const panel = 240;
const legend = 14;

function roomy(room: number, words: readonly string[], { d_head, glossed }: Sizes): Layout {
  const sizes = {
    letters: 13,
    chipHeight: glossed ? 34 : 28,
    narrowestPitch: 23,
    pitchY: [24, 37] as const,
    tallest: 280,
    strips: [56, 42] as const,
    gap: 8,
  };
  // A sentence that is too long for a grid beside something else has one across the whole picture.
  const small = gridLayout(words, d_head, { ...sizes, width: room - panel - 24 });
  const beside = small.right + 24 + panel <= room;
  const grid = beside ? small : gridLayout(words, d_head, { ...sizes, width: room });
  const pitch = between(14, 208 / d_head, 26);
  const tall = 36 + d_head * pitch + 40;
  const height = Math.max(grid.legendY + legend, tall + 20);
  const wide = beside ? panel : 360;
  const x = beside ? room - panel - 2 : (room - wide) / 2;
  return {
    kind: 'roomy',
    width: Math.max(room, grid.right),
    height,
    grid,
    beside,
    pair: { x, y: (height - tall) / 2, width: wide, pitch, chipHeight: glossed ? 34 : 28, letters: 13 },
    plane: beside
      ? { x: x - 6, y: 10, width: panel + 8, height: Math.min(height - 16, 390) }
      : { x: (room - 480) / 2, y: 4, width: 480, height: Math.min(height - 12, 400) },
    scenes: beside ? together : inTurn,
  };
}

/** As high as is seen on a phone above the cards. */
function narrow(room: number, words: readonly string[], { d_head, glossed }: Sizes): Layout {
  const grid = gridLayout(words, d_head, {
    width: room,
    letters: 12,
    chipHeight: 18,
    narrowestPitch: 8,
    pitchY: [7, 36],
    tallest: 150,
    strips: [28, 26],
    gap: 4,
  });
  const least = 36 + 14 * d_head + 32;
  const height = Math.max(grid.legendY + 10, least);
  const pitch = between(14, (height - 68) / d_head, 26);
  const tall = 36 + d_head * pitch + 32;
  const pairWidth = Math.min(room - 16, 320);
  return {
    kind: 'narrow',
    width: Math.max(room, grid.right),
    height,
    grid,
    beside: false,
    pair: {
      x: (room - pairWidth) / 2,
      y: (height - tall) / 2,
      width: pairWidth,
      pitch,
      chipHeight: glossed ? 30 : 24,
      letters: 12,
    },
    plane: { x: 0, y: 0, width: room, height },
    scenes: inTurn,
  };
}
