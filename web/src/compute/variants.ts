// The variants of the core, and which of them runs here. Files with everything in them have both: they are so alike that
// the second packs to a seventh of the first.
import { relaxedSimd, simd } from 'wasm-feature-detect';
import loadRelaxed from '../../../build/wasm/wasm/attention_relaxed.wasm';
import loadSimd128 from '../../../build/wasm/wasm/attention_simd128.wasm';

export type VariantName = 'simd128' | 'relaxed-simd';

export interface Variant {
  readonly name: VariantName;
  /** The module's bytes. */
  load(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Whether any variant runs here. */
export async function runsHere(): Promise<boolean> {
  return typeof WebAssembly === 'object' && (await simd());
}

/** The faster variant that runs here, where one does. */
export async function fastestVariant(): Promise<Variant> {
  return (await relaxedSimd())
    ? { name: 'relaxed-simd', load: loadRelaxed }
    : { name: 'simd128', load: loadSimd128 };
}
