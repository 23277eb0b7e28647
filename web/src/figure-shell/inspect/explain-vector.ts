import type { TensorName } from '../../../../wasm/attention.js';
import { subscript } from '../../text/format.js';
import type { Trace } from '../../compute/trace.js';
import type { Cell } from '../../figure/cell.js';

/** A whole vector: its name and its components. What it is made of says the text `vector.` and the tensor's name. */
export interface VectorExplanation {
  readonly symbol: string;
  readonly components: readonly number[];
}

/** The letter of each tensor whose vectors figures show as one thing: as a point, or as an arrow. */
const letters = {
  w_u: 'W_U',
  query: 'q',
  key: 'k',
  token_embedding: 'W_E',
  embedding: 'E',
  output: 'E′',
  delta: 'ΔE',
  head_delta: 'ΔE',
  word_delta: 'ΔE',
} as const satisfies Partial<Record<TensorName, string>>;

export type VectorTensor = keyof typeof letters;

/** Explains a vector; undefined for a single cell, an index out of range, and tensors that are not shown so. */
export function explainVector(trace: Trace, { tensor, indices }: Cell): VectorExplanation | undefined {
  if (!trace.has(tensor)) return undefined;
  const shape = trace.shape(tensor);
  const inside = indices.length === shape.length - 1 && indices.every((index, axis) => index < shape[axis]!);
  const letter = (letters as Partial<Record<TensorName, string>>)[tensor];
  if (!inside || letter === undefined) return undefined;
  const token = trace.axes(tensor)[0] === 'n_heads' ? indices[1]! : indices[0]!;
  const from = tensor === 'word_delta' ? `←${subscript(indices[1]! + 1)}` : '';
  return {
    symbol: `${letter}${subscript(token + 1)}${from}`,
    components: Array.from(trace.row(tensor, ...indices)),
  };
}
