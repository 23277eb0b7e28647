import type { TransformerDescription } from './description.js';

/** What a model is made of, named as in the core (parameter.hpp): once, or once for each layer. */
export const modelParameters = [
  'token_embedding',
  'position_embedding',
  'final_norm_weight',
  'final_norm_bias',
  'w_unembedding',
  'b_unembedding',
] as const;
export const layerParameters = [
  ...(['attention_norm_weight', 'attention_norm_bias'] as const),
  ...(['w_q', 'b_q', 'w_k', 'b_k', 'w_v', 'b_v', 'w_o', 'b_o'] as const),
  ...(['mlp_norm_weight', 'mlp_norm_bias'] as const),
  ...(['w_gate', 'b_gate', 'w_up', 'b_up', 'w_down', 'b_down'] as const),
];
export type ParameterName = (typeof modelParameters)[number] | (typeof layerParameters)[number];

/**
 * The shape of a parameter: a map of `depth` components to `columns` results, row by row; a vector is one column. Undefined
 * where the model has none.
 */
export interface ParameterShape {
  readonly columns: number;
  readonly depth: number;
}

/** Those that are packed as they are on disk. The rest is float32 in memory. */
export const isMatrix = (name: ParameterName): boolean => name === 'token_embedding' || name.startsWith('w_');

/** The shape of every parameter that a model has; those of layers are the same for each. */
export function parameterShapes(d: TransformerDescription): Map<ParameterName, ParameterShape> {
  const { d_model, d_mlp, n_vocabulary } = d;
  const [queries, keys] = [d.n_heads * d.d_head, d.n_kv_heads * d.d_head];
  const hasMlp = d_mlp > 0;
  const rows: [ParameterName, columns: number, depth: number, isThere: boolean][] = [
    ['token_embedding', n_vocabulary, d_model, true],
    ['position_embedding', d.n_positions, d_model, d.positions.startsWith('learned')],
    ['w_unembedding', n_vocabulary, d_model, !d.is_tied],
    ['b_unembedding', 1, n_vocabulary, d.has_unembedding_bias],
    ...normShapes('final_norm', d, d.has_final_norm),
    ...normShapes('attention_norm', d, true),
    ...mapShapes('q', queries, d_model, true, d.has_qkv_bias),
    ...mapShapes('k', keys, d_model, true, d.has_qkv_bias),
    ...mapShapes('v', keys, d_model, true, d.has_qkv_bias),
    ...mapShapes('o', d_model, queries, true, d.has_output_bias),
    ...normShapes('mlp_norm', d, hasMlp),
    ...mapShapes('gate', d_mlp, d_model, hasMlp && d.is_gated, d.has_mlp_bias),
    ...mapShapes('up', d_mlp, d_model, hasMlp, d.has_mlp_bias),
    ...mapShapes('down', d_model, d_mlp, hasMlp, d.has_mlp_bias),
  ];
  return new Map(
    rows.filter(([, , , there]) => there).map(([name, columns, depth]) => [name, { columns, depth }]),
  );
}

type Row = [ParameterName, columns: number, depth: number, isThere: boolean];

const normShapes = (
  name: 'attention_norm' | 'mlp_norm' | 'final_norm',
  d: TransformerDescription,
  there: boolean,
) =>
  [
    [`${name}_weight`, 1, d.d_model, there && d.norm !== 'none'],
    [`${name}_bias`, 1, d.d_model, there && d.norm === 'layer'],
  ] satisfies Row[];

const mapShapes = (
  letter: 'q' | 'k' | 'v' | 'o' | 'gate' | 'up' | 'down',
  columns: number,
  depth: number,
  there: boolean,
  hasBias: boolean,
) =>
  [
    [`w_${letter}`, columns, depth, there],
    [`b_${letter}`, 1, columns, there && hasBias],
  ] satisfies Row[];
