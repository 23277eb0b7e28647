import type { TransformerDescription } from '../models/description.js';
import type { Attribution } from './calls.js';

/** The terms of a logit by their names; copies. In the core they stand in the order of AttributionTerms. */
export function readTerms(
  terms: Float32Array,
  { n_layers, n_heads }: TransformerDescription,
): Omit<Attribution, 'token' | 'at' | 'logit'> {
  const [constant, token_embedding, position_embedding] = terms as unknown as [number, number, number];
  const head = new Float32Array(n_layers * n_heads);
  const [output_bias, mlp] = [new Float32Array(n_layers), new Float32Array(n_layers)];
  for (let layer = 0; layer < n_layers; layer += 1) {
    const begin = 3 + layer * (n_heads + 2);
    head.set(terms.subarray(begin, begin + n_heads), layer * n_heads);
    output_bias[layer] = terms[begin + n_heads]!;
    mlp[layer] = terms[begin + n_heads + 1]!;
  }
  return {
    ...{ constant, token_embedding, position_embedding },
    head: { shape: [n_layers, n_heads], values: head },
    output_bias: { shape: [n_layers], values: output_bias },
    mlp: { shape: [n_layers], values: mlp },
  };
}
