// attention-explainer/models through the bundlers of others: its parts, its worker and its engine are found from what they have built,
// and a model gives the numbers of the oracle, in a thread of its own and in that of the page.
import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { family } from '../readers/families/index.mjs';
import { largestDifference } from '../readers/readers.mjs';
import { safetensors } from '../readers/write.mjs';
import { transformer } from '../reference/transformer.mjs';
import { openBrowser, openPage } from '../web/harness/browser.mjs';
import { folder, serve } from '../web/harness/server.mjs';
import { install, run } from './install.mjs';

const named = (process.env.FRAMEWORKS ?? '').split(' ').filter(Boolean);
const skip = named.length > 0 && !named.includes('models') && 'another one was asked for';
const engines = ['transformer_relaxed.wasm', 'transformer_simd128.wasm'];

/** `page`: whether the bundler makes one; `assets`: whether it takes the engine along, or an author copies it beside the script. */
const bundlers = {
  vite: { page: true, assets: true },
  webpack: { assets: true },
  rollup: {},
  esbuild: {},
};
const plainPage =
  '<!doctype html><meta charset="utf-8" /><output></output><script type="module" src="/main.js"></script>';

describe('models', { skip }, () => {
  const model = family('llama');
  const files = {
    '/model/model.safetensors': safetensors(model.tensors),
    '/model/config.json': Buffer.from(JSON.stringify(model.config)),
    '/favicon.ico': Buffer.alloc(0),
  };
  let browser;
  let root;
  before(async () => {
    browser = await openBrowser();
    root = await install('models');
  });
  after(() => browser?.close());

  for (const [name, { page, assets }] of Object.entries(bundlers))
    test(name, async () => {
      assert.doesNotMatch(await run(root, 'npm', 'run', name), /warning|unresolved/i);
      const made = new URL(`dist/${name}/`, root);
      const inPackage = new URL('node_modules/attention-explainer/', root);
      if (!assets)
        for (const engine of engines) await copyFile(new URL(engine, inPackage), new URL(engine, made));
      const built = folder(made);
      const isPlain = (path) => path === '/' && !page;
      const server = await serve(
        (path) => files[path] ?? (isPlain(path) ? Buffer.from(plainPage) : built(path)),
      );
      const opened = await openPage(browser);
      try {
        await opened.goto(server.origin);
        await opened.waitForFunction(() => document.querySelector('output').textContent !== '');
        const found = JSON.parse(await opened.$eval('output', (one) => one.textContent));
        assert.equal(found.error, undefined);
        const parameter = (one, layer) => model.parameters.get(`${one}/${layer}`);
        const expected = transformer(model.description, parameter, [3, 0, 12, 7]).logits.flat();
        for (const thread of ['worker', 'here'])
          assert.ok(largestDifference(found[thread], expected) < 1e-4, `${thread}: ${found[thread]}`);
        assert.deepEqual(opened.complaints, []);
      } finally {
        await opened.close();
        await server.stop();
      }
    });
});
