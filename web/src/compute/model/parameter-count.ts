import type { Model } from './model.js';

/** How many numbers a model has learned. */
export function parameterCount({ dimensions }: Model): number {
  const { n_vocabulary, n_positions, d_model, n_heads, d_head, d_value } = dimensions;
  return d_model * (2 * n_vocabulary + n_positions + n_heads * 2 * (d_head + d_value));
}
