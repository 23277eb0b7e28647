// What axe-core, an accessibility checker made by others, finds on the page: nothing, in both languages, both themes, wide and narrow.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { openEngine } from '../harness/engines/index.mjs';

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

/** In the page: another language and theme, without loading anything again. */
async function show(lang, theme) {
  const explainer = document.querySelector('attention-explainer');
  Object.assign(explainer, { lang, theme });
  await explainer.updateComplete;
  for (const element of explainer.shadowRoot.querySelectorAll('*')) await element.updateComplete;
}

test('in both languages and both themes, wide and narrow', async () => {
  const page = await engine.newPage({ width: 1440, height: 900, theme: 'light', motion: 'reduce' });
  await page.goto(server.site);
  await page.waitFor(isDrawn);
  await page.evaluate(unfold);
  await page.evaluate((text) => {
    new Function(text)();
  }, source);
  for (const [lang, theme, width] of [
    ['en', 'light', 1440],
    ['zh', 'dark', 1440],
    ['zh', 'light', 360],
    ['en', 'dark', 360],
  ]) {
    await page.resize(width, 900);
    await page.evaluate(show, lang, theme);
    await page.waitFor(isDrawn);
    assert.deepEqual(await page.evaluate(violations), [], `${lang}, ${theme}, ${width} px`);
  }
  await page.close();
});
