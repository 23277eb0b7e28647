import {
  asTrained,
  type AttentionModule,
  type ModelDimensions,
  type RunOptions,
  type TensorName,
} from '../../../../wasm/attention.js';
import type { Model } from '../model/model.js';
import { type TakenTensor, takeTensors } from '../trace.js';
import type { GivenArray, GivenNumbers } from './given.js';
import { GivenTrace } from './given-trace.js';

/** What softmax is made of; before it comes what the scores are made of. */
const softmaxNames: readonly TensorName[] = [
  'score',
  'scaled',
  'masked',
  'row_max',
  'shifted',
  'exp',
  'row_sum',
  'weight',
  'weight_sum',
];
const valueNames: readonly TensorName[] = ['value', 'head_output'];

/**
 * A model that has the queries, keys and values which an author has given: the embedding of word i is 1 at place i and 0 elsewhere, so
 * that column i of each map is the author's vector of it, to the bit. The core computes all that follows as it does for any model. Scores
 * s are those of queries s with unit vectors as keys. Rows of weights are queries whose keys are the components of the values, so that
 * their scores are the weighted sums, and last one of ones, with which they are the sums of the rows. What comes after the heads' outputs
 * is 0, and is not shown.
 */
export class GivenModel implements Model {
  /** No sentence can be read: the words are the author's. */
  readonly vocabulary: readonly string[] = [];
  /** Components of what weights mix may be more than words. */
  readonly dimensions: ModelDimensions;
  readonly #query: GivenArray;

  constructor(readonly given: GivenNumbers) {
    const { tokens, n_heads, query, scores, value, weights } = given;
    this.#query = query ?? scores ?? weights!;
    const d_value = value?.shape[2] ?? 1;
    const n = weights ? Math.max(tokens.length, d_value + 1) : tokens.length;
    this.dimensions = {
      ...{ n_vocabulary: n, n_positions: n, n_heads, d_value, d_head: this.#query.shape[2]! },
      d_model: n,
    };
  }

  /** The places of its words: any others are none of its own. */
  encode(words: readonly string[]): number[] {
    return words.map((_, i) => i);
  }

  load(module: AttentionModule): void {
    const { n_vocabulary: n, d_model, n_heads, d_value } = this.dimensions;
    module.layout({ ...this.dimensions, n_tokens: n });
    // Unit vectors, which are the keys of scores as well.
    const w_e = new Float32Array(n * d_model);
    for (let i = 0; i < n; i += 1) w_e[i * d_model + i] = 1;
    module.writeFloat32('w_e', w_e);
    module.writeFloat32('w_p', new Float32Array(n * d_model));
    const { key, value, weights } = this.given;
    module.writeFloat32('w_q', this.#columns(this.#query));
    module.writeFloat32(
      'w_k',
      weights
        ? this.#components(this.#query.shape[2]!)
        : this.#columns(key ?? { shape: [1, n, n], values: w_e }),
    );
    module.writeFloat32('w_v', value ? this.#columns(value) : new Float32Array(n_heads * d_model * d_value));
    module.writeFloat32('w_o', new Float32Array(n_heads * d_model * d_value));
    module.writeFloat32('w_u', new Float32Array(n * d_model));
    module.checkParameters();
  }

  /** A map (n_heads, d, d_model) whose column i is vector i; heads that are fewer are those of several queries in turn. */
  #columns({ shape: [heads = 1, n = 0, d = 0], values }: GivenArray, transposed = false): Float32Array {
    const { d_model, n_heads } = this.dimensions;
    const map = new Float32Array(n_heads * (transposed ? n : d) * d_model);
    for (let h = 0; h < n_heads; h += 1) {
      const from = Math.floor((h * heads) / n_heads) * n * d;
      for (let i = 0; i < n; i += 1)
        for (let c = 0; c < d; c += 1)
          map[transposed ? (h * n + i) * d_model + c : (h * d + c) * d_model + i] = values[from + i * d + c]!;
    }
    return map;
  }

  /** A map (n_heads, n_tokens, d_model) whose row j is the value of word j, if there is one, and a 1. */
  #components(n: number): Float32Array {
    const { shape, values } = this.given.value ?? { shape: [1, n, 0], values: new Float32Array() };
    const map = this.#columns({ shape, values }, true);
    for (let at = shape[2]!; at < map.length; at += this.dimensions.d_model) map[at] = 1;
    return map;
  }

  run(module: AttentionModule, options: RunOptions): GivenTrace {
    const { tokens, about, causal } = this.given;
    const mask = causal ? 'causal' : 'none';
    const scale = about.scale ?? (about.from === 'scores' ? 1 : undefined);
    const chosen =
      scale === undefined
        ? { ...options, mask }
        : { ...options, mask, scale: false, temperature: options.temperature / scale };
    const isWeights = about.from === 'weights';
    const n_tokens = this.dimensions.n_positions;
    module.layout({ ...this.dimensions, n_tokens });
    module.run(
      Array.from({ length: n_tokens }, (_, i) => i),
      isWeights ? { ...asTrained, mask: 'none', scale: false } : (chosen as RunOptions),
    );
    const taken = takeTensors(module, 'trace');
    const tensors = isWeights ? this.#weights(taken) : this.#stages(taken);
    return new GivenTrace(tensors, tokens, { ...options, mask }, about);
  }

  /** Those that follow from what was given. */
  #stages(taken: ReadonlyMap<TensorName, TakenTensor>): [TensorName, TakenTensor][] {
    const { query, value } = this.given;
    const names = [
      ...(query ? (['query', 'key'] as const) : []),
      ...softmaxNames,
      ...(value ? valueNames : []),
    ];
    return names.map((name) => [name, taken.get(name)!]);
  }

  /** The weights as they were given, what the core has added them up to, and what it has mixed with them. */
  #weights(taken: ReadonlyMap<TensorName, TakenTensor>): (readonly [TensorName, TakenTensor])[] {
    const { tokens, n_heads, value, weights } = this.given;
    const n = tokens.length;
    const d = value?.shape[2] ?? 0;
    /** What stands in columns of another one, for each head and word. */
    const of = (name: TensorName, source: TensorName, from: number, to: number) => {
      const { shape, values: all } = taken.get(source)!;
      const [, rows, columns] = shape as [number, number, number];
      const values = Float32Array.from(
        Array.from({ length: n_heads * n }, (_, row) => {
          const begin = (Math.floor(row / n) * rows + (row % n)) * columns;
          return [...all.subarray(begin + from, begin + to)];
        }).flat(),
      );
      const { axes } = taken.get(name)!;
      return [name, { axes, shape: [n_heads, n, to - from].slice(0, axes.length), values }] as const;
    };
    const weight = { ...taken.get('weight')!, shape: [n_heads, n, n], values: weights!.values };
    return [
      ['weight', weight],
      of('weight_sum', 'score', d, d + 1),
      ...(value ? [of('value', 'value', 0, d), of('head_output', 'score', 0, d)] : []),
    ];
  }
}
