import type { Cell } from '../inspect/cell.js';

/** What the reader has chosen. Shared by every part of a figure. */
export interface Selection {
  /** Head, from 0. */
  readonly head: number;
  /** The token that is followed, from 0: its row of the grid. */
  readonly token: number;
  /** The cell that is pointed at, if any. */
  readonly pointed?: Cell | undefined;
}

/** The largest magnitude in some vectors: the end of their colour or size scale. Infinities do not count. */
export function largestMagnitude(vectors: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const vector of vectors) {
    for (let index = 0; index < vector.length; index += 1) {
      const size = Math.abs(vector[index]!);
      if (Number.isFinite(size) && size > largest) largest = size;
    }
  }
  return largest || 1;
}
