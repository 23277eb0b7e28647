// The variants of the core, and which of them runs here. Files with everything in them have both: they are so alike that
// the second packs to a seventh of the first.
import loadRelaxed from '../../../build/wasm/wasm/attention_relaxed.wasm';
import loadSimd128 from '../../../build/wasm/wasm/attention_simd128.wasm';
import { hasRelaxedSimd } from './simd.js';

export { runsHere } from './simd.js';

export type VariantName = 'simd128' | 'relaxed-simd';

export interface Variant {
  readonly name: VariantName;
  /** The module's bytes. */
  load(): Promise<Uint8Array<ArrayBuffer>>;
}

/** The faster variant that runs here, where one does. */
export function fastestVariant(): Variant {
  return hasRelaxedSimd()
    ? { name: 'relaxed-simd', load: loadRelaxed }
    : { name: 'simd128', load: loadSimd128 };
}
