// Runs in the page: bundled, and put there as `cost`. Asks the worker of chapter 11 for runs and gives what it reports.
import workerSource from '../../../web/src/entries/worker.ts?worker';
import { WorkerThread } from '../../../web/src/compute/worker-thread.ts';

const wasm = () => document.querySelector('attention-explainer').state.engine.wasm;

/** Everything that a request brings, up to the report that `isLast` says; typed arrays as arrays. */
export function ask(request, lastKind, count) {
  return new Promise((done) => {
    const reports = [];
    const thread = new WorkerThread(workerSource, {
      report(report) {
        reports.push(plain(report));
        if (reports.filter(({ kind }) => kind === lastKind).length < count) return;
        thread.stop();
        done({ reports });
      },
      failed: ({ name, code, message }) => done({ reports, failed: { name, code, message } }),
    });
    thread.ask({ bytes: wasm(), ...request });
  });
}

/** Stops a thread at its first report; returns how many more come while another thread does the same work. */
export async function stopEarly(request, lastKind, count) {
  let reports = 0;
  await new Promise((done) => {
    const thread = new WorkerThread(workerSource, {
      report() {
        reports += 1;
        thread.stop();
        done();
      },
      failed: ({ message }) => done(message),
    });
    thread.ask({ bytes: wasm(), ...request });
  });
  await ask(request, lastKind, count);
  return reports;
}

/** What a script that throws as soon as it is read comes to. */
export function startBroken(source) {
  return new Promise((done) => {
    const thread = new WorkerThread(source, {
      report: () => done('a report'),
      failed: ({ name, message }) => done(`${name}: ${message}`),
    });
    thread.ask({});
  });
}

function plain(value) {
  if (ArrayBuffer.isView(value)) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
