// What the families share: their sizes, and what most descriptions say.
import { asVector } from '../write.mjs';

const sizes = {
  n_vocabulary: 13,
  n_positions: 12,
  n_layers: 3,
  d_model: 12,
  n_heads: 3,
  d_head: 4,
  d_mlp: 20,
};
export const { n_vocabulary, n_positions, n_layers, d_model, n_heads, d_head, d_mlp } = sizes;

/** Fields of a description that most families share. */
export const usual = {
  ...{ ...sizes, n_kv_heads: n_heads, norm: 'layer', positions: 'learned', d_rotary: 0, window: 0 },
  ...{
    first_local_layer: 0,
    local_layer_step: 1,
    has_qkv_bias: true,
    has_output_bias: true,
    has_mlp_bias: true,
  },
  ...{
    activation: 'gelu_tanh',
    is_gated: false,
    has_parallel_residual: false,
    has_final_norm: true,
    is_tied: true,
  },
  ...{
    has_unembedding_bias: false,
    weight_type: 'float32',
    norm_epsilon: 1e-5,
    rotary_theta: 1e4,
    score_scale: 0.5,
  },
};

export const layers = (make) =>
  Object.assign({}, ...Array.from({ length: n_layers }, (_, layer) => make(layer)));

/** Gain and bias of a layer norm under the names of torch. */
export const layerNorm = (n, norm, layer, name, [weight, bias] = ['weight', 'bias']) => ({
  [`${name}.${weight}`]: asVector(n.vector(`${norm}_weight`, layer, d_model, 1)),
  [`${name}.${bias}`]: asVector(n.vector(`${norm}_bias`, layer, d_model)),
});

export const qkv = (n, layer, rows = d_model) =>
  ['q', 'k', 'v'].map((letter) => n.matrix(`w_${letter}`, layer, rows, d_model));
export const qkvBias = (n, layer, rows = d_model) =>
  ['q', 'k', 'v'].map((letter) => n.vector(`b_${letter}`, layer, rows));
