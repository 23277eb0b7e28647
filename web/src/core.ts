// The package's module without the page, for browsers and for node: attention on arrays of one's own, every stage of it.
import { simd, relaxedSimd } from 'wasm-feature-detect';
import loadRelaxed from '../../build/wasm/wasm/attention_relaxed.wasm';
import loadSimd128 from '../../build/wasm/wasm/attention_simd128.wasm';
import { AttentionError } from '../../wasm/attention.js';
import { OperatorModule } from '../../wasm/operator.js';

export { AttentionError };
export { LayerModule } from '../../wasm/layer.js';
export { OperatorModule };

/** The core's bytes, of the faster variant that runs here. */
export async function wasmBytes(): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof WebAssembly !== 'object' || !(await simd()))
    throw new Error('Attention needs WebAssembly with SIMD, which this place does not have.');
  return (await relaxedSimd()) ? loadRelaxed() : loadSimd128();
}

export interface AttentionInput {
  /** (n_heads, n_queries, d_head), row after row. */
  readonly query: ArrayLike<number>;
  /** (n_heads, n_keys, d_head) */
  readonly key: ArrayLike<number>;
  /** (n_heads, n_keys, d_value) */
  readonly value: ArrayLike<number>;
  readonly n_heads?: number;
  readonly n_queries: number;
  /** As many as queries, unless it is given. */
  readonly n_keys?: number;
  readonly d_head: number;
  /** As d_head, unless it is given. */
  readonly d_value?: number;
  /** A query sees the keys up to its own place only. True unless it is given. */
  readonly causal?: boolean;
  /** What q · k is multiplied by: 1 / √d_head unless it is given. */
  readonly scale?: number;
}

export interface AttentionStages {
  /** scale · q · k, with −∞ where `causal` hides a key: (n_heads, n_queries, n_keys) */
  readonly scaled: Float32Array<ArrayBuffer>;
  /** softmax of each row: (n_heads, n_queries, n_keys) */
  readonly weight: Float32Array<ArrayBuffer>;
  /** weight · value: (n_heads, n_queries, d_value) */
  readonly output: Float32Array<ArrayBuffer>;
}

let sharedOperator: Promise<OperatorModule> | undefined;

/**
 * softmax(scale · Q Kᵀ) V, with its stages; copies. Rejects with an AttentionError for arrays that do not have the sizes
 * they are said to have, for sizes that are none, and where a result is not a finite number.
 */
export async function attend(input: AttentionInput): Promise<AttentionStages> {
  const { n_heads = 1, n_queries, d_head, causal = true } = input;
  const { n_keys = n_queries, d_value = d_head, scale = 1 / Math.sqrt(d_head) } = input;
  const sizes = {
    query: n_heads * n_queries * d_head,
    key: n_heads * n_keys * d_head,
    value: n_heads * n_keys * d_value,
  };
  for (const [name, size] of Object.entries(sizes)) {
    const { length } = input[name as 'query'];
    if (length !== size) throw new AttentionError(6, `${name} must have ${size} numbers, not ${length}.`);
  }
  sharedOperator ??= wasmBytes().then((bytes) => OperatorModule.instantiate(bytes));
  const operator = await sharedOperator;
  const heads = { n_heads, n_kv_heads: n_heads };
  operator.layout({
    ...heads,
    n_queries,
    n_keys,
    d_head,
    d_value,
    scale,
    causal: Number(causal),
    keeps_stages: 1,
  });
  for (const name of ['query', 'key', 'value'] as const) operator.tensor(name).set(input[name]);
  operator.run('traced');
  const copy = (name: 'scaled' | 'biased' | 'weight' | 'output') => operator.tensor(name).slice();
  return { scaled: copy('biased'), weight: copy('weight'), output: copy('output') };
}
