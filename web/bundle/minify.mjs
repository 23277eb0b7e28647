// Minifies once more with terser what esbuild has bundled: it follows values further, which is 3 % less after brotli. It takes most
// of the time of a build, so each processor has a thread for it. Options are sent there as copies: terser notes in them that a module was
// a module, and would take the scripts after it for modules too.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const { version } = JSON.parse(
  await readFile(new URL('../../node_modules/terser/package.json', import.meta.url), 'utf8'),
);
const options = { ecma: 2022, compress: { passes: 3 }, format: { comments: false } };

/** Which terser is to come, and how. */
export const minifier = `terser ${version} ${JSON.stringify(options)}`;

/** { worker, waiting } each; `waiting` has what is to be told of each script that is not done, by its number. */
const threads = [];
let count = 0;

function startThread() {
  const thread = {
    worker: new Worker(new URL('minify-thread.mjs', import.meta.url)),
    waiting: new Map(),
    letters: 0,
  };
  const end = (id, told) => {
    const { length, ...promise } = thread.waiting.get(id);
    thread.waiting.delete(id);
    thread.letters -= length;
    // What waits for nothing holds no program up.
    if (thread.waiting.size === 0) thread.worker.unref();
    told(promise);
  };
  thread.worker.on('message', ({ id, code, error }) =>
    end(id, ({ resolve, reject }) => (error ? reject(new Error(error)) : resolve(code))),
  );
  thread.worker.on('error', (error) => {
    for (const id of [...thread.waiting.keys()]) end(id, ({ reject }) => reject(error));
  });
  threads.push(thread);
}

/** The same script, smaller. `module`: whether it is one. */
export function minified(text, module) {
  if (threads.length < availableParallelism()) startThread();
  const thread = threads.reduce((least, one) => (one.letters < least.letters ? one : least));
  return new Promise((resolve, reject) => {
    const id = (count += 1);
    thread.waiting.set(id, { resolve, reject, length: text.length });
    thread.letters += text.length;
    thread.worker.ref();
    thread.worker.postMessage({ id, text, options: { ...options, module } });
  });
}
