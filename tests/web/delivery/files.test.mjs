// What readers take away: the SVG and PNG of every figure, its numbers as CSV and JSON, and the tables on the page.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { engineNames, openEngine } from '../harness/engines/index.mjs';

let server;
let checks;
before(async () => {
  server = await serveBuild();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('files/checks.mjs', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'figureFiles',
  });
  checks = outputFiles[0].text;
});
after(() => server?.stop());

const call = (page, name, ...values) =>
  page.evaluate((method, parameters) => window.figureFiles[method](...parameters), name, values);

for (const name of engineNames) {
  describe(name, () => {
    let engine;
    let page;
    before(async () => {
      engine = await openEngine(name);
      page = await engine.newPage({ width: 1440, height: 900, theme: 'light', motion: 'reduce' });
      await page.goto(server.site);
      await page.waitFor(isDrawn);
      await page.evaluate((source) => {
        window.figureFiles = new Function(`${source}; return figureFiles;`)();
      }, checks);
    });
    after(() => engine?.close());

    test('every figure saves as an SVG that needs nothing else', async () => {
      for (const id of await call(page, 'figureIds')) {
        const { name: file, wrong, lost, size } = await call(page, 'checkSvg', id);
        assert.deepEqual({ id, wrong, lost }, { id, wrong: [], lost: [] });
        assert.match(file, new RegExp(`^attention-${id}-\\w+\\.svg$`));
        assert.ok(size < 250_000, `${file} has ${size} characters`);
      }
    });

    test('and as a PNG that shows it', async () => {
      for (const id of ['weights', 'value']) {
        const { bytes, colours, fine } = await call(page, 'checkPng', id);
        assert.deepEqual(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        assert.ok(fine);
        assert.ok(colours > 20, `${id} has ${colours} colours`);
      }
    });

    test('its numbers are the computed ones, in both files', async () => {
      for (const id of await call(page, 'figureIds')) {
        const { count, wrong } = await call(page, 'checkNumbers', id);
        assert.deepEqual({ id, wrong }, { id, wrong: [] });
        assert.ok(count > 50, `${id}: ${count} numbers`);
      }
    });

    test('and so are those of the table of every step', async () => {
      for (const id of await call(page, 'figureIds'))
        assert.deepEqual(await call(page, 'checkTables', id), [], id);
    });
  });
}
