import { ModelFileError, quoted } from '../model-file-error.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a text is in JSON; `name` is what the text is called when it is none. */
export function parseObject(text: string, name: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ModelFileError('header', name, `${name} is not JSON.`);
  }
  if (isObject(value)) return value;
  throw new ModelFileError('header', name, `${name} is ${quoted(value)} and not an object in JSON.`);
}

/**
 * A name that an object of a text gives twice at its outermost level, if there is one: JSON.parse keeps the last of them, which
 * would let two readers see two models in one file. The text must be JSON.
 */
export function duplicateName(text: string): string | undefined {
  const names = new Set<string>();
  let depth = 0;
  let last = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '"') {
      const end = endOfString(text, at);
      if (depth === 1) last = text.slice(at, end);
      at = end - 1;
    } else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    else if (sign === ':' && depth === 1) {
      const name = JSON.parse(last) as string;
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return undefined;
}

/** The place behind the string that begins at `begin`. */
function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}
