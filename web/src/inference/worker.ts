// The thread of one model: opened by the first message, then asked.
import type { Backend } from './calls.js';
import { asFailure, type Report, type Request } from './messages.js';
import { openHere } from './open-here.js';

/** The worker's own side of the global object: the page's types know only a window. */
interface Scope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(message: Report, transfer: Transferable[]): void;
}
const scope = globalThis as unknown as Scope;
const report = (message: Report, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

let backend: Backend | undefined;
const running = new Map<number, AbortController>();
/** A disk is faster than a page wants to hear of it. */
const milliseconds = 50;

async function open({ wasm, files, memoryLimit }: Request & { kind: 'open' }): Promise<void> {
  let told = -Infinity;
  const progress = (done: number, total: number) => {
    if (done < total && performance.now() - told < milliseconds) return;
    told = performance.now();
    report({ kind: 'progress', done, total });
  };
  try {
    backend = await openHere(wasm, files, { progress, memoryLimit });
    report({ kind: 'opened', about: backend.about });
  } catch (error) {
    report({ kind: 'failed', failure: asFailure(error) });
  }
}

async function call({ id, name, args }: Request & { kind: 'call' }): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const answer = await backend!.call(name, args as never, controller.signal);
    report({ kind: 'answer', id, answer }, buffersIn(answer));
  } catch (error) {
    report({ kind: 'failed', id, failure: asFailure(error) });
  }
  running.delete(id);
}

/** The buffers of an answer, which are copies already: given away, they need not be copied once more. */
function buffersIn(answer: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(answer)) return [answer.buffer as ArrayBuffer];
  if (typeof answer !== 'object' || answer === null) return [];
  return [...new Set(Object.values(answer).flatMap(buffersIn))];
}

scope.onmessage = ({ data }) => {
  if (data.kind === 'open') void open(data);
  else if (data.kind === 'call') void call(data);
  else running.get(data.id)?.abort();
};
