// theme="host": the colours of the page around, by whatever it says them, and while it changes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host } from '../fixtures/host.mjs';
import { openBrowser } from '../harness/browser.mjs';

let browser;
let page;
let close;
before(async () => {
  browser = await openBrowser();
  const body = `<style>.night { color-scheme: dark }</style>
    <section><attention-explainer chapter="weights" theme="host"></attention-explainer></section>`;
  ({ page, close } = await host(browser, body));
  await page.waitForFunction(() => document.querySelector('attention-explainer')?.dataset.shade);
});
after(async () => {
  await close?.();
  await browser?.close();
});

/** Changes the page, and says whether the explainer's paper is dark in the next frame. */
const isDarkAfter = (change, ...values) =>
  page.evaluate(
    async (source, args) => {
      const run = new Function(`return (${source})`)();
      run(...args);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const paper = getComputedStyle(document.querySelector('attention-explainer'));
      return paper.getPropertyValue('--ax-paper').trim() === '#14171c' && paper.colorScheme === 'dark';
    },
    change.toString(),
    values,
  );
const nothing = () => {};
const setRoot = (name, value) =>
  value === null
    ? document.documentElement.removeAttribute(name)
    : document.documentElement.setAttribute(name, value);
const system = (theme) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);

test('a page that says nothing is light, whatever the system is', async () => {
  assert.equal(await isDarkAfter(nothing), false);
  await system('dark');
  assert.equal(await isDarkAfter(nothing), false);
});

test('a class or data on the root say it, live', async () => {
  for (const [name, dark, light] of [
    ['class', 'js dark', 'js'],
    ['class', 'theme-dark', 'theme-light'],
    ['class', 'dark-mode highlight', 'highlight darken'],
    ['data-theme', 'dark', 'light'],
    ['data-bs-theme', 'dark', 'light'],
    ['data-color-mode', 'dark', 'auto'],
  ]) {
    assert.equal(await isDarkAfter(setRoot, name, dark), true, `${name}="${dark}"`);
    assert.equal(await isDarkAfter(setRoot, name, light), false, `${name}="${light}"`);
    await isDarkAfter(setRoot, name, null);
  }
});

test('where they say nothing, color-scheme does, of whatever stands around', async () => {
  assert.equal(await isDarkAfter(() => (document.querySelector('section').className = 'night')), true);
  assert.equal(await isDarkAfter(() => (document.querySelector('section').className = '')), false);
  // Both: the reader's system decides.
  assert.equal(await isDarkAfter(setRoot, 'style', 'color-scheme: light dark'), true);
  await system('light');
  assert.equal(await isDarkAfter(nothing), false);
  await isDarkAfter(setRoot, 'style', null);
});

test('another theme does not follow, and the same one again does', async () => {
  await isDarkAfter(setRoot, 'class', 'dark');
  const setTheme = (theme) => (document.querySelector('attention-explainer').theme = theme);
  assert.equal(await isDarkAfter(setTheme, 'light'), false);
  assert.equal(await isDarkAfter(setTheme, 'auto'), false);
  assert.equal(await isDarkAfter(setTheme, 'host'), true);
  assert.deepEqual(page.complaints, []);
});
