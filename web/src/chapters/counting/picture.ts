// The areas of the picture: every row a whole, its pieces as wide as they have parameters.
import { type Counts, type ItemName, shareOf } from './counts.js';
import type { Sizes } from '../../compute/published-sizes.js';

/** The matrices of a head, in the order in which they are drawn. */
export const matrices = ['w_q', 'w_k', 'value_down', 'value_up'] as const;
/** What the model is made of beside attention. */
export const parts = ['attention', 'mlp', 'embeddings'] as const;

/** Everything that the picture shows, as fractions: two pictures mix by mixing these. */
export interface Shares {
  /** Of a head. */
  readonly matrices: readonly number[];
  /** Of the whole model. */
  readonly parts: readonly number[];
  /** One head of a block, one block of all attention. */
  readonly head: number;
  readonly block: number;
  /** Sizes of the matrices, as lengths: of d_model, d_k and d_v, the longest being 1. */
  readonly lengths: readonly [d_model: number, d_k: number, d_v: number];
}

export function sharesOf(sizes: Sizes, counts: Counts): Shares {
  const of = (names: readonly ItemName[], whole: ItemName) =>
    names.map((name) => shareOf(counts[name].count, counts[whole].count));
  const { d_model, d_k, d_v } = sizes;
  const longest = Math.max(d_model, d_k, d_v);
  return {
    matrices: of(matrices, 'head'),
    parts: of(parts, 'total'),
    head: 1 / sizes.n_heads,
    block: 1 / sizes.n_layers,
    lengths: [d_model / longest, d_k / longest, d_v / longest],
  };
}

/** From `a` at 0 to `b` at 1. Shares of one whole stay shares of one whole. */
export function mixShares(a: Shares, b: Shares, t: number): Shares {
  const mix = (x: number, y: number) => x + (y - x) * t;
  const all = (x: readonly number[], y: readonly number[]) => x.map((value, index) => mix(value, y[index]!));
  const [d_model, d_k, d_v] = all(a.lengths, b.lengths) as [number, number, number];
  return {
    matrices: all(a.matrices, b.matrices),
    parts: all(a.parts, b.parts),
    head: mix(a.head, b.head),
    block: mix(a.block, b.block),
    lengths: [d_model, d_k, d_v],
  };
}

export interface Piece {
  readonly item: ItemName;
  readonly start: number;
  readonly width: number;
}

/** The pieces of one whole, side by side, of a row that is `width` wide. */
export function sideBySide(items: readonly ItemName[], shares: readonly number[], width: number): Piece[] {
  let start = 0;
  return items.map((item, index) => {
    const piece = { item, start, width: shares[index]! * width };
    start += piece.width;
    return piece;
  });
}

/** Where equal pieces of a row begin, apart from the first; none when they are too many to be told apart. */
export function joints(share: number, width: number): number[] {
  const piece = share * width;
  if (piece < 2.5) return [];
  return Array.from({ length: Math.round(1 / share) - 1 }, (_, index) => (index + 1) * piece);
}
