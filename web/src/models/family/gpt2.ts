// GPT-2 and DistilGPT-2, and the two teaching models with its names: minGPT and nanoGPT.
import { plainTransformer, type TransformerDescription } from '../description.js';
import type { TensorFile } from '../format/stored-tensor.js';
import { ModelFileError, quoted } from '../model-file-error.js';
import type { ConfigFields } from './config-fields.js';
import {
  layerNorm,
  linear,
  perLayer,
  rectangle,
  transposed,
  vector,
  type Constant,
  type Layout,
  type Placement,
} from './placement.js';
import { activations, headsOf, refuseOtherKinds } from './shared-fields.js';

const prefixes = ['transformer.', '', '_orig_mod.transformer.', '_orig_mod.'];
/** Old files keep each layer's mask as `attn.bias`, which is no bias. */
const masks = String.raw`h\.\d+\.attn\.(?:bias|masked_bias)`;
const masksAndCopies = new RegExp(String.raw`^(?:${masks}|lm_head\.weight)$`);

/** All that the three have in common. */
function describe(config: ConfigFields, own: Partial<TransformerDescription>): TransformerDescription {
  const d_model = config.size('n_embd');
  const heads = headsOf(config, d_model, 'n_head');
  return {
    ...plainTransformer,
    ...{ n_vocabulary: config.size('vocab_size'), n_positions: 1, n_layers: config.count('n_layer') },
    ...{ d_model, ...heads, d_mlp: 4 * d_model, score_scale: 1 / Math.sqrt(heads.d_head) },
    ...own,
  };
}

/** A GPT-2 of Hugging Face, whose matrices are Conv1D (inputs, outputs); nn.Linear is seen by its shape. */
export function gpt2(config: ConfigFields, file: TensorFile): Layout {
  refuseOtherKinds(config);
  config.must('scale_attn_by_inverse_layer_idx', false);
  config.must('tie_word_embeddings', true);
  const older = config.has('n_ctx') ? config.size('n_ctx') : 1024;
  const d_model = config.size('n_embd');
  const description = describe(config, {
    n_positions: config.size('n_positions', older),
    d_mlp: config.size('n_inner', 4 * d_model),
    norm_epsilon: config.positive('layer_norm_epsilon', 1e-5),
    activation: config.choice('activation_function', activations, 'gelu_new'),
    ...(config.flag('scale_attn_weights', true) ? {} : { score_scale: 1 }),
  });
  const parameters = parametersOf(description, isTransposed(file, d_model), true);
  return { description, parameters, prefixes, skipped: masksAndCopies, hasGpt2Words: true };
}

/** nanoGPT: GELU is that of erf, biases may be left out everywhere, the unembedding is tied. */
export function nanoGpt(config: ConfigFields): Layout {
  const biased = config.flag('bias', true);
  const description = describe(config, {
    ...{ n_positions: config.size('block_size'), activation: 'gelu_erf' },
    ...{ has_qkv_bias: biased, has_output_bias: biased, has_mlp_bias: biased },
  });
  const parameters = parametersOf(description, false, biased);
  return { description, parameters, prefixes, skipped: masksAndCopies, hasGpt2Words: true };
}

/** minGPT: nn.Linear, GELU by tanh, an unembedding of its own. */
export function minGpt(config: ConfigFields): Layout {
  config.value('model_type');
  const description = describe(config, { n_positions: config.size('block_size'), is_tied: false });
  const { n_vocabulary, d_model } = description;
  const parameters = [
    ...parametersOf(description, false, true),
    linear('w_unembedding', 0, 'lm_head.weight', n_vocabulary, d_model),
  ];
  return { description, parameters, prefixes, skipped: new RegExp(`^${masks}$`) };
}

/** Whether the matrices of a file are Conv1D: told by the shape of the first of them that is not square. */
function isTransposed({ tensors }: TensorFile, d_model: number): boolean {
  const names = prefixes.map((prefix) => `${prefix}h.0.attn.c_attn.weight`);
  const fused = names.map((name) => tensors.get(name)).find((tensor) => tensor !== undefined);
  const shape = String(fused?.shape ?? '');
  if (!fused || shape === String([d_model, 3 * d_model])) return true;
  if (shape === String([3 * d_model, d_model])) return false;
  throw new ModelFileError(
    'tensor',
    fused.name,
    `The tensor ${fused.name} has the shape ${quoted(fused.shape)}; for n_embd ${d_model} it must be ` +
      `${quoted([d_model, 3 * d_model])} (GPT-2) or ${quoted([3 * d_model, d_model])} (minGPT).`,
  );
}

function parametersOf(
  { n_vocabulary, n_positions, n_layers, d_model, d_mlp }: TransformerDescription,
  isConv1d: boolean,
  biased: boolean,
): (Placement | Constant)[] {
  const matrix = isConv1d ? transposed : linear;
  return [
    linear('token_embedding', 0, 'wte.weight', n_vocabulary, d_model),
    linear('position_embedding', 0, 'wpe.weight', n_positions, d_model),
    ...perLayer(n_layers, (layer) => {
      const from = `h.${layer}`;
      const biases = [
        vector('b_o', layer, `${from}.attn.c_proj.bias`, d_model),
        vector('b_up', layer, `${from}.mlp.c_fc.bias`, d_mlp),
        vector('b_down', layer, `${from}.mlp.c_proj.bias`, d_model),
      ];
      return [
        ...layerNorm('attention_norm', layer, `${from}.ln_1`, d_model, biased),
        ...fused(layer, `${from}.attn.c_attn`, d_model, isConv1d, biased),
        matrix('w_o', layer, `${from}.attn.c_proj.weight`, d_model, d_model),
        ...layerNorm('mlp_norm', layer, `${from}.ln_2`, d_model, biased),
        matrix('w_up', layer, `${from}.mlp.c_fc.weight`, d_mlp, d_model),
        matrix('w_down', layer, `${from}.mlp.c_proj.weight`, d_model, d_mlp),
        ...(biased ? biases : []),
      ];
    }),
    ...layerNorm('final_norm', 0, 'ln_f', d_model, biased),
  ];
}

/** Queries, keys and values one after the other on the axis of outputs. */
function fused(
  layer: number,
  from: string,
  d_model: number,
  isConv1d: boolean,
  biased: boolean,
): Placement[] {
  const wide = 3 * d_model;
  return (['q', 'k', 'v'] as const).flatMap((letter, part): Placement[] => {
    const place = isConv1d
      ? { column_step: 1, component_step: wide, offset: part * d_model }
      : { offset: part * d_model * d_model };
    const weight: Placement = {
      ...{ parameter: `w_${letter}`, layer, from: `${from}.weight` },
      fileShape: isConv1d ? [d_model, wide] : [wide, d_model],
      rectangles: [rectangle(d_model, d_model, place)],
    };
    const bias: Placement = {
      ...{ parameter: `b_${letter}`, layer, from: `${from}.bias`, fileShape: [wide] },
      rectangles: [rectangle(1, d_model, { offset: part * d_model })],
    };
    return biased ? [weight, bias] : [weight];
  });
}
