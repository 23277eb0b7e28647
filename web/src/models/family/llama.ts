// Llama and SmolLM, and Qwen 2, which has the same names.
import { plainTransformer, type TransformerDescription } from '../description.js';
import type { ConfigFields } from './config-fields.js';
import { linear, perLayer, vector, type Layout, type Placement } from './placement.js';
import {
  headsOf,
  keyValueHeads,
  localLayers,
  namedLayers,
  refuseOtherKinds,
  rotaryPositions,
} from './shared-fields.js';

const tables = String.raw`(?:layers\.\d+\.self_attn\.)?rotary_emb\.inv_freq`;

export function llama(config: ConfigFields): Layout {
  config.must('pretraining_tp', 1);
  config.must('rope_interleaved', false);
  const biased = config.flag('attention_bias', false);
  return layoutOf(config, {
    ...{ has_qkv_bias: biased, has_output_bias: biased, has_mlp_bias: config.flag('mlp_bias', false) },
  });
}

/** Qwen 2 and 2.5: biases for queries, keys and values alone; late layers may have a window. */
export function qwen2(config: ConfigFields): Layout {
  config.must('use_mrope', false);
  return layoutOf(config, {
    ...{ has_qkv_bias: true, has_output_bias: false, has_mlp_bias: false },
    ...qwenWindows(config),
  });
}

function qwenWindows(config: ConfigFields) {
  const n_layers = config.count('num_hidden_layers');
  // These two are there, and say nothing, where windows are not used.
  for (const field of ['sliding_window', 'max_window_layers', 'layer_types']) config.value(field);
  if (!config.flag('use_sliding_window', false)) {
    const all = Array<string>(n_layers).fill('full_attention');
    namedLayers(config, 'layer_types', config.value('layer_types') ?? all, n_layers, [
      'full_attention',
      'full_attention',
    ]);
    return {};
  }
  const first = config.size('max_window_layers', 28, { least: 0 });
  const kinds = ['full_attention', 'sliding_attention'] as const;
  const names = Array.from({ length: n_layers }, (_, layer) => kinds[layer >= first ? 1 : 0]);
  const given = config.value('layer_types') ?? names;
  const isLocal = namedLayers(config, 'layer_types', given, n_layers, kinds);
  return localLayers(isLocal, config.size('sliding_window'), () =>
    config.wrong(
      'layer_types',
      'must make every layer slide, every second or every third, from one of them on',
    ),
  );
}

function layoutOf(config: ConfigFields, own: Partial<TransformerDescription>): Layout {
  refuseOtherKinds(config);
  const d_model = config.size('hidden_size');
  const n_heads = config.count('num_attention_heads');
  const d_head = config.has('head_dim')
    ? config.size('head_dim')
    : headsOf(config, d_model, 'num_attention_heads').d_head;
  const description: TransformerDescription = {
    ...plainTransformer,
    ...{ n_vocabulary: config.size('vocab_size'), n_positions: config.size('max_position_embeddings') },
    ...{ d_model, n_layers: config.count('num_hidden_layers'), n_heads, d_head },
    ...{ n_kv_heads: keyValueHeads(config, n_heads), d_mlp: config.size('intermediate_size') },
    ...{ norm: 'rms', norm_epsilon: config.positive('rms_norm_eps', 1e-6) },
    ...rotaryPositions(config, d_head, { theta: [], part: [], initialPart: 1 }),
    ...{ score_scale: 1 / Math.sqrt(d_head), is_gated: true },
    activation: config.choice('hidden_act', { silu: 'silu' } as const, 'silu'),
    is_tied: config.flag('tie_word_embeddings', false),
    ...own,
  };
  const copies = description.is_tied ? String.raw`|lm_head\.weight` : '';
  return {
    ...{ description, parameters: parametersOf(description), prefixes: ['model.', ''] },
    skipped: new RegExp(`^(?:${tables}${copies})$`),
  };
}

function parametersOf(description: TransformerDescription): Placement[] {
  const { n_vocabulary, n_layers, d_model, d_mlp, is_tied } = description;
  const { has_qkv_bias, has_output_bias, has_mlp_bias } = description;
  const queries = description.n_heads * description.d_head;
  const keys = description.n_kv_heads * description.d_head;
  return [
    linear('token_embedding', 0, 'embed_tokens.weight', n_vocabulary, d_model),
    ...perLayer(n_layers, (layer) => {
      const from = `layers.${layer}`;
      /** A matrix, and its bias where there is one. */
      const map = (
        letter: 'q' | 'k' | 'v' | 'o' | 'gate' | 'up' | 'down',
        [columns, components]: readonly [number, number],
        biased: boolean,
      ) => {
        const place = `${from}.${letter.length > 1 ? 'mlp' : 'self_attn'}.${letter}_proj`;
        const weight = linear(`w_${letter}`, layer, `${place}.weight`, columns, components);
        return biased ? [weight, vector(`b_${letter}`, layer, `${place}.bias`, columns)] : [weight];
      };
      return [
        vector('attention_norm_weight', layer, `${from}.input_layernorm.weight`, d_model),
        ...map('q', [queries, d_model], has_qkv_bias),
        ...map('k', [keys, d_model], has_qkv_bias),
        ...map('v', [keys, d_model], has_qkv_bias),
        ...map('o', [d_model, queries], has_output_bias),
        vector('mlp_norm_weight', layer, `${from}.post_attention_layernorm.weight`, d_model),
        ...map('gate', [d_mlp, d_model], has_mlp_bias),
        ...map('up', [d_mlp, d_model], has_mlp_bias),
        ...map('down', [d_model, d_mlp], has_mlp_bias),
      ];
    }),
    vector('final_norm_weight', 0, 'norm.weight', d_model),
    ...(is_tied ? [] : [linear('w_unembedding', 0, 'lm_head.weight', n_vocabulary, d_model)]),
  ];
}
