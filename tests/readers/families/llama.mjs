// Files of Llama, Qwen 2 and llama2.c.
import {
  d_head,
  d_mlp,
  d_model,
  layers,
  n_heads,
  n_layers,
  n_positions,
  n_vocabulary,
  usual,
} from './shared.mjs';
import { asRows, asVector, Numbers } from '../write.mjs';

/** Names of Llama; `biased` is that of Qwen 2. */
function llamaTensors(n, keys, biased) {
  return {
    'model.embed_tokens.weight': asRows(n.matrix('token_embedding', 0, n_vocabulary, d_model)),
    ...layers((layer) => {
      const l = `model.layers.${layer}`;
      const input = (letter, rows) => ({
        [`${l}.self_attn.${letter}_proj.weight`]: asRows(n.matrix(`w_${letter}`, layer, rows, d_model)),
        ...(biased
          ? { [`${l}.self_attn.${letter}_proj.bias`]: asVector(n.vector(`b_${letter}`, layer, rows)) }
          : {}),
      });
      return {
        [`${l}.input_layernorm.weight`]: asVector(n.vector('attention_norm_weight', layer, d_model, 1)),
        [`${l}.mlp.down_proj.weight`]: asRows(n.matrix('w_down', layer, d_model, d_mlp)),
        [`${l}.mlp.gate_proj.weight`]: asRows(n.matrix('w_gate', layer, d_mlp, d_model)),
        [`${l}.mlp.up_proj.weight`]: asRows(n.matrix('w_up', layer, d_mlp, d_model)),
        [`${l}.post_attention_layernorm.weight`]: asVector(n.vector('mlp_norm_weight', layer, d_model, 1)),
        ...input('k', keys),
        [`${l}.self_attn.o_proj.weight`]: asRows(n.matrix('w_o', layer, d_model, d_model)),
        ...input('q', d_model),
        ...input('v', keys),
        [`${l}.self_attn.rotary_emb.inv_freq`]: asVector([1, 0.01]),
      };
    }),
    'model.norm.weight': asVector(n.vector('final_norm_weight', 0, d_model, 1)),
  };
}

const llamaConfig = {
  ...{ architectures: ['LlamaForCausalLM'], attention_bias: false, attention_dropout: 0, bos_token_id: 0 },
  ...{ hidden_act: 'silu', hidden_size: d_model, initializer_range: 0.02, intermediate_size: d_mlp },
  ...{
    max_position_embeddings: n_positions,
    mlp_bias: false,
    model_type: 'llama',
    num_attention_heads: n_heads,
  },
  ...{ num_hidden_layers: n_layers, num_key_value_heads: 1, pretraining_tp: 1, rms_norm_eps: 1e-5 },
  ...{
    rope_interleaved: false,
    rope_scaling: null,
    rope_theta: 100000,
    tie_word_embeddings: true,
    use_cache: true,
  },
  ...{
    is_llama_config: true,
    vocab_size: n_vocabulary,
    torch_dtype: 'bfloat16',
    transformers_version: '4.42.3',
  },
  'transformers.js_config': { dtype: 'q4' },
};
const llamaDescription = {
  ...{
    ...usual,
    n_kv_heads: 1,
    norm: 'rms',
    positions: 'rotary_halves',
    d_rotary: d_head,
    rotary_theta: 1e5,
  },
  ...{ activation: 'silu', is_gated: true, has_qkv_bias: false, has_output_bias: false, has_mlp_bias: false },
};

export const llama = (n) => ({
  config: llamaConfig,
  tensors: llamaTensors(n, d_head, false),
  description: llamaDescription,
});

export function qwen2(n) {
  const tensors = { ...llamaTensors(n, d_model, true) };
  tensors['lm_head.weight'] = asRows(n.matrix('w_unembedding', 0, n_vocabulary, d_model));
  const { attention_bias, mlp_bias, pretraining_tp, rope_interleaved, is_llama_config, ...shared } =
    llamaConfig;
  const own = { model_type: 'qwen2', num_key_value_heads: n_heads, rms_norm_eps: 1e-6, rope_theta: 1e6 };
  const windows = { use_sliding_window: true, sliding_window: 4, max_window_layers: 1 };
  const description = { ...llamaDescription, n_kv_heads: n_heads, norm_epsilon: 1e-6, rotary_theta: 1e6 };
  return {
    config: { ...shared, ...own, ...windows, tie_word_embeddings: false, use_mrope: false },
    tensors,
    description: { ...description, window: 4, first_local_layer: 1, has_qkv_bias: true, is_tied: false },
  };
}

/** A model of llama2.c as bytes: all layers of a matrix one after the other. */
export function llama2cModel({ tied = true, seed = 1 } = {}) {
  const n = new Numbers(seed);
  const kv = 1;
  const all = (make) => Array.from({ length: n_layers }, (_, layer) => make(layer)).flat(2);
  const matrix = (name, columns, components) => all((layer) => n.matrix(name, layer, columns, components));
  const norm = (name) => all((layer) => n.vector(name, layer, d_model, 1));
  const values = [
    ...n.matrix('token_embedding', 0, n_vocabulary, d_model).flat(),
    ...norm('attention_norm_weight'),
    ...matrix('w_q', d_model, d_model),
    ...matrix('w_k', kv * d_head, d_model),
    ...matrix('w_v', kv * d_head, d_model),
    ...matrix('w_o', d_model, d_model),
    ...norm('mlp_norm_weight'),
    ...matrix('w_gate', d_mlp, d_model),
    ...matrix('w_down', d_model, d_mlp),
    ...matrix('w_up', d_mlp, d_model),
    ...n.vector('final_norm_weight', 0, d_model, 1),
    ...n.mask(n_positions * d_head),
    ...(tied ? [] : n.matrix('w_unembedding', 0, n_vocabulary, d_model).flat()),
  ];
  const vocabulary = tied ? n_vocabulary : -n_vocabulary;
  const header = Int32Array.of(d_model, d_mlp, n_layers, n_heads, kv, vocabulary, n_positions);
  const own = { positions: 'rotary_pairs', rotary_theta: 1e4, is_tied: tied };
  return {
    bytes: Buffer.concat([new Uint8Array(header.buffer), new Uint8Array(Float32Array.from(values).buffer)]),
    parameters: n.all,
    description: { ...llamaDescription, ...own },
  };
}
