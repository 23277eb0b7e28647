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

/** The largest magnitude in some vectors: the end of a scale of sizes. Infinities do not count. */
export function largestMagnitude(vectors: readonly ArrayLike<number>[]): number {
  return magnitudes(vectors).at(-1) || 1;
}

/**
 * The magnitude that gets the full colour: all but a fiftieth of the components are smaller. A single far-out one
 * must not make all others pale; it has the full colour too.
 */
export function fullColour(vectors: readonly ArrayLike<number>[]): number {
  const sorted = magnitudes(vectors);
  return sorted[Math.floor((sorted.length - 1) * 0.98)] || 1;
}

function magnitudes(vectors: readonly ArrayLike<number>[]): number[] {
  return vectors
    .flatMap((vector) => Array.from(vector, Math.abs))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
}
