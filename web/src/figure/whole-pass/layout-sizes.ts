export interface Sizes {
  readonly n_tokens: number;
  readonly d_model: number;
  readonly d_head: number;
  readonly d_value: number;
  readonly n_heads: number;
}
