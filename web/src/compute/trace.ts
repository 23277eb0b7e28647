import { memo } from '../scene/memo.js';
import type { Given } from './given/given.js';
import {
  type AttentionModule,
  type AxisName,
  type RunOptions,
  tensors,
  type TensorName,
} from '../../../wasm/attention.js';

/** A word and how probable it is as the next one. */
export interface Candidate {
  readonly id: number;
  readonly word: string;
  readonly probability: number;
}

/** One tensor as it was when it was taken: a copy, safe to keep. */
export interface TakenTensor {
  readonly axes: readonly AxisName[];
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Copies the tensors of a group out of a module. */
export function takeTensors(
  module: AttentionModule,
  group: 'parameter' | 'trace',
): ReadonlyMap<TensorName, TakenTensor> {
  const wanted = tensors.filter((tensor) => tensor.group === group);
  return new Map(
    wanted.map(({ name }) => {
      const { axes, shape, values } = module.tensor(name);
      return [name, { axes, shape, values: values.slice() }];
    }),
  );
}

/**
 * Everything that one run of the model computed on one sentence, by tensor name, and the parameters that it was
 * computed with. The figures read from here and from nowhere else.
 */
export class Trace {
  readonly n_tokens: number;
  readonly n_heads: number;
  /** Where the numbers are not a model's, but an author's. */
  declare readonly given?: Given;
  #tensors: ReadonlyMap<TensorName, TakenTensor>;
  /** Sorted once: every frame of a readout asks for them. */

  constructor(
    /** Parameters and stages. */
    taken: Iterable<readonly [TensorName, TakenTensor]>,
    readonly words: readonly string[],
    private readonly vocabulary: readonly string[],
    /** How the run departed from the model as trained. */
    readonly options: RunOptions,
  ) {
    this.#tensors = new Map(taken);
    this.n_tokens = words.length;
    this.n_heads = this.shape('weight')[0]!;
  }

  /** Names of all tensors, in the order in which a run meets them. */
  get names(): readonly TensorName[] {
    return [...this.#tensors.keys()];
  }

  /** Whether there is one of that name: of numbers that an author has given there is what follows from them. */
  has(name: TensorName): boolean {
    return this.#tensors.has(name);
  }

  shape(name: TensorName): readonly number[] {
    return this.#tensor(name).shape;
  }

  axes(name: TensorName): readonly string[] {
    return this.#tensor(name).axes;
  }

  /** A copy of all values, row-major. */
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
    return memo(this, `ranked:${name}:${i}`, () => this.#rank(name, i)).slice(0, count);
  }

  #rank(name: TensorName, i: number): Candidate[] {
    return Array.from(this.row(name, i), (probability, id) => ({
      id,
      word: this.vocabulary[id]!,
      probability,
    })).sort((a, b) => b.probability - a.probability);
  }

  word(id: number): string {
    return this.vocabulary[id]!;
  }

  #tensor(name: TensorName): TakenTensor {
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

/** The length of a vector, for comparisons: what a figure shows is computed by the core. */
export function lengthOf(vector: ArrayLike<number>): number {
  return Math.hypot(...Array.from(vector));
}

/** The head that moves a token most: the one with the longest delta. From 0. */
export function strongestHead(trace: Trace, token: number): number {
  const lengths = Array.from({ length: trace.n_heads }, (_, h) =>
    lengthOf(trace.row('head_delta', h, token)),
  );
  return lengths.indexOf(Math.max(...lengths));
}

/** The words that token `i` attends to with head `h`, most first. */
export function attendedWords(
  trace: Trace,
  h: number,
  i: number,
): { word: string; j: number; weight: number }[] {
  return Array.from(trace.row('weight', h, i), (weight, j) => ({ word: trace.words[j]!, j, weight })).sort(
    (a, b) => b.weight - a.weight,
  );
}
