import { ModelFileError } from '../models/model-file-error.js';
import type { About, Backend, CallName, Calls } from './calls.js';
import { asError, type Report, type Request } from './messages.js';
import type { ModelFiles, OpenHereOptions } from './open-here.js';
import { workerAddress } from './worker-address.js';

interface Waiting {
  resolve(answer: never): void;
  reject(error: unknown): void;
}

/** Opens a model in a thread of its own: the page's is never kept waiting. The same face as in this thread. */
export async function openInWorker(
  source: string,
  wasm: Uint8Array<ArrayBuffer>,
  files: ModelFiles,
  options: OpenHereOptions = {},
): Promise<Backend> {
  options.signal?.throwIfAborted();
  const thread = new ModelThread(source);
  try {
    return await thread.open(wasm, files, options);
  } catch (error) {
    thread.close();
    throw error;
  }
}

const ended = () => new Error('The model has been disposed of.');

class ModelThread implements Backend {
  about!: About;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #isClosed = false;
  #progress: OpenHereOptions['progress'];

  constructor(source: string) {
    this.#worker = startWorker(source);
    this.#worker.onmessage = ({ data }: MessageEvent<Report>) => this.#receive(data);
    this.#worker.onmessageerror = () => this.#lose('an answer was lost');
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(event.message || 'the browser could not start it');
    };
  }

  async open(
    wasm: Uint8Array<ArrayBuffer>,
    files: ModelFiles,
    { progress, signal, memoryLimit }: OpenHereOptions,
  ): Promise<Backend> {
    this.#progress = progress;
    const request: Request = { kind: 'open', wasm, files, memoryLimit };
    // The opening is waited for under no number.
    this.about = await this.#ask<About>(
      0,
      () => this.#worker.postMessage(request, [wasm.buffer]),
      signal,
      () => this.close(),
    );
    return this;
  }

  call<Name extends CallName>(
    name: Name,
    args: Parameters<Calls[Name]>,
    signal?: AbortSignal,
  ): Promise<ReturnType<Calls[Name]>> {
    if (this.#isClosed) return Promise.reject(ended());
    const id = this.#next++;
    const send = (request: Request) => this.#worker.postMessage(request);
    return this.#ask(
      id,
      () => send({ kind: 'call', id, name, args }),
      signal,
      () => send({ kind: 'abort', id }),
    );
  }

  close(): void {
    this.#end(ended());
  }

  async #ask<Answer>(
    id: number,
    send: () => void,
    signal: AbortSignal | undefined,
    abort: () => void,
  ): Promise<Answer> {
    signal?.throwIfAborted();
    let stop: (() => void) | undefined;
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      stop = () => {
        this.#waiting.delete(id);
        reject(signal!.reason);
        abort();
      };
      signal?.addEventListener('abort', stop, { once: true });
      send();
    });
    return answer.finally(() => signal?.removeEventListener('abort', stop!));
  }

  #receive(data: Report): void {
    if (data.kind === 'progress') return this.#progress?.(data.done, data.total);
    const id = 'id' in data ? (data.id ?? 0) : 0;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (data.kind === 'failed') waiting?.reject(asError(data.failure));
    else waiting?.resolve((data.kind === 'opened' ? data.about : data.answer) as never);
  }

  #lose(why: string): void {
    this.#end(new Error(`The thread of the model has ended: ${why}.`));
  }

  #end(error: Error): void {
    this.#isClosed = true;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function startWorker(source: string): Worker {
  try {
    return new Worker(workerAddress(source));
  } catch (error) {
    throw new ModelFileError(
      'unreadable',
      'worker',
      `The browser starts no worker for the model (${(error as Error).message}); a policy must allow worker-src blob:.`,
    );
  }
}
