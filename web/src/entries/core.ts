// The package's module without the page, for browsers and for node: attention on arrays of one's own, every stage of it.
import { AttentionError } from '../../../wasm/attention.js';
import { OperatorModule } from '../../../wasm/operator.js';
// What the package declares is what is written here.
import type { AttentionInput, AttentionStages } from '../../package/core.js';
import { fastestVariant, runsHere } from '../compute/variants.js';

export { AttentionError };

/** The core's bytes, of the faster variant that runs here. */
export async function wasmBytes(): Promise<Uint8Array<ArrayBuffer>> {
  if (!runsHere()) throw new Error('Attention needs WebAssembly with SIMD, which this place does not have.');
  return fastestVariant().load();
}

export type { AttentionInput, AttentionStages };

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
