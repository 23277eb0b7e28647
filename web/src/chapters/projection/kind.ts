import type { TensorName } from '../../../../wasm/attention.js';

/** Which of a head's vectors is made of the embedding. */
export type ProjectionKind = 'query' | 'key';

export type ProjectionMatrix = Extract<TensorName, 'w_q' | 'w_k' | 'w_v'>;

/** What differs between the figures: the matrix, and letters for it and for the vector that it makes. */
export const kinds: Readonly<
  Record<
    ProjectionKind,
    { readonly matrix: ProjectionMatrix; readonly letter: string; readonly index: string }
  >
> = {
  query: { matrix: 'w_q', letter: 'q', index: 'Q' },
  key: { matrix: 'w_k', letter: 'k', index: 'K' },
};
