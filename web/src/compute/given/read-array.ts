import type { GivenArray } from './given.js';
import { RefusedData } from './refusal.js';

type Numbers = ArrayLike<unknown>;

function isList(given: unknown): given is Numbers {
  return Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView));
}

/**
 * An array of numbers with an axis of heads in front: nested lists, the innermost of which may be typed, or { shape, values }. Throws
 * RefusedData for rows of unlike length, other axes than (heads, tokens, components) or the last two, and what is no finite number.
 */
export function readArray(name: string, given: unknown): GivenArray {
  const { shape, values } = isShaped(given) ? shaped(name, given) : nested(name, given);
  if (shape.length < 2 || shape.length > 3 || shape.includes(0))
    throw new RefusedData('data.refused.array', { name });
  const numbers = Float32Array.from(values as ArrayLike<number>);
  // As float32, which is what the core computes with: 1e300 is none.
  if (values.some((value) => typeof value !== 'number') || !numbers.every(Number.isFinite))
    throw new RefusedData('data.refused.number', { name });
  return { shape: shape.length === 2 ? [1, ...shape] : shape, values: numbers };
}

function isShaped(given: unknown): given is { shape: unknown; values: unknown } {
  return given instanceof Object && Object.hasOwn(given, 'shape') && Object.hasOwn(given, 'values');
}

interface Read {
  readonly shape: readonly number[];
  readonly values: readonly unknown[];
}

function shaped(name: string, { shape, values }: { shape: unknown; values: unknown }): Read {
  const sizes = isList(shape) ? Array.from(shape) : [];
  const isShape =
    sizes.length > 0 && sizes.every((size) => Number.isSafeInteger(size) && (size as number) > 0);
  if (!isShape || !isList(values)) throw new RefusedData('data.refused.array', { name });
  const count = (sizes as number[]).reduce((product, size) => product * size, 1);
  if (values.length !== count)
    throw new RefusedData('data.refused.count', {
      name,
      shape: sizes.join(' × '),
      count,
      given: values.length,
    });
  return { shape: sizes as number[], values: Array.from(values) };
}

function nested(name: string, given: unknown): Read {
  let level: readonly unknown[] = [given];
  const shape: number[] = [];
  while (level.every(isList) && shape.length < 4) {
    const lengths = level.map(({ length }) => length);
    if (lengths.some((length) => length !== lengths[0]))
      throw new RefusedData('data.refused.ragged', { name });
    shape.push(lengths[0]!);
    level = level.flatMap((list) => Array.from(list));
  }
  if (level.some(isList)) throw new RefusedData('data.refused.ragged', { name });
  return { shape, values: level };
}
