// What a caller may hand over, and a sentence for everything else.
import { AttentionError, StatusCode } from '../../../../wasm/instance.js';

/** More is refused by the core. */
const largestCount = 2 ** 20;

export function refuse(sentence: string): never {
  throw new AttentionError(StatusCode.bad_option, sentence);
}

type TypedArray = Exclude<ArrayBufferView, DataView> & ArrayLike<unknown>;

function isTyped(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** What a value is, in a sentence. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `the text “${value.slice(0, 40)}”`;
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : `a value of type ${typeof value}`;
}

/** The arguments of a call: own properties of one object, of known names. Null is not given. */
export class Arguments {
  readonly #given: object;

  constructor(given: unknown, names: readonly string[]) {
    if (!(given instanceof Object) || Array.isArray(given) || isTyped(given))
      refuse(`attend needs one object with query, key, value, n_queries and d_head, not ${shown(given)}.`);
    const unknown = Object.keys(given).find((name) => !names.includes(name));
    if (unknown !== undefined) refuse(`attend has no argument ${unknown}; there are ${names.join(', ')}.`);
    this.#given = given;
  }

  get(name: string): unknown {
    const own = Object.hasOwn(this.#given, name) ? (this.#given as Record<string, unknown>)[name] : undefined;
    return own ?? undefined;
  }

  /** A whole number of at least `least`; without a `usual` it has to be given. */
  count(name: string, least: number, usual?: number): number {
    const value = this.get(name) ?? usual;
    const isCount =
      Number.isInteger(value) && (value as number) >= least && (value as number) <= largestCount;
    if (!isCount)
      refuse(`${name} must be a whole number from ${least} to ${largestCount}, not ${shown(value)}.`);
    return value as number;
  }

  flag(name: string, usual: boolean): boolean {
    const value = this.get(name) ?? usual;
    if (typeof value !== 'boolean') refuse(`${name} must be true or false, not ${shown(value)}.`);
    return value;
  }

  /** Whether it is one that can be used says the core. */
  number(name: string, usual: number): number {
    const value = this.get(name) ?? usual;
    if (typeof value !== 'number') refuse(`${name} must be a number, not ${shown(value)}.`);
    return value;
  }

  choice<Name extends string>(name: string, choices: readonly Name[]): Name {
    const value = (this.get(name) ?? choices[0]) as Name;
    if (!choices.includes(value))
      refuse(`${name} must be one of ${choices.join(', ')}, not ${shown(value)}.`);
    return value;
  }

  /** Flat numbers, where they are given; so many as the product of `shape`, where that is known. */
  numbers(name: string, shape?: readonly number[]): ArrayLike<number> | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const isFlat = isTyped(value) ? typeof value[0] !== 'bigint' : isListOf(value, 'number');
    if (!isFlat) refuse(`${name} must be a flat array of numbers, not ${described(value)}.`);
    const numbers = value as ArrayLike<number>;
    const size = shape?.reduce((product, extent) => product * extent, 1) ?? numbers.length;
    if (numbers.length !== size)
      refuse(`${name} must have ${size} numbers, (${shape!.join(', ')}), not ${numbers.length}.`);
    return numbers;
  }
}

export function isListOf(value: unknown, ...types: readonly string[]): value is readonly unknown[] {
  return Array.isArray(value) && value.every((entry) => types.includes(typeof entry));
}

/** Of an array, what is wrong with it. */
function described(value: unknown): string {
  if (isTyped(value)) return 'one of BigInts';
  if (!Array.isArray(value)) return shown(value);
  const at = value.findIndex((entry) => typeof entry !== 'number');
  return `one with ${shown(value[at])} at ${at}`;
}
