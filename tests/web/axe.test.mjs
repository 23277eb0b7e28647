// What axe-core, an accessibility checker made by others, finds on the page: nothing, wide and light, narrow and dark.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serveBuild } from './browser.mjs';
import { isDrawn } from './engines/figures.mjs';
import { openEngine } from './engines/index.mjs';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let engine;
let server;
before(async () => {
  [engine, server] = await Promise.all([openEngine('chromium'), serveBuild()]);
});
after(async () => {
  await engine?.close();
  await server?.stop();
});

/** In the page: shows what is hidden at first (tables, menus, the answer to each question, the inspector). */
async function unfold() {
  const explainer = document.querySelector('attention-explainer');
  for (const figure of explainer.shadowRoot.querySelectorAll('explainer-figure')) {
    figure.tabled = true;
    figure.goTo(figure.timeline.steps.length - 1);
    await figure.updateComplete;
  }
  for (const prose of explainer.shadowRoot.querySelectorAll('chapter-prose')) {
    prose.shadowRoot.querySelector('.options button')?.click();
    await prose.updateComplete;
  }
}

/** In the page: rule, and the elements that break it. */
async function violations() {
  const results = await window.axe.run(document, { resultTypes: ['violations'] });
  return results.violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes
      .slice(0, 4)
      .map(({ target, failureSummary }) => `${target.flat().join(' > ')}: ${failureSummary}`),
  }));
}

for (const [theme, width] of [
  ['light', 1440],
  ['dark', 360],
]) {
  test(`${theme}, ${width} px`, async () => {
    const page = await engine.newPage({ width, height: 900, theme, motion: 'reduce' });
    await page.goto(server.site);
    await page.waitFor(isDrawn);
    await page.evaluate(unfold);
    await page.evaluate((text) => {
      new Function(text)();
    }, source);
    assert.deepEqual(await page.evaluate(violations), []);
    await page.close();
  });
}
