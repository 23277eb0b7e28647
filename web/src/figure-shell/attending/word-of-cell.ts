import { tensors } from '../../../../wasm/attention.js';
import type { Cell } from '../../figure/cell.js';

/** What an axis of its tensor says of a cell, where there is such an axis. */
function indexOn(axis: string, { tensor, indices }: Cell): number | undefined {
  const { axes } = tensors.find(({ name }) => name === tensor)!;
  return indices[(axes as readonly string[]).indexOf(axis)];
}

/** The word that a cell is of: of two the one that asks. */
export const tokenIn = (cell: Cell): number | undefined => indexOn('n_tokens', cell);

export const headIn = (cell: Cell): number | undefined => indexOn('n_heads', cell);
