// No file is longer than 400 lines and no function longer than 45, apart from tables of data. Functions of C++ are measured by
// clang-tidy (readability-function-size in .clang-tidy), which knows them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isScript, lineCount, longFunctions, most } from './sizes.mjs';
import { read, sourceFiles } from './sources.mjs';

/** Nothing but rows of data. */
const tables = new Set([]);

const isSource = (path) => /\.(ts|mjs|js|cpp|hpp|h|css|sh)$|(^|\/)(run|serve|ensure)$/.test(path);
const files = sourceFiles('core', 'wasm', 'web', 'tests').filter(
  (path) => isSource(path) && !tables.has(path),
);

test(`no file is longer than ${most.file} lines`, () => {
  assert.ok(files.length > 300, `${files.length} files`);
  const long = files.map((path) => [path, lineCount(read(path))]).filter(([, lines]) => lines > most.file);
  assert.deepEqual(long, []);
});

test(`no function is longer than ${most.function} lines`, () => {
  const long = files
    .filter(isScript)
    .flatMap((path) =>
      longFunctions(read(path), path).map(({ name, line, lines }) => `${path}:${line} ${name}: ${lines}`),
    );
  assert.deepEqual(long, []);
});

test('a long function is found wherever it stands, and a list of tests is none', () => {
  const body = 'f();\n'.repeat(46);
  const sizesIn = (source) => longFunctions(source, 'x.ts').map(({ name, lines }) => [name, lines]);
  assert.deepEqual(sizesIn(`class A { private async b(x?: number): Promise<void> {\n${body}} }`), [
    ['b', 48],
  ]);
  assert.deepEqual(sizesIn(`export const c = <T,>(x: T) => {\n${body}};`), [['c', 48]]);
  const long = `test('d', () => {\n${body}});\n`;
  assert.deepEqual(sizesIn(`describe('e', () => {\n${long}});`), [['what test() is given', 48]]);
  assert.deepEqual(sizesIn(`describe('e', () => {\n${"test('f', () => {\n});\n".repeat(40)}});`), []);
});
