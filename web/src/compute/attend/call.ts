import { headOrders, maskTypes, type HeadOrder } from '../../../../build/wasm/generated/operator.js';
import type { OperatorDescription, OperatorModule } from '../../../../wasm/operator.js';
// What the package declares is what is written here.
import type { AttentionOutputs, AttentionStages } from '../../../package/core.js';
import { Arguments, isListOf, refuse } from './arguments.js';

const names = [
  ...['query', 'key', 'value', 'past_key', 'past_value', 'n_batch', 'n_heads', 'n_kv_heads', 'n_queries'],
  ...['n_keys', 'n_past', 'd_head', 'd_value', 'order', 'causal', 'scale', 'softcap', 'mask', 'bias'],
  ...['mask_shape', 'valid_lengths', 'left_window_size', 'right_window_size', 'stages'],
];

type Counts = Pick<
  OperatorDescription,
  'n_batch' | 'n_heads' | 'n_kv_heads' | 'n_queries' | 'n_keys' | 'n_past' | 'd_head' | 'd_value'
>;

interface Mask {
  readonly type: 'boolean' | 'additive';
  readonly extents: readonly [number, number, number, number];
  readonly entries: ArrayLike<number>;
}

/** A call that has been looked at. */
export interface Call {
  readonly description: Partial<OperatorDescription>;
  readonly arrays: Readonly<Record<'query' | 'key' | 'value' | 'past_key' | 'past_value', ArrayLike<number>>>;
  readonly mask: Mask | undefined;
  readonly valid: ArrayLike<number> | undefined;
  readonly stages: boolean;
}

/** Throws an AttentionError that names the argument which is none. */
export function readCall(input: unknown): Call {
  const given = new Arguments(input, names);
  const counts = readCounts(given);
  const { n_batch, n_heads, n_kv_heads, n_queries, n_keys, n_past, d_head, d_value } = counts;
  const mask = readMask(given, counts);
  const valid = readValidLengths(given, counts);
  const stages = given.flag('stages', true);
  const order = headOrders.indexOf(given.choice<HeadOrder>('order', headOrders));
  const array = (name: string, ...shape: number[]) => {
    // Nothing need be said of what has no rows.
    const none = shape.includes(0) ? [] : undefined;
    return given.numbers(name, shape) ?? none ?? refuse(`${name} must be given: (${shape.join(', ')}).`);
  };
  const [batch = 1, heads = 1, queries = 1, keys = 1] = mask?.extents ?? [];
  return {
    description: {
      ...counts,
      order,
      causal: Number(given.flag('causal', true)),
      ...readWindow(given),
      scale: given.number('scale', 1 / Math.sqrt(d_head)),
      softcap: given.number('softcap', 0),
      mask_type: maskTypes.indexOf(mask?.type ?? 'none'),
      ...{ mask_batch: batch, mask_heads: heads, mask_queries: queries, mask_keys: keys },
      ...{ has_valid_lengths: Number(valid !== undefined), keeps_stages: Number(stages) },
    },
    arrays: {
      query: array('query', n_batch, n_heads, n_queries, d_head),
      key: array('key', n_batch, n_kv_heads, n_keys, d_head),
      value: array('value', n_batch, n_kv_heads, n_keys, d_value),
      past_key: array('past_key', n_batch, n_kv_heads, n_past, d_head),
      past_value: array('past_value', n_batch, n_kv_heads, n_past, d_value),
    },
    ...{ mask, valid, stages },
  };
}

function readCounts(given: Arguments): Counts {
  const n_batch = given.count('n_batch', 1, 1);
  const n_heads = given.count('n_heads', 1, 1);
  const n_kv_heads = given.count('n_kv_heads', 1, n_heads);
  const n_queries = given.count('n_queries', 1);
  const n_keys = given.count('n_keys', 0, n_queries);
  const d_head = given.count('d_head', 1);
  const d_value = given.count('d_value', 1, d_head);
  const past = given.numbers('past_key')?.length ?? 0;
  const n_past = given.count('n_past', 0, Math.ceil(past / (n_batch * n_kv_heads * d_head)));
  if (n_keys + n_past === 0) refuse('n_keys is 0 and there is no past: there must be a key to attend to.');
  return { n_batch, n_heads, n_kv_heads, n_queries, n_keys, n_past, d_head, d_value };
}

/** What is left out stays as the core has it: no end. */
function readWindow(given: Arguments): Partial<OperatorDescription> {
  const names = ['left_window_size', 'right_window_size'] as const;
  const sizes = names.filter((name) => given.get(name) !== undefined);
  return Object.fromEntries(sizes.map((name) => [name, given.count(name, 0)]));
}

function readMask(given: Arguments, counts: Counts): Mask | undefined {
  const mask = given.get('mask');
  const bias = given.numbers('bias');
  if (mask !== undefined && bias) refuse('mask and bias cannot both be given: put −Infinity into bias.');
  const name = bias ? 'bias' : 'mask';
  const entries = bias ?? (mask === undefined ? undefined : readBooleans(mask));
  const shape = given.numbers('mask_shape', [4]);
  if (!entries) return shape ? refuse('mask_shape is given, but neither mask nor bias.') : undefined;
  const wrong = bias ? Array.from(bias).find((entry) => !(entry < Infinity)) : undefined;
  if (wrong !== undefined) refuse(`bias must hold finite numbers or −Infinity, not ${wrong}.`);
  const extents = shape ? Array.from(shape) : shapeOf(name, entries.length, counts);
  if (!extents.every((extent) => Number.isInteger(extent) && extent >= 0))
    refuse('mask_shape must be four whole numbers: batch, head, query, key.');
  const size = extents.reduce((product, extent) => product * extent, 1);
  if (entries.length !== size)
    refuse(`${name} must have ${size} entries, (${extents.join(', ')}), not ${entries.length}.`);
  return { type: bias ? 'additive' : 'boolean', extents: extents as unknown as Mask['extents'], entries };
}

function shapeOf(name: string, length: number, counts: Counts): readonly number[] {
  const { n_batch, n_heads, n_queries, n_keys, n_past } = counts;
  const one = [1, 1, n_queries, n_past + n_keys];
  const all = [n_batch, n_heads, n_queries, n_past + n_keys];
  const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);
  const found = [one, all].find((shape) => sizeOf(shape) === length);
  return (
    found ??
    refuse(
      `${name} must have ${sizeOf(one)} entries, (${one.join(', ')}), or ${sizeOf(all)}, (${all.join(', ')}), not ${length}; say another shape by mask_shape.`,
    )
  );
}

function readBooleans(mask: unknown): ArrayLike<number> {
  const isFlat = mask instanceof Uint8Array || isListOf(mask, 'boolean', 'number');
  const entries = isFlat ? Array.from(mask as ArrayLike<unknown>, Number) : [];
  if (!isFlat || entries.some((entry) => entry !== 0 && entry !== 1))
    refuse('mask must be a flat array of true and false, or of 1 and 0; what is added to scores is bias.');
  return entries;
}

function readValidLengths(
  given: Arguments,
  { n_batch, n_keys, n_past }: Counts,
): ArrayLike<number> | undefined {
  const lengths = given.numbers('valid_lengths', [n_batch]);
  const most = n_keys + n_past;
  const wrong = Array.from(lengths ?? []).find((one) => !(Number.isInteger(one) && one >= 0 && one <= most));
  if (wrong !== undefined) refuse(`valid_lengths must hold whole numbers from 0 to ${most}, not ${wrong}.`);
  return lengths;
}

/** Has the core compute it; copies. Throws an AttentionError. */
export function runCall(
  operator: OperatorModule,
  { description, arrays, mask, valid, stages }: Call,
): AttentionOutputs | AttentionStages {
  operator.layout(description);
  for (const [name, values] of Object.entries(arrays))
    if (values.length > 0) operator.tensor(name as keyof Call['arrays']).set(values);
  if (mask?.type === 'additive' && mask.entries.length > 0) operator.tensor('mask').set(mask.entries);
  if (mask?.type === 'boolean') operator.booleanMask().set(mask.entries);
  if (valid) operator.validLengths().set(valid);
  operator.run(stages ? 'traced' : 'fused');
  const copy = (name: Parameters<OperatorModule['tensor']>[0]) => operator.tensor(name).slice();
  const present = { present_key: () => copy('present_key'), present_value: () => copy('present_value') };
  const output = copy('output');
  if (!stages && !description.n_past) return { output };
  const both = { output, present_key: present.present_key(), present_value: present.present_value() };
  if (!stages) return both;
  const [scaled, capped, masked, weight] = (['scaled', 'capped', 'biased', 'weight'] as const).map(copy);
  return { ...both, scaled: scaled!, capped: capped!, masked: masked!, weight: weight! };
}
