import type { TensorName } from '../../../wasm/attention.js';
import type { RunName } from '../compute/runs.js';

/** One element of one tensor of one run, or with fewer indices than axes a row of it. */
export interface Cell {
  readonly run: RunName;
  readonly tensor: TensorName;
  readonly indices: readonly number[];
}

/** The cell as text, such as `score:1:3:2`: what an element of a figure carries in `data-cell`. */
export function cellId(tensor: TensorName, ...indices: number[]): string {
  return [tensor, ...indices].join(':');
}
