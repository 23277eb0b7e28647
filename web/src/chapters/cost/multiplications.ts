// What one head of given sizes multiplies: what grows as the text does, and what grows as its square.
import type { Sizes } from '../../compute/published-sizes.js';

type HeadSizes = Pick<Sizes, 'd_model' | 'd_k' | 'd_v'>;

/** In its four matrices, for one token. */
const projecting = ({ d_model, d_k, d_v }: HeadSizes): number => 2 * d_model * (d_k + d_v);

/** For one weight: a query with a key, and a value with the weight. */
const weighing = ({ d_k, d_v }: HeadSizes): number => d_k + d_v;

/** How much of the multiplying is done in the four matrices; a token sees itself and what came before. */
export function projectionShare(sizes: HeadSizes, n_tokens: number): number {
  const matrices = n_tokens * projecting(sizes);
  const pattern = ((n_tokens * (n_tokens + 1)) / 2) * weighing(sizes);
  return matrices / (matrices + pattern);
}

/** From how many tokens on the pattern takes as much as the four matrices. */
export function crossing(sizes: HeadSizes): number {
  return (2 * projecting(sizes)) / weighing(sizes) - 1;
}
