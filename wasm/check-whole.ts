import { AttentionError, StatusCode } from './instance.js';

/** Throws an AttentionError unless all are whole numbers of 32 bits: the border to wasm would cut others in silence. */
export function checkWhole(numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) continue;
    const sentence = `${name} must be a whole number from 0 to 2^32 − 1, not ${value}.`;
    throw new AttentionError(StatusCode.bad_dimension, sentence);
  }
}
