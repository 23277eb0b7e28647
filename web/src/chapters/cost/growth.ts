// One head's attention on ever longer random texts, in a worker: timed, and its pattern of weights handed over.
import { OperatorModule } from '../../../../wasm/operator.js';
import type { SendReport } from '../../compute/worker-thread.js';
import { measure } from './measure.js';
import { limitOf, Random } from './random.js';

export interface GrowthRequest {
  readonly kind: 'growth';
  /** The wasm module. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many tokens, one run after the other. */
  readonly tokens: readonly number[];
  /** d_k and d_v. */
  readonly d_head: number;
  readonly seed: number;
  /** Hand over as well what went in and came out, to be checked. */
  readonly keep?: boolean;
}

export interface GrowthReport {
  readonly kind: 'growth';
  readonly n_tokens: number;
  /** Of one run of the fused path, which never holds the pattern. */
  readonly milliseconds: number;
  readonly runs: number;
  /** (n_tokens, n_tokens) */
  readonly weight: Float32Array<ArrayBuffer>;
  /** The pattern as pixels: only their opacity counts. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly kept?: Readonly<Record<'query' | 'key' | 'value' | 'output', Float32Array<ArrayBuffer>>>;
}

/** Words of the random text: each has one query, one key and one value, wherever it stands. */
const n_words = 64;
/** The spread of the scores after scaling: enough for patterns that are neither flat nor one-hot. */
const scoreDeviation = 2;

/**
 * Rows of a random text: the first rows of a longer one are those of a shorter one, so that the pattern of the shorter
 * is the upper left corner of the longer's.
 */
class RandomText {
  readonly #words: Readonly<Record<'query' | 'key' | 'value', Float32Array<ArrayBuffer>>>;
  readonly #text: Uint8Array;

  constructor(
    seed: number,
    longest: number,
    private readonly d_head: number,
  ) {
    const random = new Random(seed);
    const limit = limitOf(Math.sqrt(scoreDeviation));
    const words = () => {
      const values = new Float32Array(n_words * d_head);
      random.fill(values, limit);
      return values;
    };
    this.#words = { query: words(), key: words(), value: words() };
    this.#text = Uint8Array.from({ length: longest }, () => random.below(n_words));
  }

  write(name: 'query' | 'key' | 'value', rows: Float32Array): void {
    const { d_head } = this;
    const words = this.#words[name];
    for (let i = 0; i * d_head < rows.length; i += 1) {
      const word = this.#text[i]!;
      rows.set(words.subarray(word * d_head, (word + 1) * d_head), i * d_head);
    }
  }
}

export async function runGrowth(
  { bytes, tokens, d_head, seed, keep = false }: GrowthRequest,
  report: SendReport<GrowthReport>,
): Promise<void> {
  const text = new RandomText(seed, Math.max(...tokens), d_head);
  const operator = await OperatorModule.instantiate(bytes);
  for (const n_tokens of tokens) {
    const sizes = { n_queries: n_tokens, n_keys: n_tokens, d_head, d_value: d_head };
    operator.layout({ ...sizes, scale: 1 / Math.sqrt(d_head), causal: 1, keeps_stages: 1 });
    for (const name of ['query', 'key', 'value'] as const) text.write(name, operator.tensor(name));
    const { milliseconds, runs } = measure(() => operator.run('fused'));
    const copy = (name: 'query' | 'key' | 'value' | 'output') => operator.tensor(name).slice();
    const kept = keep && {
      query: copy('query'),
      key: copy('key'),
      value: copy('value'),
      output: copy('output'),
    };
    operator.run('traced');
    const weight = operator.tensor('weight').slice();
    const pixels = pixelsOf(weight, n_tokens);
    const measured = { kind: 'growth', n_tokens, milliseconds, runs, weight, pixels } as const;
    report(kept ? { ...measured, kept } : measured, [weight.buffer, pixels.buffer]);
  }
}

/** As opaque as the weight is large beside the largest of its row; the root keeps small ones in sight. */
function pixelsOf(weight: Float32Array, n_tokens: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * n_tokens * n_tokens);
  for (let i = 0; i < n_tokens; i += 1) {
    const row = weight.subarray(i * n_tokens, i * n_tokens + i + 1);
    const largest = row.reduce((most, w) => Math.max(most, w), 0);
    for (let j = 0; j <= i; j += 1) {
      pixels[4 * (i * n_tokens + j) + 3] = 255 * Math.sqrt(row[j]! / largest);
    }
  }
  return pixels;
}
