import type { CellSize } from '../objects/vector.js';
import type { Sizes } from './sizes.js';

/** What the word becomes: the deltas of the heads, E + delta = E', the next word before and after. */
export interface UpdateLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly stripX: number;
  readonly cell: CellSize;
  readonly headCell: CellSize;
  readonly headPitch: number;
  readonly sumsY: number;
  readonly sumPitch: number;
  readonly barsY: number;
  readonly barPitch: number;
  readonly bottom: number;
}

export function updateLayout(x: number, y: number, width: number, sizes: Sizes): UpdateLayout {
  const { d_model, n_heads, glossed } = sizes;
  const stripX = x + 58;
  const along = (width - 66) / d_model;
  const headPitch = Math.min(15, 62 / n_heads);
  const sumsY = y + 22 + headPitch * n_heads + 34;
  const barPitch = glossed ? 28 : 21;
  const barsY = sumsY + 3 * 25 + 30;
  return {
    x,
    y,
    width,
    stripX,
    cell: { along, across: 16 },
    headCell: { along, across: headPitch - 5 },
    headPitch,
    sumsY,
    sumPitch: 25,
    barsY,
    barPitch,
    bottom: barsY + 4 * barPitch + 8,
  };
}
