// Files of GPT-2, DistilGPT-2, minGPT and nanoGPT.
import {
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
import { asColumns, asRows, asVector } from '../write.mjs';

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

export const gpt2 = (n) => ({
  config: gpt2Config,
  tensors: gpt2Tensors(n, '', asColumns, { masks: true }),
  description: gpt2Description,
});

export const distilGpt2 = (n) => ({
  config: { ...gpt2Config, id2label: { 0: 'LABEL_0' }, tie_word_embeddings: true },
  tensors: gpt2Tensors(n, 'transformer.', asColumns),
  description: gpt2Description,
});

export function minGpt(n) {
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

export function nanoGpt(n) {
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
