import type { Given, GivenArray, GivenNumbers } from './given.js';
import { readArray } from './read-array.js';
import { RefusedData } from './refusal.js';

/** What figures have room for. */
const most = { tokens: 24, letters: 16, heads: 8, components: 128 } as const;

const arrayNames = ['query', 'key', 'value', 'scores', 'weights'] as const;
type ArrayName = (typeof arrayNames)[number];
type Arrays = Readonly<Partial<Record<ArrayName, GivenArray>>>;

/**
 * What an author has handed over, checked: { tokens, query, key, value? }, { tokens, scores, value? } or { tokens, weights, value? },
 * with `causal`, `scale` and `title`. Own properties only; null is not given. Throws RefusedData. Whether weights add up to 1 says the core.
 */
export function readData(data: unknown): GivenNumbers {
  if (!(data instanceof Object) || Array.isArray(data)) throw new RefusedData('data.refused.kind');
  const of = (name: string): unknown =>
    (Object.hasOwn(data, name) ? (data as Record<string, unknown>)[name] : undefined) ?? undefined;
  const tokens = readTokens(of('tokens'));
  const arrays: Arrays = Object.fromEntries(
    arrayNames.flatMap((name) => (of(name) === undefined ? [] : [[name, readArray(name, of(name))]])),
  );
  const from = beginningOf(arrays);
  for (const name of arrayNames) checkSizes(name, arrays[name], tokens.length);
  const { query, key, value, scores, weights } = arrays;
  const n_heads = (query ?? scores ?? weights)!.shape[0]!;
  if (query && key && query.shape[2] !== key.shape[2])
    throw new RefusedData('data.refused.components', { query: query.shape[2]!, key: key.shape[2]! });
  for (const [name, array] of Object.entries({ key, value }))
    if (array && n_heads % array.shape[0]! !== 0)
      throw new RefusedData('data.refused.shared', { name, heads: array.shape[0]!, n_heads });
  const causal = readCausal(of('causal'), weights, tokens.length);
  const about: Given = { from, scale: readScale(of('scale'), from), title: readTitle(of('title')) };
  return { ...{ tokens, n_heads, about, causal }, ...{ query, key, value, scores, weights } };
}

function readTokens(given: unknown): readonly string[] {
  const isWord = (word: unknown) =>
    typeof word === 'string' && word.length > 0 && word.length <= most.letters;
  const fits = Array.isArray(given) && given.length > 0 && given.length <= most.tokens && given.every(isWord);
  if (!fits) throw new RefusedData('data.refused.tokens', { most: most.tokens, letters: most.letters });
  return [...(given as string[])];
}

function beginningOf({ query, key, scores, weights }: Arrays): Given['from'] {
  const begun = [query ?? key, scores, weights].filter((array) => array !== undefined);
  const isWhole = (query === undefined) === (key === undefined);
  if (begun.length !== 1 || !isWhole) throw new RefusedData('data.refused.choice');
  return query ? 'vectors' : scores ? 'scores' : 'weights';
}

function checkSizes(name: ArrayName, array: GivenArray | undefined, n_tokens: number): void {
  if (!array) return;
  const [heads = 0, rows = 0, columns = 0] = array.shape;
  const isSquare = name === 'scores' || name === 'weights';
  if (rows !== n_tokens) throw new RefusedData('data.refused.rows', { name, rows, n_tokens });
  if (isSquare && columns !== n_tokens)
    throw new RefusedData('data.refused.columns', { name, columns, n_tokens });
  if (heads > most.heads) throw new RefusedData('data.refused.heads', { name, heads, most: most.heads });
  if (columns > most.components)
    throw new RefusedData('data.refused.long', { name, columns, most: most.components });
}

/** Of weights it is seen whether they are of words to come; of the others it is said. */
function readCausal(given: unknown, weights: GivenArray | undefined, n: number): boolean {
  if (given !== undefined && typeof given !== 'boolean') throw new RefusedData('data.refused.causal');
  if (!weights) return given ?? true;
  if (weights.values.some((weight) => weight < 0)) throw new RefusedData('data.refused.negative');
  const isEarly = weights.values.every((weight, at) => at % n <= Math.floor(at / n) % n || weight === 0);
  if (given && !isEarly) throw new RefusedData('data.refused.future');
  return isEarly;
}

function readScale(given: unknown, from: Given['from']): number | undefined {
  if (given === undefined) return undefined;
  const isScale = typeof given === 'number' && Math.fround(given) > 0 && Number.isFinite(Math.fround(given));
  if (!isScale || from === 'weights') throw new RefusedData('data.refused.scale');
  return given;
}

function readTitle(given: unknown): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || given.length > 200) throw new RefusedData('data.refused.title');
  return given;
}
