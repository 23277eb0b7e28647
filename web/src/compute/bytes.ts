// Where the page's binary files come from: strings inside the script, or files beside it. See web/bundle/assets.mjs.

/** The bytes of a string of one character each: every one `turn` further round than it is, and those of `pairs` in one another's place. */
export function bytesOf(text: string, turn: number, pairs: readonly number[]): Uint8Array<ArrayBuffer> {
  const table = Uint8Array.from({ length: 256 }, (_, code) => code - turn);
  pairs.forEach((code, index) => (table[code] = pairs[index ^ 1]!));
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = table[text.charCodeAt(index)]!;
  return bytes;
}

/**
 * The bytes of a file. They are compiled from memory, whatever type the server gives them: many static hosts do not know
 * `application/wasm`, which streaming compilation insists on, and threads need the bytes too.
 */
export async function fetchBytes(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}
