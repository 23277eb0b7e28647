// What of SIMD the engine that runs here has: asked of it with modules of a few bytes.

/** A module whose one function takes nothing and gives a v128; its code follows. */
const probe = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10];

/** A package that tells would have to bring its licence, of 3 KB, along in every script. */
const isValid = (...code: number[]) => WebAssembly.validate(Uint8Array.of(...probe, ...code));

/** Whether any variant runs here. */
export function runsHere(): boolean {
  // i8x16.popcnt
  return typeof WebAssembly === 'object' && isValid(10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
}

/** Whether the faster one does. */
export function hasRelaxedSimd(): boolean {
  // i8x16.relaxed_swizzle
  return isValid(15, 1, 13, 0, 65, 0, 253, 15, 65, 0, 253, 15, 253, 128, 2, 11);
}
