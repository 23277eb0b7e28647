import type { CellSize } from '../objects/vector.js';
import { between } from '../../timeline/timeline.js';
import type { Sizes } from './layout-sizes.js';

/** The grid of all queries and all keys, with the words, embeddings, queries and keys around it. */
export interface GridLayout {
  readonly x: number;
  readonly y: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly left: number;
  readonly chip: { readonly x: number; readonly width: number; readonly height: number };
  readonly queryX: number;
  readonly queryCell: CellSize;
  readonly headerY: number;
  readonly headerHeight: number;
  /** Column words stand upright where the columns are too narrow for them. */
  readonly upright: boolean;
  readonly embeddingY: number;
  readonly embeddingCell: CellSize;
  readonly keyY: number;
  readonly keyCell: CellSize;
  /** Where the mathematics stands, if there is room for it. */
  readonly formula: { readonly x: number; readonly y: number; readonly pitch: number } | undefined;
  readonly titleY: number;
  readonly right: number;
  readonly bottom: number;
}

/** Below this, a word no longer fits over its column and is written upright. */
const chipPitch = 44;

/** For tablets and wider: chips over the columns, the mathematics in the corner. Grows with the sentence. */
export function roomyGrid(width: number, { n_tokens, d_head, d_model }: Sizes): GridLayout {
  const chip = { x: 14, width: 96, height: 28 };
  const queryX = chip.x + chip.width + 12;
  const x = queryX + 120 + 18;
  const pitchX = between(20, (width - 12 - x) / n_tokens, 72);
  const pitchY = between(26, 360 / n_tokens, 45);
  const upright = pitchX < chipPitch;
  const embeddingY = 84;
  const keyY = embeddingY + 104 + 14;
  const y = keyY + 72 + 14;
  return {
    x,
    y,
    pitchX,
    pitchY,
    left: 6,
    chip: { ...chip, height: Math.min(chip.height, pitchY - 4) },
    queryX,
    queryCell: { along: 120 / d_head, across: Math.min(18, pitchY - 8) },
    headerY: upright ? 26 : 40,
    headerHeight: upright ? 54 : 28,
    upright,
    embeddingY,
    embeddingCell: { along: 104 / d_model, across: Math.min(24, pitchX - 6) },
    keyY,
    keyCell: { along: 72 / d_head, across: Math.min(20, pitchX - 6) },
    formula: { x: chip.x, y: 56, pitch: 25 },
    titleY: upright ? 8 : 18,
    right: x + n_tokens * pitchX + 6,
    bottom: y + n_tokens * pitchY + 8,
  };
}

/** For phones: everything smaller, words slanted over their columns. A long sentence is wider than the screen. */
export function tightGrid(width: number, { n_tokens, d_head, d_model }: Sizes): GridLayout {
  const chip = { x: 0, width: 56, height: 22 };
  const queryX = chip.x + chip.width + 4;
  const x = queryX + 34 + 4;
  const pitchX = between(26.5, (width - 1 - x) / n_tokens, 60);
  const pitchY = between(26, 264 / n_tokens, 40);
  const embeddingY = 84;
  const keyY = embeddingY + 80 + 8;
  const y = keyY + 56 + 8;
  return {
    x,
    y,
    pitchX,
    pitchY,
    left: 0,
    chip,
    queryX,
    queryCell: { along: 34 / d_head, across: 12 },
    headerY: 20,
    headerHeight: 60,
    upright: true,
    embeddingY,
    embeddingCell: { along: 80 / d_model, across: Math.min(18, pitchX - 6) },
    keyY,
    keyCell: { along: 56 / d_head, across: Math.min(14, pitchX - 8) },
    formula: undefined,
    titleY: 8,
    right: x + n_tokens * pitchX + 1,
    bottom: y + n_tokens * pitchY + 8,
  };
}
