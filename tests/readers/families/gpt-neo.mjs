// Files of GPT-Neo and GPT-NeoX.
import {
  d_head,
  d_mlp,
  d_model,
  layerNorm,
  layers,
  n_heads,
  n_layers,
  n_positions,
  n_vocabulary,
  qkv,
  qkvBias,
  usual,
} from './shared.mjs';
import { asRows, asVector } from '../write.mjs';

const neoConfig = {
  ...{ activation_function: 'gelu_new', architectures: ['GPTNeoForCausalLM'], attention_dropout: 0 },
  ...{ attention_layers: ['global', 'local', 'global'], attention_types: [[['global', 'local'], 2]] },
  ...{ embed_dropout: 0, hidden_size: d_model, intermediate_size: d_mlp, layer_norm_epsilon: 1e-5 },
  ...{ max_position_embeddings: n_positions, model_type: 'gpt_neo', num_heads: n_heads },
  ...{ num_layers: n_layers, resid_dropout: 0, use_cache: true, vocab_size: n_vocabulary },
  ...{ window_size: 3, torch_dtype: 'float32' },
};

export function gptNeo(n) {
  const tensors = {
    'transformer.wte.weight': asRows(n.matrix('token_embedding', 0, n_vocabulary, d_model)),
    'transformer.wpe.weight': asRows(n.matrix('position_embedding', 0, n_positions, d_model)),
    ...layers((layer) => {
      const h = `transformer.h.${layer}`;
      const [q, k, v] = qkv(n, layer);
      return {
        ...layerNorm(n, 'attention_norm', layer, `${h}.ln_1`),
        [`${h}.attn.attention.bias`]: { shape: [1, 1, 4, 4], values: Array(16).fill(1), type: 'U8' },
        [`${h}.attn.attention.masked_bias`]: { shape: [], values: [-1e9] },
        [`${h}.attn.attention.k_proj.weight`]: asRows(k),
        [`${h}.attn.attention.v_proj.weight`]: asRows(v),
        [`${h}.attn.attention.q_proj.weight`]: asRows(q),
        [`${h}.attn.attention.out_proj.weight`]: asRows(n.matrix('w_o', layer, d_model, d_model)),
        [`${h}.attn.attention.out_proj.bias`]: asVector(n.vector('b_o', layer, d_model)),
        ...layerNorm(n, 'mlp_norm', layer, `${h}.ln_2`),
        [`${h}.mlp.c_fc.weight`]: asRows(n.matrix('w_up', layer, d_mlp, d_model)),
        [`${h}.mlp.c_fc.bias`]: asVector(n.vector('b_up', layer, d_mlp)),
        [`${h}.mlp.c_proj.weight`]: asRows(n.matrix('w_down', layer, d_model, d_mlp)),
        [`${h}.mlp.c_proj.bias`]: asVector(n.vector('b_down', layer, d_model)),
      };
    }),
    ...layerNorm(n, 'final_norm', 0, 'transformer.ln_f'),
  };
  const local = { window: 3, first_local_layer: 1, local_layer_step: 3 };
  return {
    config: neoConfig,
    tensors,
    description: { ...usual, ...local, has_qkv_bias: false, score_scale: 1 },
  };
}

/** Rows of queries, keys and values, head by head: (head, q | k | v, number of the head). */
const byHeads = (parts) =>
  Array.from({ length: n_heads }, (_, h) =>
    parts.flatMap((part) => part.slice(h * d_head, (h + 1) * d_head)),
  ).flat();

export function gptNeox(n) {
  const tensors = {
    'gpt_neox.embed_in.weight': asRows(n.matrix('token_embedding', 0, n_vocabulary, d_model)),
    'embed_out.weight': asRows(n.matrix('w_unembedding', 0, n_vocabulary, d_model)),
    ...layers((layer) => {
      const l = `gpt_neox.layers.${layer}`;
      return {
        ...layerNorm(n, 'attention_norm', layer, `${l}.input_layernorm`),
        ...layerNorm(n, 'mlp_norm', layer, `${l}.post_attention_layernorm`),
        [`${l}.attention.bias`]: { shape: [1, 1, 4, 4], values: Array(16).fill(1), type: 'U8' },
        [`${l}.attention.masked_bias`]: { shape: [], values: [-1e9] },
        [`${l}.attention.rotary_emb.inv_freq`]: asVector([1]),
        [`${l}.attention.query_key_value.weight`]: asRows(byHeads(qkv(n, layer))),
        [`${l}.attention.query_key_value.bias`]: asVector(byHeads(qkvBias(n, layer))),
        [`${l}.attention.dense.weight`]: asRows(n.matrix('w_o', layer, d_model, d_model)),
        [`${l}.attention.dense.bias`]: asVector(n.vector('b_o', layer, d_model)),
        [`${l}.mlp.dense_h_to_4h.weight`]: asRows(n.matrix('w_up', layer, d_mlp, d_model)),
        [`${l}.mlp.dense_h_to_4h.bias`]: asVector(n.vector('b_up', layer, d_mlp)),
        [`${l}.mlp.dense_4h_to_h.weight`]: asRows(n.matrix('w_down', layer, d_model, d_mlp)),
        [`${l}.mlp.dense_4h_to_h.bias`]: asVector(n.vector('b_down', layer, d_model)),
      };
    }),
    ...layerNorm(n, 'final_norm', 0, 'gpt_neox.final_layer_norm'),
  };
  const config = {
    ...{ architectures: ['GPTNeoXForCausalLM'], bos_token_id: 0, eos_token_id: 0, hidden_act: 'gelu' },
    ...{ hidden_size: d_model, initializer_range: 0.02, intermediate_size: d_mlp, layer_norm_eps: 1e-5 },
    ...{ max_position_embeddings: n_positions, model_type: 'gpt_neox', num_attention_heads: n_heads },
    ...{ num_hidden_layers: n_layers, rotary_emb_base: 10000, rotary_pct: 0.5, tie_word_embeddings: false },
    ...{ torch_dtype: 'float16', use_cache: true, use_parallel_residual: true, vocab_size: n_vocabulary },
  };
  const rotary = { positions: 'rotary_halves', d_rotary: 2 };
  const own = { activation: 'gelu_erf', has_parallel_residual: true, is_tied: false };
  return { config, tensors, description: { ...usual, ...rotary, ...own } };
}
