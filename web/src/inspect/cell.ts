import { tensors, type TensorName } from '../../../wasm/attention.js';

/** One element of one tensor, or with fewer indices than axes a row of it. */
export interface Cell {
  readonly tensor: TensorName;
  readonly indices: readonly number[];
}

/** The cell as text, such as `score:1:3:2`: what an element of a figure carries in `data-cell`. */
export function cellId(tensor: TensorName, ...indices: number[]): string {
  return [tensor, ...indices].join(':');
}

/** Reads such a text; undefined when it names no tensor. */
export function parseCell(id: string): Cell | undefined {
  const [name, ...indices] = id.split(':');
  const known = tensors.find((tensor) => tensor.name === name);
  return known && { tensor: known.name, indices: indices.map(Number) };
}
