import type { CellSize } from '../../figure/objects/vector.js';
import type { Sizes } from '../../figure/parts/sizes.js';

/** What the word becomes: what a head has gathered, the deltas of the heads, E + delta = E'. */
export interface UpdateLayout {
  readonly x: number;
  readonly width: number;
  readonly stripX: number;
  readonly cell: CellSize;
  readonly gathered: { readonly titleY: number; readonly y: number; readonly across: number };
  readonly headsTitleY: number;
  readonly headsY: number;
  readonly headCell: CellSize;
  readonly headPitch: number;
  readonly sumsTitleY: number;
  readonly sumsY: number;
  readonly sumPitch: number;
  readonly bottom: number;
}

interface UpdateSpace {
  readonly x: number;
  readonly width: number;
  /** Of all heads together, and of each of E, delta and E'. */
  readonly heads: number;
  readonly sumPitch: number;
  readonly across: number;
  /** Between a title and what it is over, and the group above it. */
  readonly title: number;
  readonly gap: number;
}

/** Titles and strips under one another; `y` of a strip is its middle. */
export function updateLayout(space: UpdateSpace, { d_model, n_heads }: Sizes): UpdateLayout {
  const { x, width, heads, sumPitch, across, title, gap } = space;
  const stripX = x + 58;
  const along = (width - 66) / d_model;
  const headPitch = Math.min(heads / n_heads, across);
  const gatheredY = 8 + title + across / 2;
  const headsTitleY = gatheredY + across / 2 + gap;
  const headsY = headsTitleY + title + headPitch / 2;
  const sumsTitleY = headsY + headPitch * (n_heads - 0.5) + gap;
  const sumsY = sumsTitleY + title + across / 2;
  return {
    x,
    width,
    stripX,
    cell: { along, across },
    gathered: { titleY: 8, y: gatheredY, across },
    headsTitleY,
    headsY,
    headPitch,
    headCell: { along, across: headPitch - 5 },
    sumsTitleY,
    sumsY,
    sumPitch,
    bottom: sumsY + 2 * sumPitch + across / 2 + 6,
  };
}
