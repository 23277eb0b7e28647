// How many parameters a model of given sizes has, part by part; exact, however many there are.
import type { SizeName, Sizes } from '../../compute/published-sizes.js';

/** From one matrix to the whole model, in the order in which they add up. */
export const itemNames = [
  'w_q',
  'w_k',
  'value_down',
  'value_up',
  'square',
  'head',
  'block',
  'attention',
  'mlp',
  'embeddings',
  'total',
  'positions',
  'whole',
] as const;
export type ItemName = (typeof itemNames)[number];

export interface Operand {
  /** A size, another item, the width of the MLP, or nothing for a plain number. */
  readonly name?: SizeName | ItemName | 'mlp_width';
  readonly value: bigint;
}

/** One figure with what it was made of: the product or the sum of its operands. */
interface Count {
  readonly item: ItemName;
  readonly operator: '×' | '+';
  readonly operands: readonly Operand[];
  readonly count: bigint;
}

export type Counts = Readonly<Record<ItemName, Count>>;

function product(item: ItemName, ...operands: Operand[]): Count {
  const count = operands.reduce((all, { value }) => all * value, 1n);
  return { item, operator: '×', operands, count };
}

function sum(item: ItemName, ...parts: Count[]): Count {
  const operands = parts.map((part) => ({ name: part.item, value: part.count }));
  return { item, operator: '+', operands, count: operands.reduce((all, { value }) => all + value, 0n) };
}

export function mlpWidth(sizes: Sizes): bigint {
  return sizes.hasMlp ? 4n * BigInt(sizes.d_model) : 0n;
}

/**
 * Weight matrices only: biases and layer norms, about one in ten thousand of a large model, are not counted, as is usual.
 * `total` leaves the vectors of the positions out, `whole` has them.
 */
export function countParameters(sizes: Sizes): Counts {
  const size = (name: SizeName): Operand => ({ name, value: BigInt(sizes[name]) });
  const of = ({ item, count }: Count): Operand => ({ name: item, value: count });
  const two: Operand = { value: 2n };

  const w_q = product('w_q', size('d_k'), size('d_model'));
  const w_k = product('w_k', size('d_k'), size('d_model'));
  const value_down = product('value_down', size('d_v'), size('d_model'));
  const value_up = product('value_up', size('d_model'), size('d_v'));
  const square = product('square', size('d_model'), size('d_model'));
  const head = sum('head', w_q, w_k, value_down, value_up);
  const block = product('block', size('n_heads'), of(head));
  const attention = product('attention', size('n_layers'), of(block));
  const width: Operand = { name: 'mlp_width', value: mlpWidth(sizes) };
  const mlp = product('mlp', two, width, size('d_model'), size('n_layers'));
  const embeddings = product('embeddings', two, size('n_vocabulary'), size('d_model'));
  const total = sum('total', attention, mlp, embeddings);
  const positions = product('positions', size('n_positions'), size('d_model'));
  const whole = sum('whole', total, positions);
  return {
    ...{ w_q, w_k, value_down, value_up, square, head, block, attention },
    ...{ mlp, embeddings, total, positions, whole },
  };
}

/** `part` of `whole` as a fraction, right to twelve digits whatever their sizes. */
export function shareOf(part: bigint, whole: bigint): number {
  const scale = 10n ** 15n;
  return Number((part * scale) / whole) / Number(scale);
}
