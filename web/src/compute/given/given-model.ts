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
 * s are those of queries s with unit vectors as keys. What comes after the heads' outputs is 0, and is not shown.
 */
export class GivenModel implements Model {
  /** No sentence can be read: the words are the author's. */
  readonly vocabulary: readonly string[] = [];
  readonly dimensions: ModelDimensions;
  readonly #query: GivenArray;
  readonly #key: GivenArray;

  constructor(readonly given: GivenNumbers) {
    const { tokens, n_heads, value } = given;
    const n = tokens.length;
    const square = { shape: [n_heads, n, n] };
    this.#query = given.query ?? given.scores ?? given.weights!;
    this.#key = given.key ?? {
      ...square,
      // The product of a row of weights with ones is their sum.
      values: Float32Array.from({ length: n_heads * n * n }, (_, at) =>
        given.weights || at % n === Math.floor(at / n) % n ? 1 : 0,
      ),
    };
    const d_value = value?.shape[2] ?? 1;
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
    const w_e = new Float32Array(n * d_model);
    for (let i = 0; i < n; i += 1) w_e[i * d_model + i] = 1;
    module.writeFloat32('w_e', w_e);
    module.writeFloat32('w_p', new Float32Array(n * d_model));
    module.writeFloat32('w_q', this.#columns(this.#query));
    module.writeFloat32('w_k', this.#columns(this.#key));
    const none = { shape: [n_heads, n, d_value], values: new Float32Array(n_heads * n * d_value) };
    module.writeFloat32('w_v', this.#columns(this.given.value ?? none));
    module.writeFloat32('w_o', new Float32Array(n_heads * d_model * d_value));
    module.writeFloat32('w_u', new Float32Array(n * d_model));
    module.checkParameters();
  }

  /** A map (n_heads, d, d_model) whose column i is vector i; heads that are fewer are those of several queries in turn. */
  #columns({ shape: [heads = 1, n = 0, d = 0], values }: GivenArray): Float32Array {
    const { d_model, n_heads } = this.dimensions;
    const map = new Float32Array(n_heads * d * d_model);
    for (let h = 0; h < n_heads; h += 1) {
      const from = Math.floor((h * heads) / n_heads) * n * d;
      for (let i = 0; i < n; i += 1)
        for (let c = 0; c < d; c += 1) map[(h * d + c) * d_model + i] = values[from + i * d + c]!;
    }
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
    module.layout({ ...this.dimensions, n_tokens: tokens.length });
    const isWeights = about.from === 'weights';
    module.run(
      this.encode(tokens),
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

  /** The weights as they were given, and what the core has added them up to. */
  #weights(taken: ReadonlyMap<TensorName, TakenTensor>): [TensorName, TakenTensor][] {
    const { shape, values } = taken.get('score')!;
    const { weights, tokens } = this.given;
    const sums = values.filter((_, at) => at % tokens.length === 0);
    return [
      ['weight', { ...taken.get('weight')!, values: weights!.values }],
      ['weight_sum', { ...taken.get('weight_sum')!, shape: shape.slice(0, 2), values: sums as Float32Array }],
    ];
  }
}
