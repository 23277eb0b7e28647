// The typed face of the trainer's wasm module: settings in, losses and weights out.
import { axes, tensors, type TensorName } from '../build/wasm/generated/tensors.js';
import type { AttentionModule, ModelDimensions } from './attention.js';
import { checkWhole } from './check-whole.js';
import { AttentionError, Instance, StatusCode } from './instance.js';

export interface TrainerSettings {
  /** A whole number from 0 to 2^32 - 1: the same seed and settings give the same run. */
  readonly seed: number;
  /** The learning rate at the peak of its schedule. */
  readonly learningRate: number;
  readonly heads: 1 | 2 | 4;
  readonly steps: number;
}

/** A model's parameters by name, row-major; copies, safe to keep and to post to another thread. */
export interface Weights {
  readonly dimensions: ModelDimensions;
  readonly values: Readonly<Partial<Record<TensorName, Float32Array<ArrayBuffer>>>>;
}

interface Exports {
  trainer_create(seed: number, learningRate: number, heads: number, steps: number): number;
  trainer_default_learning_rate(): number;
  trainer_default_steps(): number;
  trainer_run(count: number): number;
  trainer_steps_done(): number;
  trainer_loss(): number;
  trainer_held_out_loss(): number;
  trainer_extent(axis: number): number;
  trainer_parameter_address(tensor: number): number;
  trainer_parameter_size(tensor: number): number;
  trainer_vocabulary(): number;
}

const parameters = tensors.filter(({ group }) => group === 'parameter');

/** One training run at a time. */
export class TrainerModule {
  private constructor(private readonly instance: Instance<Exports>) {}

  static async instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<TrainerModule> {
    return new TrainerModule(await Instance.of<Exports>(bytes, 'trainer'));
  }

  get #exports(): Exports {
    return this.instance.exports;
  }

  /** The settings that the committed model was trained with, apart from its seed, and fewer steps of them. */
  get defaults(): TrainerSettings {
    const learningRate = Number(this.#exports.trainer_default_learning_rate().toPrecision(6));
    return { seed: 1, learningRate, heads: 4, steps: this.#exports.trainer_default_steps() };
  }

  get vocabulary(): readonly string[] {
    return this.instance.text(this.#exports.trainer_vocabulary()).split(' ');
  }

  /** Begins a run from random weights; the run before is forgotten. */
  create({ seed, learningRate, heads, steps }: TrainerSettings): void {
    checkWhole({ seed, heads, steps });
    this.instance.check(this.#exports.trainer_create(seed, learningRate, heads, steps));
  }

  /** Does up to `count` steps, fewer at the end. Throws an AttentionError when training diverges. */
  run(count: number): void {
    this.instance.check(this.#exports.trainer_run(count));
  }

  get stepsDone(): number {
    return this.#exports.trainer_steps_done();
  }

  /** Mean -log p(next word) in nats of the last step's sentences; NaN before the first. */
  get loss(): number {
    return this.#exports.trainer_loss();
  }

  /** The same on a fixed sample of sentences that are never trained on, with the weights as they are now. */
  get heldOutLoss(): number {
    return this.#exports.trainer_held_out_loss();
  }

  /** Copies the weights out. */
  weights(): Weights {
    const values = parameters.map(({ id, name }) => [name, this.#parameter(id).slice()]);
    const sizes = axes.slice(0, -1).map((axis, index) => [axis, this.#exports.trainer_extent(index)]);
    return { dimensions: Object.fromEntries(sizes), values: Object.fromEntries(values) };
  }

  /** The held-out loss of another model with the same sizes and words. The run is lost by it: create another one. */
  heldOutLossOf({ dimensions, values }: Weights): number {
    this.create({ ...this.defaults, heads: dimensions.n_heads as TrainerSettings['heads'] });
    for (const { id, name } of parameters) {
      const target = this.#parameter(id);
      const given = values[name];
      if (given?.length !== target.length) {
        throw new AttentionError(
          StatusCode.bad_tensor,
          `The trainer and the model differ in the size of the tensor ${name}.`,
        );
      }
      target.set(given);
    }
    return this.heldOutLoss;
  }

  /** Hands the weights as they are now to an explainer's module, laid out for one token. */
  handTo(module: AttentionModule): void {
    loadWeights(module, this.weights());
  }

  /** A parameter in the module's own memory: it dies with the next run. */
  #parameter(id: number): Float32Array<ArrayBuffer> {
    const { trainer_parameter_address: address, trainer_parameter_size: size } = this.#exports;
    return this.instance.floats(address(id), size(id));
  }
}

/** Copies the parameters of the model that is in a module out of it. */
export function weightsOf(module: AttentionModule): Weights {
  const { n_tokens: _, ...dimensions } = module.dimensions!;
  const values = parameters.map(({ name }) => [name, Float32Array.from(module.tensor(name).values)]);
  return { dimensions, values: Object.fromEntries(values) };
}

/** Lays a module out for a model and one token, and writes the model's weights into it. */
export function loadWeights(module: AttentionModule, { dimensions, values }: Weights): void {
  module.layout({ ...dimensions, n_tokens: 1 });
  for (const { name } of parameters) module.writeFloat32(name, values[name]!);
  module.checkParameters();
}
