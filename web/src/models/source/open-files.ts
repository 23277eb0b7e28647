import { readShardIndex } from '../format/shard-index.js';
import { ModelFileError } from '../model-file-error.js';
import { AddressSource, type Fetch } from './address-source.js';
import { BlobSource } from './blob-source.js';
import type { ByteSource, ReadOptions } from './byte-source.js';
import { isNode } from './is-node.js';
import { NodeFileSource } from './node-file-source.js';
import { fileSystem } from './node-file-system.js';

/** A file as a caller has it: chosen or dropped, an address, a path in node, or a source already. */
export type FileInput = Blob | URL | string | ByteSource;

export interface OpenOptions extends ReadOptions {
  readonly request?: Fetch;
}

const isAddress = (input: string) => /^(?:https?|blob|data):/i.test(input);
/** A source of one file. */
export async function openFile(input: FileInput, options: OpenOptions = {}): Promise<ByteSource> {
  if (input instanceof Blob) return new BlobSource(input);
  if (typeof input === 'string' && isNode && !isAddress(input)) return NodeFileSource.open(input);
  if (typeof input === 'string' || input instanceof URL) return AddressSource.open(input, options);
  return input;
}

/** Gives back what sources hold open. */
export const closeFiles = async (files: readonly ByteSource[]): Promise<void> =>
  void (await Promise.all(files.map((file) => file.close?.())));

const settings = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'vocab.json', 'merges.txt'];
const index = 'model.safetensors.index.json';

/**
 * The files of a model that lies in a folder of a server, under the names that Hugging Face gives them; those that are there. The
 * address is that of the folder.
 */
export async function filesAtAddress(folder: URL | string, options: OpenOptions = {}): Promise<ByteSource[]> {
  const base = String(folder).replace(/\/?$/, '/');
  const open = (name: string) => AddressSource.open(base + name, options);
  const openIfThere = (name: string) =>
    open(name).catch((error: unknown) => {
      if (error instanceof ModelFileError && error.problem === 'missing') return undefined;
      throw error;
    });
  const [shardIndex, ...others] = await Promise.all([index, ...settings].map(openIfThere));
  const names = shardIndex
    ? [...new Set((await readShardIndex(shardIndex, options)).values())]
    : ['model.safetensors'];
  const weights = await Promise.all(names.map(open));
  return [shardIndex, ...others, ...weights].filter((file) => file !== undefined);
}

/** The files of a folder in node that could be a model's; they stay open until `closeFiles`. */
export async function filesInFolder(path: string): Promise<ByteSource[]> {
  const names = await fileSystem()
    .readdir(path)
    .catch((error: Error) => {
      throw new ModelFileError('unreadable', path, `${path} cannot be read: ${error.message}`);
    });
  const files: ByteSource[] = [];
  try {
    for (const name of names.filter((one) => /\.(?:safetensors|bin|json)$|^merges\.txt$/.test(one)).sort())
      files.push(await NodeFileSource.open(`${path}/${name}`));
    return files;
  } catch (error) {
    await closeFiles(files);
    throw error;
  }
}
