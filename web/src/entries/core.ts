// The package's module without the page, for browsers and for node: attention on arrays of one's own, every stage of it.
import { AttentionError } from '../../../wasm/attention.js';
import { OperatorModule } from '../../../wasm/operator.js';
// What the package declares is what is written here.
import type { AttentionInput, AttentionOutputs, AttentionStages } from '../../package/core.js';
import { readCall, runCall } from '../compute/attend/call.js';
import { fastestVariant, runsHere } from '../compute/variants.js';

export { AttentionError };

/** The core's bytes, of the faster variant that runs here. */
export async function wasmBytes(): Promise<Uint8Array<ArrayBuffer>> {
  if (!runsHere()) throw new Error('Attention needs WebAssembly with SIMD, which this place does not have.');
  return fastestVariant().load();
}

export type { AttentionInput, AttentionOutputs, AttentionStages };

let sharedOperator: Promise<OperatorModule> | undefined;

/**
 * softmax(softcap(scale · Q Kᵀ) + bias) V, with its stages; copies. Rejects with an AttentionError for an argument that is none, by its
 * name, and where a result is not a finite number.
 */
export function attend(input: AttentionInput & { readonly stages: false }): Promise<AttentionOutputs>;
export function attend(
  input: AttentionInput & { readonly stages?: true | null | undefined },
): Promise<AttentionStages>;
export function attend(input: AttentionInput): Promise<AttentionOutputs | AttentionStages>;
export async function attend(input: AttentionInput): Promise<AttentionOutputs | AttentionStages> {
  const call = readCall(input);
  sharedOperator ??= wasmBytes().then((bytes) => OperatorModule.instantiate(bytes));
  // What could not be had may be there another time.
  sharedOperator.catch(() => (sharedOperator = undefined));
  return runCall(await sharedOperator, call);
}
