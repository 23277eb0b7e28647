import type { CellSize } from '../objects/vector.js';
import { between } from '../../scene/math.js';
import type { Sizes } from './sizes.js';

/** The row of the followed word: its scores on the way to weights, its values, their sum. */
export interface RowLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly chipWidth: number;
  readonly chipHeight: number;
  /** Right edges of the columns score, scaled, shifted, exp; undefined where there is no room for one. */
  readonly columns: readonly (number | undefined)[];
  readonly dotX: number;
  readonly weightRight: number;
  readonly valueX: number;
  readonly valueCell: CellSize;
  readonly footY: number;
  readonly outputY: number;
  readonly bottom: number;
}

/** What a row shows besides its weights. */
interface RowColumns {
  readonly numbers: boolean;
  readonly values: boolean;
}

/** The least height of lines with room for a chip of two lines. */
const glossedPitch = 33;

const everything: RowColumns = { numbers: true, values: true };

/**
 * `pitch` is the height of a line where the sentence is short; a long one gets closer lines. With glosses lines are
 * higher; close ones have a wider chip, for word and gloss side by side, but on phones, where lines stay high.
 */
export function rowLayout(
  x: number,
  y: number,
  width: number,
  pitch: number,
  { n_tokens, d_value, glossed }: Sizes,
  shown: RowColumns = everything,
): RowLayout {
  const tight = width < 400;
  const valueWidth = shown.values ? valueWidthIn(width, shown) : 0;
  const valueX = x + width - valueWidth - (shown.values ? 10 : 0);
  const weightRight = valueX - (tight ? 6 : 14);
  const dotX = weightRight - 48;
  const least = glossed && tight ? glossedPitch : 20;
  const most = glossed ? Math.max(pitch + 5, glossedPitch) : pitch;
  const linePitch = between(least, (most * 8) / n_tokens, most);
  const chipWidth = tight ? 60 : glossed && linePitch < glossedPitch ? 108 : 76;
  const top = y + 26;
  const rows = linePitch * n_tokens;
  return {
    x,
    y,
    width,
    pitch: linePitch,
    chipWidth,
    chipHeight: glossed ? Math.min(linePitch - 2, 34) : Math.min(linePitch - 6, 25),
    columns: shown.numbers ? numberColumns(x + chipWidth, dotX - 18, tight && shown.values) : [],
    dotX,
    weightRight,
    valueX,
    valueCell: { along: valueWidth / d_value, across: tight ? 14 : 16 },
    footY: top + rows + 12,
    outputY: top + rows + 26,
    bottom: top + rows + 52,
  };
}

function valueWidthIn(width: number, { numbers }: RowColumns): number {
  if (!numbers) return width * 0.42;
  return width < 400 ? 64 : 80;
}

/** Four columns, or with little room three: scaled scores go without the scores that they come from. */
function numberColumns(left: number, right: number, few: boolean): (number | undefined)[] {
  const count = few ? 3 : 4;
  const edges = Array.from({ length: count }, (_, index) => left + ((right - left) * (index + 1)) / count);
  return few ? [undefined, ...edges] : edges;
}

/** The middle of the line of word `j`. */
export function rowY(layout: RowLayout, j: number): number {
  return layout.y + 26 + (j + 0.5) * layout.pitch;
}
