// A post is printed by somebody who has not scrolled through it: every figure is on paper, seen or not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host } from '../fixtures/host.mjs';
import { eventually, openBrowser } from '../harness/browser.mjs';

let browser;
let page;
let close;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

const ids = ['weights', 'word', 'heads'];
const post = ids.map(
  (id) => `<div style="height: 4000px"></div><attention-explainer chapter="${id}"></attention-explainer>`,
);

/** Opens the post at its top, where nothing of ours is near, and waits until all has been made ready. */
async function openPost() {
  ({ page, close } = await host(browser, post.join('')));
  await page.waitForFunction(() =>
    [...document.querySelectorAll('attention-explainer')].every(({ extras }) => extras),
  );
  // What is ready is not drawn: there may be many, and nobody has come to them.
  assert.deepEqual(await page.evaluate(printed), [0, 0, 0]);
  assert.equal(await page.evaluate(() => document.querySelector('attention-explainer').trace), undefined);
}

/** In the page: how many frames of each element have something in them. */
function printed() {
  return [...document.querySelectorAll('attention-explainer')].map(({ shadowRoot }) => {
    const stills = [...shadowRoot.querySelectorAll('figure-stills')];
    const scenes = stills.flatMap((one) => [...one.shadowRoot.querySelectorAll('.scene')]);
    return scenes.filter((scene) => scene.childElementCount > 0).length;
  });
}

const assertPrinted = (frames) =>
  frames.forEach((count, index) => assert.ok(count >= 3, `${ids[index]}: ${count} frames`));

test('by the browser, which waits for nothing', async () => {
  await openPost();
  await page.evaluate((source) => {
    const count = new Function(`return (${source})`)();
    addEventListener('beforeprint', () => (globalThis.frames3 = count()));
  }, printed.toString());
  const pdf = await page.pdf({ format: 'A4', timeout: 120000 });
  assert.ok(pdf.length > 50000, `${pdf.length} bytes`);
  assertPrinted(await page.evaluate(() => globalThis.frames3));
  assert.deepEqual(page.complaints, []);
  await close();
});

test('where only the medium changes', async () => {
  await openPost();
  await page.emulateMediaType('print');
  await eventually(async () => assertPrinted(await page.evaluate(printed)));
  assert.deepEqual(page.complaints, []);
  await close();
});
