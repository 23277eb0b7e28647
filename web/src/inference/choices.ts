// What is asked for by its number, checked: what refuses is a sentence with the name of the argument.
import { AttentionError, StatusCode } from '../../../wasm/instance.js';
import { quoted } from '../models/model-file-error.js';
import type { ChosenHeads } from './stages.js';

export const refuse = (sentence: string): never => {
  throw new AttentionError(StatusCode.bad_option, sentence);
};

/** Throws unless it is a whole number from 0 on that is below `count`. */
export function checkPlace(name: string, value: number, count: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= count)
    refuse(`${name} must be a whole number from 0 to ${count - 1}, not ${quoted(value)}.`);
}

/** One head, some, or all where nothing is said. */
export function chooseHeads(given: number | readonly number[] | undefined, n_heads: number): ChosenHeads {
  const heads = given === undefined ? Array.from({ length: n_heads }, (_, head) => head) : [given].flat();
  if (heads.length === 0) refuse('head is an empty list: name at least one, or leave it out for all.');
  for (const head of heads) checkPlace('head', head, n_heads);
  return { heads, one: typeof given === 'number' };
}
