// Models of TransformerLens, above all the attention-only ones: matrices with an axis of heads, and inputs before outputs.
import { plainTransformer, type TransformerDescription } from '../description.js';
import type { ConfigFields } from './config-fields.js';
import {
  byHeads,
  linear,
  perLayer,
  rectangle,
  transposed,
  vector,
  type Constant,
  type Layout,
  type NormName,
  type Placement,
} from './placement.js';
import { activations } from './shared-fields.js';

/** What is computed in other ways than here, and the values that say it is not. */
const only: Readonly<Record<string, unknown>> = {
  attention_dir: 'causal',
  attn_scores_soft_cap: -1,
  final_rms: false,
  gated_mlp: false,
  output_logits_soft_cap: -1,
  scale_attn_by_inverse_layer_idx: false,
  // Positions that only queries and keys are made of.
  shortformer_pos: false,
  use_local_attn: false,
  use_normalization_before_and_after: false,
  use_NTK_by_parts_rope: false,
  use_qk_norm: false,
  num_experts: undefined,
  n_key_value_heads: undefined,
};

/** Folded norms have their weights and biases in the matrices that follow. */
const norms = {
  LN: ['layer', true],
  LNPre: ['layer', false],
  RMS: ['rms', true],
  RMSPre: ['rms', false],
} as const;
const noNorm = ['none', false] as const;
const positionKinds = {
  standard: 'learned',
  shortformer: 'learned_shortformer',
  rotary: 'rotary_halves',
} as const;

/** As TransformerLens itself, this reads the fields of the architecture and passes by those of training. */
export function transformerLens(config: ConfigFields): Layout {
  for (const [field, value] of Object.entries(only)) config.must(field, value);
  const [norm, hasWeights] = normOf(config);
  const { n_vocabulary, n_heads, d_head, d_model } = sizesOf(config);
  const hasMlp = !config.flag('attn_only', false);
  const description: TransformerDescription = {
    ...plainTransformer,
    ...{ n_vocabulary, n_positions: config.size('n_ctx'), n_layers: config.count('n_layers'), d_model },
    ...{ n_heads, n_kv_heads: n_heads, d_head, d_mlp: hasMlp ? config.size('d_mlp', 4 * d_model) : 0 },
    ...{
      norm,
      norm_epsilon: config.positive(config.has('ln_eps') ? 'ln_eps' : 'eps', 1e-5),
      has_final_norm: norm !== 'none',
    },
    ...positionsOf(config, d_head),
    score_scale: config.flag('use_attn_scale', true) ? scaleOf(config, d_head) : 1,
    ...(hasMlp ? { activation: config.choice('act_fn', activations) } : { has_mlp_bias: false }),
    has_parallel_residual: config.flag('parallel_attn_mlp', false),
    ...{ is_tied: false, has_unembedding_bias: true },
  };
  return {
    ...{ description, parameters: parametersOf(description, hasWeights), prefixes: [''] },
    skipped: /^blocks\.\d+\.attn\.(?:mask|IGNORE|rotary_sin|rotary_cos)$/,
  };
}

function sizesOf(config: ConfigFields) {
  const n_vocabulary = config.size('d_vocab');
  const outputs = config.value('d_vocab_out') ?? -1;
  if (outputs !== -1 && outputs !== n_vocabulary)
    throw config.wrong('d_vocab_out', `must be -1 or d_vocab ${n_vocabulary}`);
  return {
    ...{ n_vocabulary, d_model: config.size('d_model') },
    ...{ n_heads: config.count('n_heads'), d_head: config.size('d_head') },
  };
}

function normOf(config: ConfigFields) {
  const field = config.isThere('normalization') ? 'normalization' : 'normalization_type';
  return config.isThere(field) && !config.has(field) ? noNorm : config.choice(field, norms, 'LN');
}

function positionsOf(config: ConfigFields, d_head: number) {
  const positions = config.choice('positional_embedding_type', positionKinds, 'standard');
  if (positions !== 'rotary_halves') return { positions };
  const d_rotary = config.size('rotary_dim', d_head);
  if (d_rotary > d_head || d_rotary % 2 !== 0)
    throw config.wrong('rotary_dim', `must be an even number of the ${d_head} numbers of a head`);
  const rotary_theta = config.positive('rotary_base', 10000);
  const isAdjacent = config.flag('rotary_adjacent_pairs', false);
  return { positions: isAdjacent ? 'rotary_pairs' : positions, d_rotary, rotary_theta } as const;
}

/** One over what scores are divided by; -1 stands for the usual. */
function scaleOf(config: ConfigFields, d_head: number): number {
  return (config.value('attn_scale') ?? -1) === -1
    ? 1 / Math.sqrt(d_head)
    : 1 / config.positive('attn_scale');
}

function parametersOf(description: TransformerDescription, hasWeights: boolean): (Placement | Constant)[] {
  const { n_vocabulary, n_positions, n_layers, d_model, d_mlp, positions, has_final_norm } = description;
  const norm = (name: NormName, layer: number, from: string) =>
    normParameters(description, hasWeights, name, layer, from);
  const learned = linear('position_embedding', 0, 'pos_embed.W_pos', n_positions, d_model);
  return [
    linear('token_embedding', 0, 'embed.W_E', n_vocabulary, d_model),
    ...(positions.startsWith('learned') ? [learned] : []),
    ...perLayer(n_layers, (layer) => {
      const from = `blocks.${layer}`;
      const mlp = () => [
        ...norm('mlp_norm', layer, `${from}.ln2`),
        transposed('w_up', layer, `${from}.mlp.W_in`, d_mlp, d_model),
        vector('b_up', layer, `${from}.mlp.b_in`, d_mlp),
        transposed('w_down', layer, `${from}.mlp.W_out`, d_model, d_mlp),
        vector('b_down', layer, `${from}.mlp.b_out`, d_model),
      ];
      return [
        ...norm('attention_norm', layer, `${from}.ln1`),
        ...headParameters(layer, `${from}.attn`, description),
        ...(d_mlp > 0 ? mlp() : []),
      ];
    }),
    ...(has_final_norm ? norm('final_norm', 0, 'ln_final') : []),
    transposed('w_unembedding', 0, 'unembed.W_U', n_vocabulary, d_model),
    vector('b_unembedding', 0, 'unembed.b_U', n_vocabulary),
  ];
}

function normParameters(
  { norm, d_model: size }: TransformerDescription,
  hasWeights: boolean,
  name: NormName,
  layer: number,
  from: string,
): (Placement | Constant)[] {
  if (norm === 'none') return [];
  const [weight, bias] = [`${name}_weight`, `${name}_bias`] as const;
  const both: (Placement | Constant)[] = hasWeights
    ? [vector(weight, layer, `${from}.w`, size), vector(bias, layer, `${from}.b`, size)]
    : [
        { parameter: weight, layer, size, constant: 1 },
        { parameter: bias, layer, size, constant: 0 },
      ];
  return norm === 'layer' ? both : both.slice(0, 1);
}

/** W_Q, W_K, W_V are (head, d_model, d_head), W_O is (head, d_head, d_model). */
function headParameters(layer: number, from: string, description: TransformerDescription): Placement[] {
  const { d_model, n_heads, d_head } = description;
  const size = d_model * d_head;
  const inputs = (['q', 'k', 'v'] as const).flatMap((letter): Placement[] => [
    byHeads(
      {
        ...{ parameter: `w_${letter}`, layer, from: `${from}.W_${letter.toUpperCase()}` },
        fileShape: [n_heads, d_model, d_head],
      },
      n_heads,
      (head) => {
        const steps = { column_step: 1, component_step: d_head };
        return rectangle(d_head, d_model, { ...steps, first_column: head * d_head, offset: head * size });
      },
    ),
    {
      ...vector(`b_${letter}`, layer, `${from}.b_${letter.toUpperCase()}`, n_heads * d_head),
      fileShape: [n_heads, d_head],
    },
  ]);
  const output = byHeads(
    { parameter: 'w_o', layer, from: `${from}.W_O`, fileShape: [n_heads, d_head, d_model] },
    n_heads,
    (head) => {
      const steps = { column_step: 1, component_step: d_model };
      return rectangle(d_model, d_head, { ...steps, first_component: head * d_head, offset: head * size });
    },
  );
  return [...inputs, output, vector('b_o', layer, `${from}.b_O`, d_model)];
}
