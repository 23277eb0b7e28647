// Takes the place of variants.ts where everything is in one file (web/bundle/single.mjs): the one variant that runs wherever
// any does. The other would be as much again to load, for runs that take well under a millisecond either way.
import { simd } from 'wasm-feature-detect';
import load from '../../build/wasm/wasm/attention_simd128.wasm';
import type { Variant } from './variants.js';

export async function runsHere(): Promise<boolean> {
  return typeof WebAssembly === 'object' && (await simd());
}

export async function fastestVariant(): Promise<Variant> {
  return { name: 'simd128', load };
}
