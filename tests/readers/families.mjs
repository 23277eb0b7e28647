// Small models with random weights in the files of each family: names, transpositions, fused and interleaved matrices, masks and
// configurations as the programs of others write them. What a reader has to make of each stands beside it.
import { asColumns, asRows, asVector, Numbers } from './write.mjs';

const sizes = {
  n_vocabulary: 13,
  n_positions: 12,
  n_layers: 3,
  d_model: 12,
  n_heads: 3,
  d_head: 4,
  d_mlp: 20,
};
const { n_vocabulary, n_positions, n_layers, d_model, n_heads, d_head, d_mlp } = sizes;

/** Fields of a description that most families share. */
const usual = {
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

const layers = (make) => Object.assign({}, ...Array.from({ length: n_layers }, (_, layer) => make(layer)));

/** Gain and bias of a layer norm under the names of torch. */
const layerNorm = (n, norm, layer, name, [weight, bias] = ['weight', 'bias']) => ({
  [`${name}.${weight}`]: asVector(n.vector(`${norm}_weight`, layer, d_model, 1)),
  [`${name}.${bias}`]: asVector(n.vector(`${norm}_bias`, layer, d_model)),
});

const qkv = (n, layer, rows = d_model) =>
  ['q', 'k', 'v'].map((letter) => n.matrix(`w_${letter}`, layer, rows, d_model));
const qkvBias = (n, layer, rows = d_model) =>
  ['q', 'k', 'v'].map((letter) => n.vector(`b_${letter}`, layer, rows));

/** The parameters of GPT-2 with matrices as `matrix` keeps them. */
function gpt2Tensors(n, prefix, matrix, { masks = false, biased = true } = {}) {
  const norm = (name, layer, from) => {
    const all = layerNorm(n, name, layer, `${prefix}${from}`);
    if (biased) return all;
    delete all[`${prefix}${from}.bias`];
    n.all.set(`${name}_bias/${layer}`, Array(d_model).fill(0));
    return all;
  };
  return {
    [`${prefix}wte.weight`]: asRows(n.matrix('token_embedding', 0, n_vocabulary, d_model)),
    [`${prefix}wpe.weight`]: asRows(n.matrix('position_embedding', 0, n_positions, d_model)),
    ...layers((layer) => {
      const h = `${prefix}h.${layer}`;
      const bias = (name, make) => (biased ? { [`${h}.${name}.bias`]: asVector(make()) } : {});
      const mask = {
        [`${h}.attn.bias`]: { shape: [1, 1, n_positions, n_positions], values: n.mask(n_positions ** 2) },
        [`${h}.attn.masked_bias`]: { shape: [], values: [-10000] },
      };
      return {
        ...norm('attention_norm', layer, `h.${layer}.ln_1`),
        ...(masks ? mask : {}),
        [`${h}.attn.c_attn.weight`]: matrix(qkv(n, layer).flat()),
        ...bias('attn.c_attn', () => qkvBias(n, layer).flat()),
        [`${h}.attn.c_proj.weight`]: matrix(n.matrix('w_o', layer, d_model, d_model)),
        ...bias('attn.c_proj', () => n.vector('b_o', layer, d_model)),
        ...norm('mlp_norm', layer, `h.${layer}.ln_2`),
        [`${h}.mlp.c_fc.weight`]: matrix(n.matrix('w_up', layer, 4 * d_model, d_model)),
        ...bias('mlp.c_fc', () => n.vector('b_up', layer, 4 * d_model)),
        [`${h}.mlp.c_proj.weight`]: matrix(n.matrix('w_down', layer, d_model, 4 * d_model)),
        ...bias('mlp.c_proj', () => n.vector('b_down', layer, d_model)),
      };
    }),
    ...norm('final_norm', 0, 'ln_f'),
  };
}

const gpt2Config = {
  ...{
    _name_or_path: 'gpt2',
    activation_function: 'gelu_new',
    architectures: ['GPT2LMHeadModel'],
    attn_pdrop: 0.1,
  },
  ...{
    bos_token_id: 12,
    embd_pdrop: 0.1,
    eos_token_id: 12,
    initializer_range: 0.02,
    layer_norm_epsilon: 1e-5,
  },
  ...{
    model_type: 'gpt2',
    n_ctx: n_positions,
    n_embd: d_model,
    n_head: n_heads,
    n_inner: null,
    n_layer: n_layers,
  },
  ...{
    n_positions,
    resid_pdrop: 0.1,
    summary_activation: null,
    summary_first_dropout: 0.1,
    vocab_size: n_vocabulary,
  },
  ...{
    task_specific_params: { 'text-generation': { do_sample: true, max_length: 50 } },
    summary_type: 'cls_index',
  },
};
const gpt2Description = { ...usual, d_mlp: 4 * d_model };

const gpt2 = (n) => ({
  config: gpt2Config,
  tensors: gpt2Tensors(n, '', asColumns, { masks: true }),
  description: gpt2Description,
});

const distilGpt2 = (n) => ({
  config: { ...gpt2Config, id2label: { 0: 'LABEL_0' }, tie_word_embeddings: true },
  tensors: gpt2Tensors(n, 'transformer.', asColumns),
  description: gpt2Description,
});

function minGpt(n) {
  const tensors = gpt2Tensors(n, 'transformer.', asRows, { masks: true });
  const dropouts = { embd_pdrop: 0.1, resid_pdrop: 0.1, attn_pdrop: 0.1 };
  const own = { n_layer: n_layers, n_head: n_heads, n_embd: d_model, vocab_size: n_vocabulary };
  tensors['lm_head.weight'] = asRows(n.matrix('w_unembedding', 0, n_vocabulary, d_model));
  return {
    config: { model_type: 'gpt-nano', ...own, block_size: n_positions, ...dropouts },
    tensors,
    description: { ...gpt2Description, is_tied: false },
  };
}

function nanoGpt(n) {
  const tensors = gpt2Tensors(n, '_orig_mod.transformer.', asRows, { biased: false });
  tensors['_orig_mod.lm_head.weight'] = tensors['_orig_mod.transformer.wte.weight'];
  const own = { n_layer: n_layers, n_head: n_heads, n_embd: d_model, vocab_size: n_vocabulary };
  return {
    config: { ...own, block_size: n_positions, bias: false, dropout: 0 },
    tensors,
    description: {
      ...{ ...gpt2Description, activation: 'gelu_erf' },
      ...{ has_qkv_bias: false, has_output_bias: false, has_mlp_bias: false },
    },
  };
}

function gptNeo(n) {
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
  const config = {
    ...{ activation_function: 'gelu_new', architectures: ['GPTNeoForCausalLM'], attention_dropout: 0 },
    ...{ attention_layers: ['global', 'local', 'global'], attention_types: [[['global', 'local'], 2]] },
    ...{ embed_dropout: 0, hidden_size: d_model, intermediate_size: d_mlp, layer_norm_epsilon: 1e-5 },
    ...{
      max_position_embeddings: n_positions,
      model_type: 'gpt_neo',
      num_heads: n_heads,
      num_layers: n_layers,
    },
    ...{
      resid_dropout: 0,
      use_cache: true,
      vocab_size: n_vocabulary,
      window_size: 3,
      torch_dtype: 'float32',
    },
  };
  const local = { window: 3, first_local_layer: 1, local_layer_step: 3 };
  return { config, tensors, description: { ...usual, ...local, has_qkv_bias: false, score_scale: 1 } };
}

/** Rows of queries, keys and values, head by head: (head, q | k | v, number of the head). */
const byHeads = (parts) =>
  Array.from({ length: n_heads }, (_, h) =>
    parts.flatMap((part) => part.slice(h * d_head, (h + 1) * d_head)),
  ).flat();

function gptNeox(n) {
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

const llama = (n) => ({
  config: llamaConfig,
  tensors: llamaTensors(n, d_head, false),
  description: llamaDescription,
});

function qwen2(n) {
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

/** A matrix as TransformerLens keeps it: (head, inputs, numbers of the head), of rows (head and number, input). */
function headsOfInputs(rows) {
  const values = [];
  for (let h = 0; h < n_heads; h += 1)
    for (let k = 0; k < d_model; k += 1)
      for (let c = 0; c < d_head; c += 1) values.push(rows[h * d_head + c][k]);
  return { shape: [n_heads, d_model, d_head], values };
}

function attentionOnly(n) {
  const tensors = {
    'embed.W_E': asRows(n.matrix('token_embedding', 0, n_vocabulary, d_model)),
    'pos_embed.W_pos': asRows(n.matrix('position_embedding', 0, n_positions, d_model)),
    ...layers((layer) => {
      const a = `blocks.${layer}.attn`;
      const [q, k, v] = qkv(n, layer);
      const biases = qkvBias(n, layer);
      // (head, number of the head, output): the transposed rows of the output map one after the other.
      const output = asColumns(n.matrix('w_o', layer, d_model, d_model)).values;
      return {
        ...layerNorm(n, 'attention_norm', layer, `blocks.${layer}.ln1`, ['w', 'b']),
        ...{ [`${a}.W_Q`]: headsOfInputs(q), [`${a}.W_K`]: headsOfInputs(k), [`${a}.W_V`]: headsOfInputs(v) },
        [`${a}.W_O`]: { shape: [n_heads, d_head, d_model], values: output },
        ...Object.fromEntries(
          ['Q', 'K', 'V'].map((letter, part) => [
            `${a}.b_${letter}`,
            { shape: [n_heads, d_head], values: biases[part] },
          ]),
        ),
        [`${a}.b_O`]: asVector(n.vector('b_o', layer, d_model)),
        [`${a}.mask`]: { shape: [4, 4], values: Array(16).fill(1), type: 'U8' },
        [`${a}.IGNORE`]: { shape: [], values: [-100000] },
      };
    }),
    ...layerNorm(n, 'final_norm', 0, 'ln_final', ['w', 'b']),
    'unembed.W_U': asColumns(n.matrix('w_unembedding', 0, n_vocabulary, d_model)),
    'unembed.b_U': asVector(n.vector('b_unembedding', 0, n_vocabulary)),
  };
  const config = {
    ...{ act_fn: 'gelu_new', attn_only: true, d_head, d_mlp: 4 * d_model, d_model, d_vocab: n_vocabulary },
    ...{
      n_ctx: n_positions,
      n_heads,
      n_layers,
      normalization: 'LN',
      shortformer_pos: false,
      seed: 259123,
      lr: 0.001,
    },
  };
  const own = { d_mlp: 0, has_mlp_bias: false, is_tied: false, has_unembedding_bias: true };
  return { config, tensors, description: { ...usual, ...own } };
}

const makers = { gpt2, distilGpt2, minGpt, nanoGpt, gptNeo, gptNeox, llama, qwen2, attentionOnly };
export const familyNames = Object.keys(makers);

/** A model of a family: its configuration, its tensors by the names of its files, its parameters, and what it is. */
export function family(name, seed = 1) {
  const numbers = new Numbers(seed);
  return { ...makers[name](numbers), parameters: numbers.all };
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
