// Files of TransformerLens.
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
import { asColumns, asRows, asVector } from '../write.mjs';

/** A matrix as TransformerLens keeps it: (head, inputs, numbers of the head), of rows (head and number, input). */
function headsOfInputs(rows) {
  const values = [];
  for (let h = 0; h < n_heads; h += 1)
    for (let k = 0; k < d_model; k += 1)
      for (let c = 0; c < d_head; c += 1) values.push(rows[h * d_head + c][k]);
  return { shape: [n_heads, d_model, d_head], values };
}

export function attentionOnly(n) {
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

/** The same with places for queries and keys alone. */
export function shortformer(n) {
  const { config, description, ...rest } = attentionOnly(n);
  return {
    ...rest,
    config: { ...config, positional_embedding_type: 'shortformer' },
    description: { ...description, positions: 'learned_shortformer' },
  };
}
