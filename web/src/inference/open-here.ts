import { AttentionError, StatusCode } from '../../../wasm/instance.js';
import type { LoadOptions } from '../models/parameter-parts.js';
import { NodeFileSource } from '../models/source/node-file-source.js';
import {
  closeFiles,
  filesAtAddress,
  filesInFolder,
  openFile,
  type FileInput,
} from '../models/source/open-files.js';
import { isNode } from '../models/source/is-node.js';
import type { ByteSource } from '../models/source/byte-source.js';
import type { Backend, CallName, Calls } from './calls.js';
import type { MemoryLimit } from './load-weights.js';
import { ModelEngine } from './model-engine.js';

/** Where the files of a model are: each by itself, or the folder that they are in, here or on a server. */
export type ModelFiles = { readonly files: readonly FileInput[] } | { readonly folder: string };

export type OpenHereOptions = LoadOptions & MemoryLimit;

/** Opens a model in this thread. What is asked of it is done one after the other. */
export async function openHere(
  wasm: Uint8Array<ArrayBuffer>,
  given: ModelFiles,
  options: OpenHereOptions = {},
): Promise<Backend> {
  const files = await openFiles(given, options);
  try {
    return new HereBackend(await ModelEngine.open(wasm, files, options));
  } catch (error) {
    throw asSentence(error);
  } finally {
    await closeFiles(files);
  }
}

async function openFiles(given: ModelFiles, options: OpenHereOptions): Promise<ByteSource[]> {
  if ('folder' in given) {
    const isPath = isNode && !/^[a-z]+:\/\//i.test(given.folder);
    return isPath ? filesInFolder(given.folder) : filesAtAddress(given.folder, options);
  }
  const opened = await Promise.allSettled(given.files.map((file) => openFile(file, options)));
  const files = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (!failed) return files;
  await closeFiles(files.filter((file) => file instanceof NodeFileSource));
  throw failed.reason;
}

/** A RangeError is what every engine throws when there is no memory left, of a typed array or of the module. */
function asSentence(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return new AttentionError(StatusCode.too_large, `There is not enough memory for this: ${error.message}.`);
}

class HereBackend implements Backend {
  readonly about;
  #engine: ModelEngine | undefined;
  /** What has been asked for last; it never rejects. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(engine: ModelEngine) {
    this.#engine = engine;
    this.about = engine.about;
  }

  call<Name extends CallName>(
    name: Name,
    args: Parameters<Calls[Name]>,
    signal?: AbortSignal,
  ): Promise<ReturnType<Calls[Name]>> {
    const answer = this.#last.then(() => {
      signal?.throwIfAborted();
      if (!this.#engine) throw new Error('The model has been disposed of.');
      const method = this.#engine[name] as (...all: unknown[]) => ReturnType<Calls[Name]>;
      return method.call(this.#engine, ...args, signal);
    });
    this.#last = answer.catch(() => undefined);
    return answer.catch((error: unknown) => {
      throw asSentence(error);
    });
  }

  close(): void {
    this.#engine = undefined;
  }
}
