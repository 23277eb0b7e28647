// Letters in figures can be read: at every step, in the middle of its motion and held, they are as large on the screen as they have to
// be, in both languages. Small are only those that are listed here.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listChapters, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';

/** Pixels of the screen, by the width of the window. */
const least = { 1440: 13, 360: 12 };
/** What is smaller, and how large it is at least. */
const exceptions = {
  // What a word means, under a word that is as large as the others.
  '.gloss': { 1440: 10.5, 360: 10 },
  // Lowered beside a symbol that is as large as the others.
  '.formula-sub': { 1440: 10.5, 360: 10.5 },
  '.lowered': { 1440: 9.7, 360: 9 },
};
/** Sizes are rounded on their way to the screen. */
const rounding = 0.02;

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(width, lang) {
  // In motion: with less of it there is no middle of a step.
  const page = await openPage(browser, { width, height: width > 1000 ? 900 : 740, motion: 'no-preference' });
  await load(page, `${server.site}#lang=${lang}`);
  await bundleForPage(page, new URL('letters/measure.mjs', import.meta.url), 'letterChecks');
  return page;
}

const call = (page, name, ...values) =>
  page.evaluate((method, given) => window.letterChecks[method](...given), name, values);

/** What is too small in a chapter, each kind of letters once, and which exceptions were met. */
async function tooSmall(page, id, width) {
  const found = new Map();
  const met = new Set();
  for (const { moment, texts } of await call(page, 'measure', id, Object.keys(exceptions))) {
    // On its way from one part to another a figure may be without words.
    if (!moment.endsWith('under way')) assert.ok(texts.length > 0, `${id}, ${moment}: nothing is written`);
    for (const { letters, classes, size, exception } of texts) {
      if (exception) met.add(exception);
      if (size >= (exception ? exceptions[exception] : least)[width] - rounding) continue;
      const what = `${id}, ${moment}: “${letters}” (${classes}) has ${size.toFixed(2)} px`;
      found.set(classes, found.get(classes) ?? what);
    }
  }
  return { small: [...found.values()], met };
}

for (const width of [1440, 360]) {
  describe(`${width} px`, () => {
    const met = new Set();
    for (const lang of ['en', 'zh'])
      test(lang, async () => {
        const page = await open(width, lang);
        const small = [];
        for (const { id } of await listChapters(page)) {
          const seen = await tooSmall(page, id, width);
          small.push(...seen.small);
          for (const exception of seen.met) met.add(exception);
        }
        assert.deepEqual(small, []);
        assert.deepEqual(page.complaints, []);
        await page.close();
      });

    test('every exception is one', () => assert.deepEqual([...met].sort(), Object.keys(exceptions).sort()));
  });
}

test('letters of a size that is too small are found', async () => {
  const page = await open(1440, 'en');
  await call(page, 'shrink', 'match', 12.5);
  assert.ok((await tooSmall(page, 'match', 1440)).small.length > 0);
  await page.close();
});
