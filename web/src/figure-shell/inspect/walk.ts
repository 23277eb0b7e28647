import type { Trace } from '../../compute/trace.js';
import type { Cell } from '../../figure/cell.js';

/** The cell next to this one: left and right along its last axis, up and down along the one before. */
export function neighbour(trace: Trace, { run, tensor, indices }: Cell, key: string): Cell {
  const axis = indices.length - (key === 'ArrowLeft' || key === 'ArrowRight' ? 1 : 2);
  const by = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  const moved = indices.map((index, at) =>
    at === axis ? Math.min(Math.max(index + by, 0), trace.shape(tensor)[at]! - 1) : index,
  );
  return { run, tensor, indices: moved };
}
