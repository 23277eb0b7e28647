import { isNode } from '../models/source/is-node.js';
import type { Backend } from './calls.js';
import { readGiven, type GivenFiles } from './given-files.js';

export interface OpenModelOptions {
  /** Called as the weights are read, with bytes that have been, of how many. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that the model may take at most; a larger one is refused before a weight is read. */
  readonly memoryLimit?: number | undefined;
  /** Where it runs: `worker`, a thread of its own, as in browsers by default, or `here`, as in node. */
  readonly thread?: 'worker' | 'here' | undefined;
  /** The engine, or where it is, if a bundler has put it elsewhere. */
  readonly wasm?: Uint8Array<ArrayBuffer> | undefined;
}

/** Opens a model here or in a worker. Scripts of both are loaded no sooner, and only that which is needed. */
export async function openModelFiles(
  given: GivenFiles,
  { thread = isNode ? 'here' : 'worker', wasm, ...options }: OpenModelOptions,
  load: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Backend> {
  options.signal?.throwIfAborted();
  const files = await readGiven(given);
  if (thread === 'here') {
    const [{ openHere }, bytes] = await Promise.all([import('./open-here.js'), wasm ?? load()]);
    return openHere(bytes, files, options);
  }
  const script = import('./worker.js?worker');
  const [{ openInWorker }, { default: source }, bytes] = await Promise.all([
    import('./open-in-worker.js'),
    script,
    wasm?.slice() ?? load(),
  ]);
  return openInWorker(source, bytes, files, options);
}
