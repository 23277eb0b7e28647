// Configurations as they are published beside well-known models: each is read, with nothing in it that is not known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readers } from './readers.mjs';

/** Of a configuration, the description and how many parameters it has. */
function read(config) {
  const { description } = readers.layoutOf(config, { tensors: new Map(), metadata: new Map() });
  let count = 0;
  for (const [name, { columns, depth }] of readers.parameterShapes(description))
    count += columns * depth * (readers.layerParameters.includes(name) ? description.n_layers : 1);
  return { ...description, count };
}

/** Fails unless these fields of what has been read are so. */
function check(config, fields) {
  const description = read(config);
  assert.deepEqual(Object.fromEntries(Object.keys(fields).map((name) => [name, description[name]])), fields);
}

const gpt2 = {
  ...{
    activation_function: 'gelu_new',
    architectures: ['GPT2LMHeadModel'],
    attn_pdrop: 0.1,
    bos_token_id: 50256,
  },
  ...{
    embd_pdrop: 0.1,
    eos_token_id: 50256,
    initializer_range: 0.02,
    layer_norm_epsilon: 1e-5,
    model_type: 'gpt2',
  },
  ...{ n_ctx: 1024, n_embd: 768, n_head: 12, n_layer: 12, n_positions: 1024, resid_pdrop: 0.1 },
  ...{
    summary_activation: null,
    summary_first_dropout: 0.1,
    summary_proj_to_labels: true,
    summary_type: 'cls_index',
  },
  ...{ summary_use_proj: true, vocab_size: 50257 },
  task_specific_params: { 'text-generation': { do_sample: true, max_length: 50 } },
};

test('GPT-2 and DistilGPT-2', () => {
  check(gpt2, { d_head: 64, d_mlp: 3072, score_scale: 0.125, is_tied: true, count: 124_439_808 });
  const labels = { id2label: { 0: 'LABEL_0' }, label2id: { LABEL_0: 0 }, _num_labels: 1 };
  check({ ...gpt2, ...labels, n_layer: 6 }, { n_layers: 6, count: 81_912_576 });
});

test('TinyStories-1M', () => {
  const config = {
    ...{ activation_function: 'gelu_new', architectures: ['GPTNeoForCausalLM'], attention_dropout: 0 },
    ...{
      attention_layers: Array(4).fill(['global', 'local']).flat(),
      attention_types: [[['global', 'local'], 4]],
    },
    ...{
      bos_token_id: 50256,
      embed_dropout: 0,
      eos_token_id: 50256,
      gradient_checkpointing: false,
      hidden_size: 64,
    },
    ...{
      initializer_range: 0.02,
      intermediate_size: null,
      layer_norm_epsilon: 1e-5,
      max_position_embeddings: 2048,
    },
    ...{ model_type: 'gpt_neo', num_heads: 16, num_layers: 8, resid_dropout: 0, torch_dtype: 'float32' },
    ...{ transformers_version: '4.28.1', use_cache: true, vocab_size: 50257, window_size: 256 },
  };
  const local = { window: 256, first_local_layer: 1, local_layer_step: 2 };
  check(config, { d_head: 4, d_mlp: 256, score_scale: 1, ...local, count: 3_745_984 });
});

test('Pythia and GPT-NeoX', () => {
  const config = {
    ...{ architectures: ['GPTNeoXForCausalLM'], attention_bias: true, attention_dropout: 0, bos_token_id: 0 },
    ...{ classifier_dropout: 0.1, eos_token_id: 0, hidden_act: 'gelu', hidden_dropout: 0, hidden_size: 512 },
    ...{
      initializer_range: 0.02,
      intermediate_size: 2048,
      layer_norm_eps: 1e-5,
      max_position_embeddings: 2048,
    },
    ...{ model_type: 'gpt_neox', num_attention_heads: 8, num_hidden_layers: 6, partial_rotary_factor: 0.25 },
    ...{ rope_scaling: null, rope_theta: 10000, rotary_emb_base: 10000, rotary_pct: 0.25, use_cache: true },
    ...{ tie_word_embeddings: false, torch_dtype: 'float16', use_parallel_residual: true, vocab_size: 50304 },
  };
  const rotary = { positions: 'rotary_halves', d_rotary: 16, has_parallel_residual: true };
  check(config, { ...rotary, activation: 'gelu_erf', is_tied: false, count: 70_426_624 });
  const large = {
    ...{
      architectures: ['GPTNeoXForCausalLM'],
      attention_probs_dropout_prob: 0.1,
      bos_token_id: 0,
      eos_token_id: 2,
    },
    ...{ hidden_act: 'gelu_fast', hidden_dropout_prob: 0.1, hidden_size: 6144, initializer_range: 0.02 },
    ...{
      intermediate_size: 24576,
      layer_norm_eps: 1e-5,
      max_position_embeddings: 2048,
      model_type: 'gpt_neox',
    },
    ...{
      num_attention_heads: 64,
      num_hidden_layers: 44,
      rotary_emb_base: 10000,
      rotary_pct: 0.25,
      use_cache: true,
    },
    ...{
      tie_word_embeddings: false,
      torch_dtype: 'float16',
      transformers_version: '4.19.0.dev0',
      vocab_size: 50432,
    },
  };
  check(large, { d_head: 96, d_rotary: 24, activation: 'gelu_tanh' });
});

test('SmolLM2-135M', () => {
  const config = {
    ...{
      _name_or_path: 'HuggingFaceTB/SmolLM2-135M',
      architectures: ['LlamaForCausalLM'],
      attention_bias: false,
    },
    ...{
      attention_dropout: 0,
      bos_token_id: 0,
      eos_token_id: 0,
      head_dim: 64,
      hidden_act: 'silu',
      hidden_size: 576,
    },
    ...{
      initializer_range: 0.041666666666666664,
      intermediate_size: 1536,
      is_llama_config: true,
      mlp_bias: false,
    },
    ...{ max_position_embeddings: 8192, model_type: 'llama', num_attention_heads: 9, num_hidden_layers: 30 },
    ...{
      num_key_value_heads: 3,
      pretraining_tp: 1,
      rms_norm_eps: 1e-5,
      rope_interleaved: false,
      rope_scaling: null,
    },
    ...{
      rope_theta: 100000,
      tie_word_embeddings: true,
      torch_dtype: 'bfloat16',
      transformers_version: '4.48.0',
    },
    ...{ use_cache: true, vocab_size: 49152 },
  };
  check(config, { n_kv_heads: 3, d_head: 64, rotary_theta: 1e5, is_gated: true, count: 134_515_008 });
});

test('Qwen2.5-0.5B, and Qwen1.5-0.5B as it is written today', () => {
  const shared = {
    ...{
      architectures: ['Qwen2ForCausalLM'],
      attention_dropout: 0,
      bos_token_id: 151643,
      eos_token_id: 151643,
    },
    ...{ hidden_act: 'silu', initializer_range: 0.02, max_position_embeddings: 32768, model_type: 'qwen2' },
    ...{ num_hidden_layers: 24, rms_norm_eps: 1e-6, tie_word_embeddings: true, vocab_size: 151936 },
  };
  const config = {
    ...{
      ...shared,
      hidden_size: 896,
      intermediate_size: 4864,
      num_attention_heads: 14,
      num_key_value_heads: 2,
    },
    ...{
      max_window_layers: 24,
      sliding_window: 32768,
      use_sliding_window: false,
      use_mrope: false,
      use_cache: true,
    },
    ...{ rope_theta: 1000000, torch_dtype: 'bfloat16', transformers_version: '4.40.1' },
  };
  const bias = { has_qkv_bias: true, has_output_bias: false, has_mlp_bias: false };
  check(config, { ...bias, window: 0, rotary_theta: 1e6, n_kv_heads: 2, count: 494_032_768 });
  const newer = {
    ...{
      ...shared,
      hidden_size: 1024,
      intermediate_size: 2816,
      num_attention_heads: 16,
      num_key_value_heads: 16,
    },
    ...{
      layer_types: Array(24).fill('full_attention'),
      max_window_layers: 21,
      pad_token_id: null,
      use_cache: false,
    },
    ...{ rope_parameters: { rope_theta: 1000000, rope_type: 'default' }, sliding_window: null },
    ...{ use_sliding_window: false, transformers_version: '5.0.0', dtype: 'bfloat16' },
  };
  check(newer, { ...bias, window: 0, rotary_theta: 1e6, n_kv_heads: 16 });
});

test('two layers of attention alone, with their settings of training', () => {
  const config = {
    ...{
      n_layers: 2,
      d_model: 512,
      d_mlp: 2048,
      d_head: 64,
      n_heads: 8,
      lr_hidden: 0.002,
      seed: 10,
      n_ctx: 1024,
    },
    ...{
      normalization: 'LN',
      max_tokens: 22000000000,
      use_bfloat16_matmul: true,
      d_vocab: 48262,
      debug: false,
    },
    ...{ tokenizer_name: 'NeelNanda/gpt-neox-tokenizer-digits', betas: [0.9, 0.99], dataset_name: 'c4+code' },
    ...{
      act_fn: 'solu_ln',
      shortformer_pos: false,
      attn_only: true,
      ln_eps: 1e-5,
      weight_init_scheme: 'mup',
    },
  };
  check(config, {
    d_mlp: 0,
    has_unembedding_bias: true,
    is_tied: false,
    norm_epsilon: 1e-5,
    positions: 'learned',
  });
});
