// The typed face of the wasm module: dimensions in, named tensors out. Nothing outside this file sees an address.
import {
  axes,
  masks,
  tensors,
  type AxisName,
  type Mask,
  type TensorName,
} from '../build/wasm/generated/tensors.js';
import { AttentionError, Instance, StatusCode } from './instance.js';

export type { AxisName, Mask, TensorName };
export { AttentionError, masks, StatusCode, tensors };

export type Dimensions = Record<AxisName, number>;
export type ModelDimensions = Omit<Dimensions, 'n_tokens'>;

/** A read through a view that a later layout has made stale: always a mistake of the caller. */
export class StaleTensorError extends Error {
  override readonly name = 'StaleTensorError';
}

interface Exports {
  attention_layout(...sizes: number[]): number;
  attention_generation(): number;
  attention_address(tensor: number): number;
  attention_size(tensor: number): number;
  attention_check_parameters(): number;
  attention_run(temperature: number, scale: number, mask: number, silentHeads: number): number;
}

const tensorByName = new Map(tensors.map((tensor) => [tensor.name as TensorName, tensor]));

/** One tensor of one layout. `values` is the module's own memory, not a copy: it dies with the next layout. */
export interface Tensor {
  readonly name: TensorName;
  readonly axes: readonly AxisName[];
  readonly shape: readonly number[];
  /** Row-major elements. Throws StaleTensorError after another layout. */
  readonly values: Float32Array | Int32Array;
}

/** The switches of a run; see core/include/attention/model/run_options.hpp. */
export interface RunOptions {
  readonly temperature: number;
  readonly scale: boolean;
  readonly mask: Mask;
  /** Heads that add nothing to the delta, from 0. */
  readonly silentHeads: readonly number[];
}

export const asTrained: RunOptions = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };

export class AttentionModule {
  #dimensions: Dimensions | undefined;

  private constructor(private readonly instance: Instance<Exports>) {}

  /** Compiles and instantiates one of the two variants. Rejects with what the browser says if it cannot. */
  static async instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<AttentionModule> {
    return new AttentionModule(await Instance.of<Exports>(bytes));
  }

  get dimensions(): Dimensions | undefined {
    return this.#dimensions;
  }

  /** Reserves the arena. Parameters stay when only `n_tokens` differs; every tensor got before is stale. */
  layout(dimensions: Dimensions): void {
    this.instance.check(this.instance.exports.attention_layout(...axes.map((axis) => dimensions[axis])));
    this.#dimensions = { ...dimensions };
  }

  /** Copies a parameter in. */
  writeFloat32(name: TensorName, values: Float32Array): void {
    const target = this.tensor(name).values;
    if (values.length !== target.length) {
      throw new AttentionError(
        StatusCode.bad_tensor,
        `The tensor ${name} has ${target.length} values; ${values.length} were given.`,
      );
    }
    target.set(values);
  }

  checkParameters(): void {
    this.instance.check(this.instance.exports.attention_check_parameters());
  }

  /** Runs the model on `tokens`, one id for each of the layout's `n_tokens`. `options` departs from it on purpose. */
  run(tokens: readonly number[], options: RunOptions = asTrained): void {
    const { values } = this.tensor('token');
    if (values.length !== tokens.length) {
      throw new AttentionError(
        StatusCode.bad_dimension,
        `The layout has room for ${values.length} tokens; ${tokens.length} were given.`,
      );
    }
    values.set(tokens);
    const silent = options.silentHeads.reduce((bits, head) => bits | (1 << head), 0);
    const mask = masks.indexOf(options.mask);
    const { exports } = this.instance;
    this.instance.check(exports.attention_run(options.temperature, Number(options.scale), mask, silent));
  }

  tensor(name: TensorName): Tensor {
    const dimensions = this.#dimensions;
    if (!dimensions) throw new StaleTensorError('No model has been laid out yet.');
    const { id, axes, type } = tensorByName.get(name)!;
    const { exports } = this.instance;
    const generation = exports.attention_generation();
    const address = exports.attention_address(id);
    const size = exports.attention_size(id);
    const view = () =>
      type === 'int32'
        ? new Int32Array(exports.memory.buffer, address, size)
        : new Float32Array(exports.memory.buffer, address, size);
    let values: Float32Array | Int32Array = view();
    return {
      name,
      axes,
      shape: axes.map((axis) => dimensions[axis]),
      get values() {
        if (exports.attention_generation() !== generation) {
          throw new StaleTensorError(`The tensor ${name} belongs to an earlier layout.`);
        }
        // Memory that grew has detached the old buffer; a read through it would silently give nothing.
        if (values.buffer !== exports.memory.buffer) values = view();
        return values;
      },
    };
  }
}
