/**
 * A decoder-only transformer by one plain description, with the names and the meaning of the core's
 * (core/include/attention/transformer/description.hpp): every model that can be read here is one of these, whatever its files
 * call things. Layer l makes of a token's stream x
 *   m = x + w_o concat over h of (sum over j of softmax_j(score_scale q[h] . k[h, j]) v[h, j]) + b_o
 *   y = m + mlp(norm(m)), or with a parallel residual y = m + mlp(norm(x))
 * where q, k and v are maps of norm(x).
 */
export interface TransformerDescription {
  /** Rows of the token embedding, padding included. */
  readonly n_vocabulary: number;
  /** The longest text that the model was made for, in tokens. */
  readonly n_positions: number;
  readonly n_layers: number;
  readonly d_model: number;
  readonly n_heads: number;
  /** Divides n_heads; query head h reads h / (n_heads / n_kv_heads). */
  readonly n_kv_heads: number;
  readonly d_head: number;
  /** 0: layers have no MLP. */
  readonly d_mlp: number;
  readonly norm: 'none' | 'layer' | 'rms';
  /**
   * Rotary pairs of a head are (i, i + d_rotary / 2), or (2 i, 2 i + 1). `learned_shortformer`: a table that is added to what queries and keys
   * are maps of, and not to the stream.
   */
  readonly positions: 'none' | 'learned' | 'learned_shortformer' | 'rotary_halves' | 'rotary_pairs';
  /** Numbers of each head, from its first on, that rotary positions turn; even. */
  readonly d_rotary: number;
  /** Keys that a query of a local layer sees, its own among them; 0: every layer sees all. */
  readonly window: number;
  /** Layer l is local if l >= first_local_layer and l - first_local_layer is a multiple of local_layer_step. */
  readonly first_local_layer: number;
  readonly local_layer_step: number;
  readonly has_qkv_bias: boolean;
  readonly has_output_bias: boolean;
  readonly has_mlp_bias: boolean;
  readonly activation: 'gelu_tanh' | 'gelu_erf' | 'silu' | 'relu';
  /** The hidden layer is activation(w_gate x) times w_up x. */
  readonly is_gated: boolean;
  readonly has_parallel_residual: boolean;
  readonly has_final_norm: boolean;
  /** The token embedding is also w_unembedding. */
  readonly is_tied: boolean;
  readonly has_unembedding_bias: boolean;
  /** What matrices are kept in, those of int8 with a scale for each result; vectors and positions are float32 in memory. */
  readonly weight_type: 'float32' | 'float16' | 'bfloat16' | 'int8';
  readonly norm_epsilon: number;
  /** Pair i turns by position · rotary_theta^(-2 i / d_rotary). */
  readonly rotary_theta: number;
  readonly score_scale: number;
}

/** All of a description that says nothing of its own yet: the sizes are to be given. */
export const plainTransformer = {
  ...{ d_mlp: 0, norm: 'layer', positions: 'learned', d_rotary: 0 },
  ...{ window: 0, first_local_layer: 0, local_layer_step: 1 },
  ...{ has_qkv_bias: true, has_output_bias: true, has_mlp_bias: true },
  ...{ activation: 'gelu_tanh', is_gated: false, has_parallel_residual: false },
  ...{ has_final_norm: true, is_tied: true, has_unembedding_bias: false },
  ...{ weight_type: 'float32', norm_epsilon: 1e-5, rotary_theta: 1e4 },
} as const satisfies Partial<TransformerDescription>;
