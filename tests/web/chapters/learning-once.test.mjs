// Training that begins by itself does so once: whoever scrolls away and comes back finds it where it was, and its end at its end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  eventually,
  inChapter,
  load,
  nextFrames,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

const id = 'learning';
/** How many snapshots a run has. */
const lastOf = 100;

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** In the page, before anything else: counts what is asked of threads, and how long tasks block the page. */
function watch(charge) {
  globalThis.asked = {};
  globalThis.longest = 0;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    const kind = message?.request?.kind ?? message?.kind;
    globalThis.asked[kind] = (globalThis.asked[kind] ?? 0) + 1;
    return postMessage.call(this, message, ...rest);
  };
  Object.defineProperty(Navigator.prototype, 'getBattery', { value: async () => ({ level: charge }) });
  const note = (list) =>
    list
      .getEntries()
      .forEach(({ duration }) => (globalThis.longest = Math.max(globalThis.longest, duration)));
  globalThis.watchTasks = () => new PerformanceObserver(note).observe({ type: 'longtask' });
}

const state = () =>
  inChapter(page, id, ({ section }) => {
    const figure = section.querySelector('learning-figure');
    const { index, playing, history } = figure;
    return { index, playing, kept: history?.snapshots.length ?? 0, asked: { ...globalThis.asked } };
  });

/** Brings a chapter into sight; what stands above it may still find its height. */
const comeTo = (chapter) =>
  page.waitForFunction(
    (wanted) => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const place = shadowRoot.querySelector(`[data-place="${wanted}"]`);
      const shown = place.querySelector('learning-figure') ?? place;
      const { top, bottom } = shown.getBoundingClientRect();
      shown.scrollIntoView({ block: 'center', behavior: 'instant' });
      return shown.history !== null && Math.abs(top + bottom - innerHeight) < 40;
    },
    { polling: 100 },
    chapter,
  );

async function open(charge) {
  page = await openPage(browser, { motion: 'no-preference' });
  await page.evaluateOnNewDocument(watch, charge);
  await load(page, server.site);
  // Chapters above are still coming, and move it out of sight.
  await page.waitForFunction(
    (chapter) => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const place = shadowRoot.querySelector(`[data-place="${chapter}"]`);
      const figure = place.querySelector('learning-figure');
      (figure ?? place).scrollIntoView({ block: 'center', behavior: 'instant' });
      return figure?.history !== undefined;
    },
    { polling: 100 },
    id,
  );
}

const comesTo = (kept, playing) =>
  page.waitForFunction(
    (count, plays) => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const figure = shadowRoot.querySelector('learning-figure');
      return figure.history.snapshots.length >= count && figure.playing === plays;
    },
    { timeout: 120_000 },
    kept,
    playing,
  );

test('scrolling away and back goes on with the run, and at its end begins none', async (context) => {
  await open(1);
  await page.evaluate(() => globalThis.watchTasks());
  await comesTo(4, true);
  await comeTo('overview');
  const left = await state();
  await comeTo(id);
  await comesTo(left.kept + 2, true);
  assert.equal((await state()).asked.begin, 1, 'the same run');
  await comesTo(lastOf, false);
  const end = await state();
  assert.deepEqual([end.index, end.asked.begin], [lastOf - 1, 1], 'ends at rest, at its end');
  for (let time = 0; time < 2; time += 1) {
    await comeTo('overview');
    await comeTo(id);
  }
  assert.deepEqual(await state(), end, 'nothing has been asked of a thread');
  context.diagnostic(
    `longest task of the page while it trained: ${await page.evaluate(() => globalThis.longest)} ms`,
  );
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('with a battery that is nearly empty nothing trains until it is asked to', async () => {
  await open(0.1);
  // The random model is there, and after it comes no other.
  await eventually(async () => assert.equal((await state()).kept, 1));
  for (let time = 0; time < 20; time += 1) await nextFrames(page);
  const { kept, playing, asked } = await state();
  assert.deepEqual([kept, playing, asked.go], [1, false, undefined]);
  await page.close();
});
