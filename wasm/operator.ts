// The typed face of the attention operator by itself: core/include/attention/operator/operator.hpp.
import {
  operatorFields,
  operatorPaths,
  operatorTensors,
  type AnyOperatorTensor,
  type OperatorPath,
} from '../build/wasm/generated/operator.js';
import { checkWhole } from './check-whole.js';
import { AttentionError, Instance, StatusCode } from './instance.js';

export type { OperatorPath };
export { operatorPaths, operatorTensors };

interface Exports {
  attention_operator_description(): number;
  attention_operator_layout(): number;
  attention_operator_address(tensor: number): number;
  attention_operator_size(tensor: number): number;
  attention_operator_run(path: number): number;
}

/** Its fields; what is left out is that of one query and one key, without mask, scale 1. */
export type OperatorDescription = Readonly<Record<(typeof operatorFields)[number]['name'], number>>;

/** Those whose elements are float32; the mask where it is additive. */
export type OperatorTensor = Exclude<AnyOperatorTensor, 'valid_length' | 'scratch'>;

const namesOf = (type: 'uint32' | 'float32') =>
  operatorFields.filter((field) => field.type === type).map(({ name }) => name);
// In the module whole numbers come first, then the real ones.
const wholeFields = namesOf('uint32');
const realFields = namesOf('float32');
const initial = Object.fromEntries(
  operatorFields.map(({ name, initial }) => [name, initial]),
) as OperatorDescription;

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
    const given = { ...initial, ...description };
    checkWhole(Object.fromEntries(wholeFields.map((name) => [name, given[name]])));
    const address = exports.attention_operator_description() >>> 0;
    const words = new Uint32Array(this.instance.buffer, address, wholeFields.length);
    words.set(wholeFields.map((name) => given[name]));
    this.instance
      .floats(address + words.byteLength, realFields.length)
      .set(realFields.map((name) => given[name]));
    this.instance.check(exports.attention_operator_layout());
  }

  /** A tensor of the call, row-major, in the module's own memory: it dies with the next layout. */
  tensor(name: OperatorTensor): Float32Array<ArrayBuffer> {
    const [address, size] = this.#place(name);
    if (size === 0)
      throw new AttentionError(StatusCode.bad_tensor, `The tensor ${name} is not part of this call.`);
    return this.instance.floats(address, size);
  }

  /** The mask of the call, a byte for each entry, where it is boolean. */
  booleanMask(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.instance.buffer, ...this.#place('mask'));
  }

  /** The valid lengths of the call, one for each batch. */
  validLengths(): Int32Array<ArrayBuffer> {
    return new Int32Array(this.instance.buffer, ...this.#place('valid_length'));
  }

  #place(name: AnyOperatorTensor): [address: number, size: number] {
    const { exports } = this.instance;
    const id = operatorTensors.indexOf(name);
    return [exports.attention_operator_address(id) >>> 0, exports.attention_operator_size(id) >>> 0];
  }

  /** Throws an AttentionError when an output is not a finite number, or when nothing is laid out. */
  run(path: OperatorPath): void {
    this.instance.check(this.instance.exports.attention_operator_run(operatorPaths.indexOf(path)));
  }
}
