// The typed face of the attention operator by itself: core/include/attention/operator/operator.hpp.
import { AttentionError } from './attention.js';
import { Instance } from './instance.js';

interface Exports {
  attention_operator_description(): number;
  attention_operator_layout(): number;
  attention_operator_address(tensor: number): number;
  attention_operator_size(tensor: number): number;
  attention_operator_run(path: number): number;
}

/** The whole numbers of attention::OperatorDescription, in its order, and what they are unless they are named. */
const wholeFields = {
  n_batch: 1,
  n_heads: 1,
  n_kv_heads: 1,
  n_queries: 1,
  n_keys: 1,
  n_past: 0,
  d_head: 1,
  d_value: 1,
  /** 0 heads first, 1 tokens first, 2 only the output tokens first. */
  order: 0,
  /** 0 none, 1 boolean, 2 additive. */
  mask_type: 0,
  mask_batch: 1,
  mask_heads: 1,
  mask_queries: 1,
  mask_keys: 1,
  causal: 0,
  has_valid_lengths: 0,
  /** 1: room for the traced stages. */
  keeps_stages: 0,
};
const realFields = { scale: 1, softcap: 0 };

export type OperatorDescription = Readonly<
  Record<keyof typeof wholeFields | keyof typeof realFields, number>
>;

/** In the order of attention::OperatorTensor. */
export const operatorTensors = [
  'query',
  'key',
  'value',
  'past_key',
  'past_value',
  'mask',
  'valid_length',
  'output',
  'present_key',
  'present_value',
  'scaled',
  'capped',
  'biased',
  'weight',
] as const;
/** Those whose elements are float32. */
export type OperatorTensor = Exclude<(typeof operatorTensors)[number], 'mask' | 'valid_length'>;

/** `fused` fills the outputs only; `traced` every stage, where the description keeps them. */
export const operatorPaths = ['fused', 'traced'] as const;
export type OperatorPath = (typeof operatorPaths)[number];

/** One attention operator at a time, in a module instance of its own. */
export class OperatorModule {
  private constructor(private readonly instance: Instance<Exports>) {}

  static async instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<OperatorModule> {
    return new OperatorModule(await Instance.of<Exports>(bytes));
  }

  /** Bytes of memory that the instance holds. */
  get bytes(): number {
    return this.instance.bytes;
  }

  /**
   * Reserves the tensors of a call; every view got before is dead. Throws an AttentionError for a description that is
   * none, or for which there is not enough memory; the layout before stays then.
   */
  layout(description: Partial<OperatorDescription>): void {
    const { exports } = this.instance;
    const whole = Object.entries({ ...wholeFields, ...pick(description, wholeFields) });
    const wrong = whole.find(([, value]) => !Number.isInteger(value) || value < 0 || value > 0xffffffff);
    if (wrong) {
      throw new AttentionError(1, `${wrong[0]} must be a whole number from 0 to 2^32 − 1, not ${wrong[1]}.`);
    }
    const address = exports.attention_operator_description();
    const words = new Uint32Array(exports.memory.buffer, address, whole.length);
    words.set(whole.map(([, value]) => value));
    const reals = Object.values({ ...realFields, ...pick(description, realFields) });
    this.instance.floats(address + 4 * whole.length, reals.length).set(reals);
    this.instance.check(exports.attention_operator_layout());
  }

  /** A tensor of the call, row-major, in the module's own memory: it dies with the next layout. */
  tensor(name: OperatorTensor): Float32Array<ArrayBuffer> {
    const { exports } = this.instance;
    const id = operatorTensors.indexOf(name);
    const size = exports.attention_operator_size(id);
    if (size === 0) throw new AttentionError(6, `The tensor ${name} is not part of this call.`);
    return this.instance.floats(exports.attention_operator_address(id), size);
  }

  /** Throws an AttentionError when an output is not a finite number, or when nothing is laid out. */
  run(path: OperatorPath): void {
    this.instance.check(this.instance.exports.attention_operator_run(operatorPaths.indexOf(path)));
  }
}

/** The fields of `from` that `names` has too. */
function pick<Name extends string>(
  from: Partial<Record<string, number>>,
  names: Readonly<Record<Name, number>>,
): Partial<Record<Name, number>> {
  const there = Object.entries(from).filter(([name, value]) => name in names && value !== undefined);
  return Object.fromEntries(there) as Partial<Record<Name, number>>;
}
