import { type AttentionModule, type Tensor, tensors, type TensorName } from '../../wasm/attention.js';
import type { TinyModel } from './model/tiny-model.js';

/** A word and how probable it is as the next one. */
export interface Candidate {
  readonly id: number;
  readonly word: string;
  readonly probability: number;
}

/**
 * Everything that one run of the model computed on one sentence, by tensor name. The figures read from here and
 * from nowhere else. A trace lives until the module runs another sentence; reading it then throws.
 */
export class Trace {
  readonly words: readonly string[];
  readonly n_tokens: number;
  readonly n_heads: number;
  #tensors: ReadonlyMap<TensorName, Tensor>;
  #vocabulary: readonly string[];

  constructor(module: AttentionModule, model: TinyModel, words: readonly string[]) {
    this.words = words;
    this.#vocabulary = model.vocabulary;
    this.#tensors = new Map(tensors.map(({ name }) => [name, module.tensor(name)]));
    this.n_tokens = words.length;
    this.n_heads = model.dimensions.n_heads;
  }

  /** Names of all tensors, in the order in which a run meets them. */
  get names(): readonly TensorName[] {
    return [...this.#tensors.keys()];
  }

  shape(name: TensorName): readonly number[] {
    return this.#tensor(name).shape;
  }

  axes(name: TensorName): readonly string[] {
    return this.#tensor(name).axes;
  }

  /** A copy of all values, row-major: safe to keep. */
  values(name: TensorName): number[] {
    return Array.from(this.#tensor(name).values);
  }

  /** One value, with one index for each axis. */
  at(name: TensorName, ...indices: number[]): number {
    return this.#tensor(name).values[this.#offset(name, indices)]!;
  }

  /** The last axis at the given leading indices: a vector. */
  row(name: TensorName, ...indices: number[]): ArrayLike<number> {
    const { shape, values } = this.#tensor(name);
    const length = shape[shape.length - 1]!;
    const offset = this.#offset(name, [...indices, 0]);
    return values.subarray(offset, offset + length);
  }

  /** The `count` most probable next words after token `i`, most probable first. */
  candidates(name: 'probability_before' | 'probability_after', i: number, count: number): Candidate[] {
    return Array.from(this.row(name, i), (probability, id) => ({
      id,
      word: this.#vocabulary[id]!,
      probability,
    }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, count);
  }

  word(id: number): string {
    return this.#vocabulary[id]!;
  }

  #tensor(name: TensorName): Tensor {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new RangeError(`There is no tensor named ${name}.`);
    return tensor;
  }

  #offset(name: TensorName, indices: readonly number[]): number {
    const { shape } = this.#tensor(name);
    if (indices.length !== shape.length) {
      throw new RangeError(
        `The tensor ${name} has ${shape.length} axes; ${indices.length} indices were given.`,
      );
    }
    return indices.reduce((offset, index, axis) => {
      if (!(index >= 0 && index < shape[axis]!)) {
        throw new RangeError(`Index ${index} of ${name} is outside its axis of ${shape[axis]}.`);
      }
      return offset * shape[axis]! + index;
    }, 0);
  }
}

/** The head that moves a token most: the one with the longest delta. From 0. */
export function strongestHead(trace: Trace, token: number): number {
  const lengths = Array.from({ length: trace.n_heads }, (_, h) =>
    Math.hypot(...Array.from(trace.row('head_delta', h, token))),
  );
  return lengths.indexOf(Math.max(...lengths));
}
