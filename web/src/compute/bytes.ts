// Where the page's binary files come from: strings inside the script, or files beside it. See web/bundle/assets.mjs.

/** FNV-1a over 32 bits, to tell bytes from others: a single one that differs always does. web/bundle/assets.mjs has the same. */
const sumOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 16777619), 0);

/**
 * The bytes of a string of one character each: from `begin` on every one `turn` further round than it is, and those of `pairs` in
 * one another's place. Throws where they do not come to `sum`: wrong numbers would look like right ones.
 */
export function bytesOf(
  text: string,
  sum: number,
  pairs: readonly number[] = [],
  turn = 0,
  begin = 0,
): Uint8Array<ArrayBuffer> {
  const table = Uint8Array.from({ length: 256 }, (_, code) => code - turn);
  pairs.forEach((code, index) => (table[code] = pairs[index ^ 1]!));
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    bytes[index] = index < begin ? code : table[code]!;
  }
  if (sumOf(bytes) !== sum) throw damaged('script');
  return bytes;
}

/**
 * The bytes of a file. They are compiled from memory, whatever type the server gives them: many static hosts do not know
 * `application/wasm`, which streaming compilation insists on, and threads need the bytes too. What does not come to `sum` is asked for
 * once more, past what is kept of it on the way.
 */
export async function fetchBytes(
  address: URL,
  sum: number,
  cache: RequestCache = 'default',
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (sumOf(bytes) === sum) return bytes;
  if (cache === 'reload') throw damaged(address.pathname);
  return fetchBytes(address, sum, 'reload');
}

const damaged = (name: string): Error => new Error(`${name}: some bytes are not as they were built.`);
