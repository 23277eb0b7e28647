import { ModelFileError, quoted } from '../models/model-file-error.js';
import type { ByteSource } from '../models/source/byte-source.js';
import { isNode } from '../models/source/is-node.js';
import { fileSystem } from '../models/source/node-file-system.js';
import type { FileInput } from '../models/source/open-files.js';
import type { ModelFiles } from './open-here.js';

/** What a caller has of a model: its files, one or all, or the path or address of their folder. */
export type GivenFiles = FileInput | Iterable<FileInput> | ArrayLike<FileInput>;

const isAddress = (text: string) => /^(?:https?|blob|data|file):/i.test(text);

/**
 * The same as plain data, for a thread that does not know where this page is. One text that ends with a slash is a folder; in node,
 * any that is one on the disk.
 */
export async function readGiven(given: GivenFiles): Promise<ModelFiles> {
  if (typeof given === 'string' || given instanceof URL) {
    const text = placeOf(given);
    return (await isFolder(text)) ? { folder: text } : { files: [text] };
  }
  const files = isOne(given) ? [given] : Array.from(given as ArrayLike<FileInput>);
  if (files.length === 0)
    throw new ModelFileError(
      'missing',
      'files',
      'No files were given: a model is its weights with config.json.',
    );
  return { files: files.map(readOne) };
}

const isOne = (given: object): given is Blob | ByteSource => given instanceof Blob || 'read' in given;

function readOne(file: FileInput): FileInput {
  if (typeof file === 'string' || file instanceof URL) return placeOf(file);
  if (typeof file === 'object' && file !== null && isOne(file)) return file;
  throw new ModelFileError(
    'unreadable',
    'files',
    `${quoted(file)} is no file: give a File, a path or an address.`,
  );
}

/** The whole address; in node the path of what is no address. */
function placeOf(given: string | URL): string {
  const text = String(given);
  if (isNode) return /^file:/i.test(text) ? pathOf(new URL(text)) : text;
  return isAddress(text)
    ? text
    : new URL(text, globalThis.document?.baseURI ?? globalThis.location.href).href;
}

/** As node's fileURLToPath does, without asking for it. */
function pathOf({ pathname }: URL): string {
  return decodeURIComponent(pathname).replace(/^\/([a-z]:\/)/i, '$1');
}

async function isFolder(text: string): Promise<boolean> {
  if (/\/(?:[?#].*)?$/.test(text)) return true;
  if (!isNode || isAddress(text)) return false;
  return fileSystem()
    .stat(text)
    .then(
      (one) => one.isDirectory(),
      () => false,
    );
}
