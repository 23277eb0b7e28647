// GPT-Neo, and TinyStories of Eldan and Li: no division of scores, and layers that look at the last 256 tokens only.
import { plainTransformer, type TransformerDescription } from '../description.js';
import type { ConfigFields } from './config-fields.js';
import {
  layerNorm,
  linear,
  perLayer,
  vector,
  type Constant,
  type Layout,
  type Placement,
} from './placement.js';
import { activations, headsOf, localLayers, namedLayers, refuseOtherKinds } from './shared-fields.js';

export function gptNeo(config: ConfigFields): Layout {
  refuseOtherKinds(config);
  config.must('tie_word_embeddings', true);
  const d_model = config.size('hidden_size');
  const n_layers = config.count('num_layers');
  const description: TransformerDescription = {
    ...plainTransformer,
    ...{ n_vocabulary: config.size('vocab_size'), n_positions: config.size('max_position_embeddings') },
    ...{ d_model, n_layers, ...headsOf(config, d_model, 'num_heads') },
    d_mlp: config.size('intermediate_size', 4 * d_model),
    ...{ norm_epsilon: config.positive('layer_norm_epsilon', 1e-5), score_scale: 1, has_qkv_bias: false },
    activation: config.choice('activation_function', activations, 'gelu_new'),
    ...windowsOf(config, n_layers),
  };
  return {
    ...{ description, parameters: parametersOf(description), prefixes: ['transformer.', ''] },
    skipped: /^(?:h\.\d+\.attn\.attention\.(?:bias|masked_bias)|lm_head\.weight)$/,
    hasGpt2Words: true,
  };
}

/** "global" or "local" for each layer: in full, or as [[["global", "local"], 6]], which is six times both. */
function windowsOf(config: ConfigFields, n_layers: number) {
  const window = config.size('window_size', 256);
  const short = config.value('attention_types') ?? [[['global', 'local'], n_layers / 2]];
  const field = config.has('attention_layers') ? 'attention_layers' : 'attention_types';
  const names = config.value('attention_layers') ?? expanded(short, n_layers);
  const isLocal = namedLayers(config, field, names, n_layers, ['global', 'local']);
  return localLayers(isLocal, window, () =>
    config.wrong(field, 'must make every second layer local, or every third, from one of them on'),
  );
}

/** All names one after the other, as far as there are no more than layers; else none. */
function expanded(short: unknown, most: number): unknown[] {
  if (!Array.isArray(short)) return [];
  const names: unknown[] = [];
  for (const entry of short as unknown[]) {
    const [types, count] = Array.isArray(entry) ? (entry as unknown[]) : [];
    const room = most - names.length;
    const isCount = Number.isSafeInteger(count) && (count as number) > 0 && (count as number) <= most;
    if (!Array.isArray(types) || !isCount || types.length * (count as number) > room) return [];
    for (let left = count as number; left > 0; left -= 1) names.push(...(types as unknown[]));
  }
  return names;
}

function parametersOf(description: TransformerDescription): (Placement | Constant)[] {
  const { n_vocabulary, n_positions, n_layers, d_model, d_mlp } = description;
  return [
    linear('token_embedding', 0, 'wte.weight', n_vocabulary, d_model),
    linear('position_embedding', 0, 'wpe.weight', n_positions, d_model),
    ...perLayer(n_layers, (layer) => {
      const from = `h.${layer}`;
      const attention = `${from}.attn.attention`;
      return [
        ...layerNorm('attention_norm', layer, `${from}.ln_1`, d_model),
        ...(['q', 'k', 'v'] as const).map((part) =>
          linear(`w_${part}`, layer, `${attention}.${part}_proj.weight`, d_model, d_model),
        ),
        linear('w_o', layer, `${attention}.out_proj.weight`, d_model, d_model),
        vector('b_o', layer, `${attention}.out_proj.bias`, d_model),
        ...layerNorm('mlp_norm', layer, `${from}.ln_2`, d_model),
        linear('w_up', layer, `${from}.mlp.c_fc.weight`, d_mlp, d_model),
        vector('b_up', layer, `${from}.mlp.c_fc.bias`, d_mlp),
        linear('w_down', layer, `${from}.mlp.c_proj.weight`, d_model, d_mlp),
        vector('b_down', layer, `${from}.mlp.c_proj.bias`, d_model),
      ];
    }),
    ...layerNorm('final_norm', 0, 'ln_f', d_model),
  ];
}
