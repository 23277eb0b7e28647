// Work beside the page: a thread that is started from a script's text, asked for things, and reports.
//
// The page's side is WorkerThread, the worker's own side `serve`. Requests and reports are plain data; what the thread
// throws comes back as an AttentionError with its sentence.
import { AttentionError } from '../../../wasm/attention.js';
import { failures } from './failure.js';
import { trustedScript } from './trusted.js';

/** What every thread may report besides its own reports: it has stopped working on a request. */
interface Failure {
  readonly kind: 'failed';
  readonly code: number;
  readonly sentence: string;
}

/** Blob addresses by script. They live as long as the page: WebKit fetches them after the constructor has returned. */
const addresses = new Map<string, string>();

function addressOf(source: string): string {
  const known = addresses.get(source);
  if (known !== undefined) return known;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  addresses.set(source, address);
  return address;
}

export interface Listener<Report> {
  report(report: Report): void;
  /** The thread failed at what it was asked; it is stopped. */
  failed(error: AttentionError): void;
}

/** One thread of its own, from `source` as `import source from './file.js?worker'` gives it. */
export class WorkerThread<Request, Report extends { readonly kind: string }> {
  readonly #worker: Worker;
  #listener: Listener<Report> | undefined;

  /** Throws an AttentionError where the browser starts no worker. */
  constructor(source: string, listener: Listener<Report>) {
    this.#listener = listener;
    try {
      this.#worker = new Worker(trustedScript(addressOf(source)));
    } catch (error) {
      throw asAttentionError(error);
    }
    this.#worker.onmessage = ({ data }: MessageEvent<Report | Failure>) => this.#receive(data);
    this.#worker.onmessageerror = () => this.#fail(new AttentionError(failures.lost, 'A report was lost.'));
    this.#worker.onerror = (event) => {
      event.preventDefault();
      const { unknown, noWorker } = failures;
      this.#fail(
        event.message
          ? new AttentionError(unknown, event.message)
          : new AttentionError(noWorker, 'The browser could not start a worker.'),
      );
    };
  }

  /** Hands a request over. What `transfer` lists is given away, not copied. */
  ask(request: Request, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  /** Ends the thread at once, whatever it is doing, and frees its memory. Nothing is reported afterwards. */
  stop(): void {
    this.#listener = undefined;
    this.#worker.terminate();
  }

  #receive(data: Report | Failure): void {
    if (data.kind === 'failed')
      this.#fail(new AttentionError((data as Failure).code, (data as Failure).sentence));
    else this.#listener?.report(data as Report);
  }

  #fail(error: AttentionError): void {
    const listener = this.#listener;
    this.stop();
    listener?.failed(error);
  }
}

/** The worker's own side of the global object: the page's types know only a window. */
interface Scope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Sends a report to the page; what `transfer` lists is given away, not copied. */
export type SendReport<Report> = (report: Report, transfer?: Transferable[]) => void;

/** In a worker: answers requests, each as it comes, also while an earlier one is waiting for something. */
export function serve<Request, Report>(
  answer: (request: Request, report: SendReport<Report>) => void | Promise<void>,
): void {
  const scope = globalThis as unknown as Scope;
  const report: SendReport<Report> = (message, transfer = []) => scope.postMessage(message, transfer);
  scope.onmessage = async ({ data }: MessageEvent<Request>) => {
    try {
      await answer(data, report);
    } catch (error) {
      const { code, message } = asAttentionError(error);
      const failure: Failure = { kind: 'failed', code, sentence: message };
      scope.postMessage(failure, []);
    }
  };
}

/** A RangeError is what every engine throws when there is no memory left, of a typed array or a wasm memory. */
function asAttentionError(error: unknown): AttentionError {
  if (error instanceof AttentionError) return error;
  const sentence = error instanceof Error ? error.message : String(error);
  return new AttentionError(error instanceof RangeError ? failures.outOfMemory : failures.unknown, sentence);
}
