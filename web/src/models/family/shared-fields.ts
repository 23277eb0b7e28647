import type { TransformerDescription } from '../description.js';
import { quoted } from '../model-file-error.js';
import type { ConfigFields } from './config-fields.js';

/** Functions between the maps of an MLP, by the names that configurations give them. */
export const activations = {
  gelu_new: 'gelu_tanh',
  gelu_fast: 'gelu_tanh',
  gelu_pytorch_tanh: 'gelu_tanh',
  gelu: 'gelu_erf',
  relu: 'relu',
} as const;

/** How many heads there are, and their width: all heads together are as wide as the model. */
export function headsOf(config: ConfigFields, d_model: number, field: string) {
  const n_heads = config.count(field);
  if (d_model % n_heads !== 0) throw config.wrong(field, `does not divide the model's width ${d_model}`);
  return { n_heads, n_kv_heads: n_heads, d_head: d_model / n_heads };
}

/** Heads of keys and values, of which the heads of queries must be a multiple. */
export function keyValueHeads(config: ConfigFields, n_heads: number): number {
  const n_kv_heads = config.count('num_key_value_heads', n_heads);
  if (n_heads % n_kv_heads === 0) return n_kv_heads;
  throw config.wrong('num_key_value_heads', `does not divide the ${n_heads} heads`);
}

/** No model that reads an encoder. */
export function refuseOtherKinds(config: ConfigFields): void {
  for (const field of ['add_cross_attention', 'cross_attention_hidden_size', 'is_encoder_decoder'])
    config.must(field, false);
  config.value('is_decoder');
}

/** Names of the fields that rotary positions are described by, which differ from family to family. */
export interface RotaryNames {
  readonly theta: readonly string[];
  readonly part: readonly string[];
  /** Of each head, how much is turned where nothing is said. */
  readonly initialPart: number;
}

/** Rotary positions by halves. Ways to stretch them over longer texts are refused: they change every angle. */
export function rotaryPositions(config: ConfigFields, d_head: number, names: RotaryNames) {
  const scaling = config.within('rope_scaling');
  const newer = config.within('rope_parameters');
  for (const fields of [scaling, newer])
    for (const field of ['rope_type', 'type']) fields?.must(field, 'default');
  const first = (fields: readonly string[], initial: number) => {
    const given = [newer, config].flatMap((place) =>
      fields.filter((field) => place?.has(field)).map((field) => place!.positive(field)),
    );
    return given[0] ?? initial;
  };
  const rotary_theta = first([...names.theta, 'rope_theta'], 10000);
  const part = first([...names.part, 'partial_rotary_factor'], names.initialPart);
  for (const fields of [scaling, newer]) fields?.finish();
  const d_rotary = Math.trunc(d_head * part);
  const field = [...names.part, 'partial_rotary_factor'].find((name) => config.has(name));
  if (d_rotary < 2 || d_rotary > d_head || d_rotary % 2 !== 0)
    throw config.wrong(
      field ?? 'rope_parameters',
      `turns ${d_rotary} of the ${d_head} numbers of a head; it must be an even number of them, and not more`,
    );
  return { positions: 'rotary_halves', d_rotary, rotary_theta } as const;
}

type Local = Pick<TransformerDescription, 'window' | 'first_local_layer' | 'local_layer_step'>;

/** Which layers are local, of a list of them all, as a first one and a step; `wrong` is thrown where they are no such row. */
export function localLayers(isLocal: readonly boolean[], window: number, wrong: () => Error): Local {
  const local = isLocal.flatMap((is, layer) => (is ? [layer] : []));
  if (local.length === 0) return { window: 0, first_local_layer: 0, local_layer_step: 1 };
  const [first_local_layer, second] = [local[0]!, local[1]];
  // One alone is a row whose second would be behind the last.
  const local_layer_step = second === undefined ? isLocal.length : second - first_local_layer;
  const expected = (layer: number) =>
    layer >= first_local_layer && (layer - first_local_layer) % local_layer_step === 0;
  if (isLocal.some((is, layer) => is !== expected(layer))) throw wrong();
  return { window, first_local_layer, local_layer_step };
}

/**
 * For each layer whether it is local, from a field that names a kind for each: `kinds` are the two names, that of all keys
 * first. Undefined where the field is not there.
 */
export function namedLayers(
  config: ConfigFields,
  field: string,
  names: unknown,
  n_layers: number,
  kinds: readonly [string, string],
): boolean[] {
  const known = (name: unknown) => kinds.includes(name as string);
  if (Array.isArray(names) && names.length === n_layers && names.every(known))
    return names.map((name) => name === kinds[1]);
  throw config.wrong(field, `must name ${kinds.map(quoted).join(' or ')} for each of the ${n_layers} layers`);
}
