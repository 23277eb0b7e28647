// GPT-NeoX and Pythia: attention and MLP side by side, part of each head turned, queries, keys and values head by head.
import { plainTransformer, type TransformerDescription } from '../description.js';
import type { ConfigFields } from './config-fields.js';
import {
  byHeads,
  layerNorm,
  linear,
  perLayer,
  rectangle,
  vector,
  type Constant,
  type Layout,
  type Placement,
} from './placement.js';
import { activations, headsOf, refuseOtherKinds, rotaryPositions } from './shared-fields.js';

const tables = String.raw`layers\.\d+\.attention\.(?:bias|masked_bias|rotary_emb\.inv_freq)|rotary_emb\.inv_freq`;

export function gptNeox(config: ConfigFields): Layout {
  refuseOtherKinds(config);
  const d_model = config.size('hidden_size');
  const sizes = headsOf(config, d_model, 'num_attention_heads');
  const biased = config.flag('attention_bias', true);
  const rotary = { theta: ['rotary_emb_base'], part: ['rotary_pct'], initialPart: 0.25 };
  const description: TransformerDescription = {
    ...plainTransformer,
    ...{ n_vocabulary: config.size('vocab_size'), n_positions: config.size('max_position_embeddings') },
    ...{
      d_model,
      n_layers: config.count('num_hidden_layers'),
      ...sizes,
      d_mlp: config.size('intermediate_size'),
    },
    norm_epsilon: config.positive('layer_norm_eps', 1e-5),
    ...rotaryPositions(config, sizes.d_head, rotary),
    ...{ score_scale: 1 / Math.sqrt(sizes.d_head), has_qkv_bias: biased, has_output_bias: biased },
    activation: config.choice('hidden_act', activations, 'gelu'),
    has_parallel_residual: config.flag('use_parallel_residual', true),
    is_tied: config.flag('tie_word_embeddings', false),
  };
  const copies = description.is_tied ? String.raw`|embed_out\.weight` : '';
  return {
    ...{ description, parameters: parametersOf(description), prefixes: ['gpt_neox.', ''] },
    skipped: new RegExp(`^(?:${tables}${copies})$`),
  };
}

function parametersOf(description: TransformerDescription): (Placement | Constant)[] {
  const { n_vocabulary, n_layers, d_model, d_mlp, has_output_bias, is_tied } = description;
  return [
    linear('token_embedding', 0, 'embed_in.weight', n_vocabulary, d_model),
    ...perLayer(n_layers, (layer) => {
      const from = `layers.${layer}`;
      return [
        ...layerNorm('attention_norm', layer, `${from}.input_layernorm`, d_model),
        ...interleaved(layer, `${from}.attention.query_key_value`, description),
        linear('w_o', layer, `${from}.attention.dense.weight`, d_model, d_model),
        ...(has_output_bias ? [vector('b_o', layer, `${from}.attention.dense.bias`, d_model)] : []),
        ...layerNorm('mlp_norm', layer, `${from}.post_attention_layernorm`, d_model),
        linear('w_up', layer, `${from}.mlp.dense_h_to_4h.weight`, d_mlp, d_model),
        vector('b_up', layer, `${from}.mlp.dense_h_to_4h.bias`, d_mlp),
        linear('w_down', layer, `${from}.mlp.dense_4h_to_h.weight`, d_model, d_mlp),
        vector('b_down', layer, `${from}.mlp.dense_4h_to_h.bias`, d_model),
      ];
    }),
    ...layerNorm('final_norm', 0, 'final_layer_norm', d_model),
    ...(is_tied ? [] : [linear('w_unembedding', 0, 'embed_out.weight', n_vocabulary, d_model)]),
  ];
}

/** The rows of one matrix are (head, query | key | value, number of the head). */
function interleaved(layer: number, from: string, description: TransformerDescription): Placement[] {
  const { d_model, n_heads, d_head, has_qkv_bias } = description;
  const rows = n_heads * 3 * d_head;
  const firstRow = (head: number, part: number) => (3 * head + part) * d_head;
  return (['q', 'k', 'v'] as const).flatMap((letter, part): Placement[] => {
    const matrix = {
      parameter: `w_${letter}`,
      layer,
      from: `${from}.weight`,
      fileShape: [rows, d_model],
    } as const;
    const weight = byHeads(matrix, n_heads, (head) => {
      const place = { first_column: head * d_head, offset: firstRow(head, part) * d_model };
      return rectangle(d_head, d_model, place);
    });
    const row = { parameter: `b_${letter}`, layer, from: `${from}.bias`, fileShape: [rows] } as const;
    const bias = byHeads(row, n_heads, (head) =>
      rectangle(1, d_head, { first_component: head * d_head, offset: firstRow(head, part) }),
    );
    return has_qkv_bias ? [weight, bias] : [weight];
  });
}
