// The engine's file, which lies beside the script: read when a model is opened, in browsers and in node.
import { ModelFileError } from '../models/model-file-error.js';
import { isNode } from '../models/source/is-node.js';
import { fileSystem } from '../models/source/node-file-system.js';

/** Its bytes. Rejects with a ModelFileError that says where it was looked for. */
export async function bytesBeside(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return isNode && address.protocol === 'file:' ? await readFile(address) : await fetchFile(address);
  } catch (error) {
    const name = address.pathname.split('/').at(-1)!;
    throw new ModelFileError(
      'missing',
      name,
      `The engine is not at ${address.href} (${(error as Error).message}). Copy ${name} of the package there, or give its ` +
        'bytes as the option wasm.',
    );
  }
}

async function readFile(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await fileSystem().readFile(address));
}

async function fetchFile(address: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return new Uint8Array(await response.arrayBuffer());
}
