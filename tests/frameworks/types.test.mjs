// What the package declares, to the oldest compiler that it promises to and to the newest, and to those who judge packages.
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { install, run } from './install.mjs';

const named = (process.env.FRAMEWORKS ?? '').split(' ').filter(Boolean);
const skip = named.length > 0 && !named.includes('types') && 'another one was asked for';
const newest = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

test('types', { skip }, async (t) => {
  const root = await install('types');
  const bin = (name) => fileURLToPath(new URL(`node_modules/${name}`, root));
  for (const project of ['bundler.json', 'node.json']) {
    for (const [compiler, path] of Object.entries({ 5.6: bin('typescript/bin/tsc'), newest }))
      await t.test(`${project} with TypeScript ${compiler}`, () => run(root, 'node', path, '-p', project));
  }
  await t.test('publint', () => run(root, 'npx', 'publint', '--strict', bin('attention-explainer')));
  // The classic script and the engine's files are nothing to import.
  const engines = ['transformer_relaxed.wasm', 'transformer_simd128.wasm'];
  const classic = ['--exclude-entrypoints', 'attention-explainer.js', ...engines];
  await t.test('are the types wrong', () =>
    run(root, 'npx', 'attw', '../attention-explainer.tgz', ...classic),
  );
});
