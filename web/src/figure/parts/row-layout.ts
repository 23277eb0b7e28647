import type { CellSize } from '../objects/vector.js';
import { between } from '../../timeline/timeline.js';
import type { Sizes } from './sizes.js';

/** The row of the followed word: its scores on the way to weights, its values, their sum. */
export interface RowLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly chipWidth: number;
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

/** `pitch` is the height of a line where the sentence is short; a long one gets closer lines. */
export function rowLayout(
  x: number,
  y: number,
  width: number,
  pitch: number,
  { n_tokens, d_value }: Sizes,
): RowLayout {
  const tight = width < 400;
  const chipWidth = tight ? 60 : 76;
  const valueWidth = tight ? 64 : 80;
  const valueX = x + width - valueWidth - 10;
  const weightRight = valueX - (tight ? 6 : 14);
  const dotX = weightRight - (tight ? 38 : 46);
  const first = x + chipWidth;
  const span = dotX - 18 - first;
  const rightEdges = (count: number) =>
    Array.from({ length: count }, (_, index) => first + (span * (index + 1)) / count);
  const linePitch = between(20, (pitch * 8) / n_tokens, pitch);
  const rows = linePitch * n_tokens;
  const top = y + 26;
  return {
    x,
    y,
    width,
    pitch: linePitch,
    chipWidth,
    columns: tight ? [undefined, ...rightEdges(3)] : rightEdges(4),
    dotX,
    weightRight,
    valueX,
    valueCell: { along: valueWidth / d_value, across: tight ? 14 : 16 },
    footY: top + rows + 12,
    outputY: top + rows + 26,
    bottom: top + rows + 52,
  };
}
