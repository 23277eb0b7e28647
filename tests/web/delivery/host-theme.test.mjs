// theme="host": the colours of the page around, by whatever it says them, and while it changes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host } from '../fixtures/host.mjs';
import { eventually, nextFrames, openBrowser } from '../harness/browser.mjs';

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

/** Changes the page; the explainer's paper is dark then, or comes to be, or is not and stays so. */
async function assertDark(wanted, said, change, ...values) {
  await page.evaluate(
    (source, args) => void new Function(`return (${source})`)()(...args),
    change.toString(),
    values,
  );
  await nextFrames(page);
  await eventually(async () => assert.equal(await page.evaluate(isDark), wanted, said));
}
/** In the page. */
function isDark() {
  const paper = getComputedStyle(document.querySelector('attention-explainer'));
  return paper.getPropertyValue('--ax-paper').trim() === '#14171c' && paper.colorScheme === 'dark';
}
const nothing = () => {};
const setRoot = (name, value) =>
  value === null
    ? document.documentElement.removeAttribute(name)
    : document.documentElement.setAttribute(name, value);
const system = (theme) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);

test('a page that says nothing is light, whatever the system is', async () => {
  await assertDark(false, undefined, nothing);
  await system('dark');
  await assertDark(false, undefined, nothing);
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
    await assertDark(true, `${name}="${dark}"`, setRoot, name, dark);
    await assertDark(false, `${name}="${light}"`, setRoot, name, light);
    await assertDark(false, `no ${name}`, setRoot, name, null);
  }
});

test('where they say nothing, color-scheme does, of whatever stands around', async () => {
  await assertDark(true, undefined, () => (document.querySelector('section').className = 'night'));
  await assertDark(false, undefined, () => (document.querySelector('section').className = ''));
  // Both: the reader's system decides.
  await assertDark(true, undefined, setRoot, 'style', 'color-scheme: light dark');
  await system('light');
  await assertDark(false, undefined, nothing);
  await assertDark(false, undefined, setRoot, 'style', null);
});

test('another theme does not follow, and the same one again does', async () => {
  await assertDark(true, undefined, setRoot, 'class', 'dark');
  const setTheme = (theme) => (document.querySelector('attention-explainer').theme = theme);
  await assertDark(false, undefined, setTheme, 'light');
  await assertDark(false, undefined, setTheme, 'auto');
  await assertDark(true, undefined, setTheme, 'host');
  assert.deepEqual(page.complaints, []);
});
