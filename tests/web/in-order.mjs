// Runs test files in the order in which they are given, so that the longest begin first: `node --test` sorts them by name.
//
//   node tests/web/in-order.mjs REPORT AT_ONCE FILE...
//
// Prints what node's spec reporter says, and writes its TAP report to REPORT.
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { compose } from 'node:stream';
import { run } from 'node:test';
import { spec as Spec, tap } from 'node:test/reporters';

const [report, atOnce, ...names] = process.argv.slice(2);
const files = names.map((name) => resolve(name));
const tests = run({ files, concurrency: Number(atOnce), timeout: 1800000 });
tests.on('test:fail', ({ todo }) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
});
compose(tests, new Spec()).pipe(process.stdout);
compose(tests, tap).pipe(createWriteStream(report));
