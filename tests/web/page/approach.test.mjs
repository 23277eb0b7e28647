// An element begins to work when it comes near the window, a page of our own at once. What many of them share is tested with the
// pages of others that they stand in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { nextFrames, openBrowser, openPage } from '../harness/browser.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

const html = `<!doctype html><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">
<script src="/site/attention-explainer.js" defer></script><body style="margin: 0; height: 20000px">`;

let browser;
let server;
let page;
before(async () => {
  const files = folder(build);
  const find = (path) => (path === '/' ? Buffer.from(html) : files(path));
  [browser, server] = await Promise.all([openBrowser(), serve(find)]);
  page = await openPage(browser, { width: 1000, height: 600 });
  await page.goto(server.origin);
  await page.waitForFunction(() => customElements.get('attention-explainer') !== undefined);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Puts a chapter so far from the top of the page, and comes back to the top. */
async function place(top, attributes = '') {
  await page.evaluate(
    (y, more) => {
      document.body.innerHTML = `<attention-explainer chapter="word" ${more} style="position: absolute; top: ${y}px; left: 0; width: 900px"></attention-explainer>`;
      scrollTo({ top: 0, behavior: 'instant' });
    },
    top,
    attributes,
  );
  await nextFrames(page);
  await nextFrames(page);
}

/** Whether it says anything: the first that comes of its start. */
const isStarted = () =>
  document.querySelector('attention-explainer').shadowRoot.querySelector('main') !== null;
const started = () => page.evaluate(isStarted);
const isReady = () => document.querySelector('attention-explainer').trace !== undefined;

test('far below the window it waits, and starts when it comes near', async () => {
  await place(4000);
  assert.equal(await started(), false);
  await page.evaluate(() => scrollTo({ top: 2000, behavior: 'instant' }));
  await nextFrames(page);
  await nextFrames(page);
  assert.equal(await started(), false, '1,400 px below the window');
  await page.evaluate(() => scrollTo({ top: 2800, behavior: 'instant' }));
  await page.waitForFunction(isReady);
});

test('just below the window it starts', async () => {
  await place(1300);
  await page.waitForFunction(isReady);
});

test('a page of our own does not wait', async () => {
  await place(6000, 'linked');
  await page.waitForFunction(isReady);
});

test('taken out before it has come near it does not start; put back near the window it does, once', async () => {
  await place(4000);
  await page.evaluate(() => {
    window.taken = document.querySelector('attention-explainer');
    window.taken.remove();
    scrollTo({ top: 3900, behavior: 'instant' });
  });
  await nextFrames(page);
  await nextFrames(page);
  assert.equal(await page.evaluate(() => window.taken.shadowRoot?.querySelector('main') ?? null), null);
  await page.evaluate(() => document.body.append(window.taken));
  await page.waitForFunction(isReady);
  const kept = await page.evaluate(async () => {
    const { taken } = window;
    const { trace } = taken;
    taken.remove();
    document.body.append(taken);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await taken.updateComplete;
    return taken.trace === trace && taken.shadowRoot.querySelectorAll('main').length === 1;
  });
  assert.equal(kept, true);
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
