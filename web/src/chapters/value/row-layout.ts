import type { CellSize } from '../../figure/objects/vector.js';
import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';

/** The followed word's row: of each word its weight and its value, and under them the values' sum. */
export interface RowLayout {
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  readonly chipWidth: number;
  readonly chipHeight: number;
  readonly letters: number;
  readonly dotX: number;
  readonly weightRight: number;
  readonly valueX: number;
  readonly valueCell: CellSize;
  /** How far what flows into the sum bends out. */
  readonly bend: number;
  readonly outputY: number;
  readonly bottom: number;
}

interface RowSpace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** What all lines together have. */
  readonly height: number;
  readonly leastPitch: number;
  readonly chipWidth: number;
  readonly letters: number;
  readonly bend: number;
}

/** Between the title of the columns and the first line. */
const under = 24;

export function rowLayout(space: RowSpace, { n_tokens, d_value }: Sizes): RowLayout {
  const { x, y, width, height, leastPitch, chipWidth, letters, bend } = space;
  const pitch = between(leastPitch, height / n_tokens, 40);
  const weightRight = x + chipWidth + 78;
  const valueX = weightRight + 14;
  const outputY = y + under + pitch * n_tokens + 12;
  const across = between(11, pitch - 8, 24);
  return {
    x,
    y,
    pitch,
    chipWidth,
    chipHeight: between(14, pitch - 3, 30),
    letters,
    dotX: weightRight - 48,
    weightRight,
    valueX,
    valueCell: { along: (x + width - bend - 10 - valueX) / d_value, across },
    bend,
    outputY,
    bottom: outputY + across + 6,
  };
}

/** The middle of the line of word `j`. */
export function rowY(layout: RowLayout, j: number): number {
  return layout.y + under + (j + 0.5) * layout.pitch;
}
