// The variants of the core, and which of them runs here. Files with everything in them have both: they are so alike that
// the second packs to a seventh of the first.
import loadRelaxed from '../../../build/wasm/wasm/attention_relaxed.wasm';
import loadSimd128 from '../../../build/wasm/wasm/attention_simd128.wasm';

export type VariantName = 'simd128' | 'relaxed-simd';

export interface Variant {
  readonly name: VariantName;
  /** The module's bytes. */
  load(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A module whose one function takes nothing and gives a v128; its code follows. */
const probe = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10];

/** A package that tells would have to bring its licence, of 3 KB, along in every script. */
const isValid = (...code: number[]) => WebAssembly.validate(Uint8Array.of(...probe, ...code));

/** Whether any variant runs here. */
export function runsHere(): boolean {
  // i8x16.popcnt
  return typeof WebAssembly === 'object' && isValid(10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
}

/** The faster variant that runs here, where one does. */
export function fastestVariant(): Variant {
  // i8x16.relaxed_swizzle
  return isValid(15, 1, 13, 0, 65, 0, 253, 15, 65, 0, 253, 15, 253, 128, 2, 11)
    ? { name: 'relaxed-simd', load: loadRelaxed }
    : { name: 'simd128', load: loadSimd128 };
}
