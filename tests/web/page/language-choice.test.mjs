// A language is shown once its texts are there: what is loaded for it, and what becomes of one that cannot be had.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { comeTo, openLazily, waitForChapters } from '../harness/lazy.mjs';
import { interceptFiles, siteFiles } from '../harness/site-files.mjs';

let browser;
let server;
let files;
let page;
let intercepted;
let ids;
/** The names of the files that the page has asked for. */
const asked = [];
before(async () => {
  [browser, server, files] = await Promise.all([openBrowser(), serveBuild(), siteFiles()]);
  page = await openPage(browser, { height: 400 });
  page.on('request', (request) => asked.push(request.url().split('/').at(-1)));
  intercepted = await interceptFiles(page);
  await openLazily(page, server.site);
  ids = await page.evaluate(() =>
    [...document.querySelector('attention-explainer').shadowRoot.querySelectorAll('[data-place]')].map(
      (place) => place.dataset.place,
    ),
  );
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens the page anew; chapters but the first wait for their scripts, so that none is loaded. */
async function open() {
  await intercepted.release();
  intercepted.hold(...ids.slice(1).map((id) => files.chapter(id)));
  await page.goto('about:blank');
  await openLazily(page, server.site);
  await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
  asked.length = 0;
}

const choose = (lang) =>
  page.evaluate((wanted) => {
    document.querySelector('attention-explainer').lang = wanted;
  }, lang);

/** Chooses a language, and waits until it is shown or cannot be. */
const chooseAndWait = (lang) =>
  page.evaluate(async (wanted) => {
    const explainer = document.querySelector('attention-explainer');
    explainer.lang = wanted;
    await explainer.updateComplete;
  }, lang);

/** The language of the page, and of its heading and its first figure, by whether they are Chinese. */
const shown = () =>
  page.evaluate(async () => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const figure = shadowRoot.querySelector('explainer-figure');
    await figure.updateComplete;
    const isHan = (text) => /[\u4e00-\u9fff]/.test(text);
    return {
      tag: shadowRoot.querySelector('main').lang,
      heading: isHan(shadowRoot.querySelector('h1').textContent),
      caption: isHan(figure.shadowRoot.querySelector('figcaption').textContent),
    };
  });
const english = { tag: 'en', heading: false, caption: false };
const chinese = { tag: 'zh-CN', heading: true, caption: true };

const isTag = (tag) =>
  document.querySelector('attention-explainer').shadowRoot.querySelector('main').lang === tag;

test('a language is loaded as far as it is needed: the files of what is there, and its glosses', async () => {
  await open();
  await chooseAndWait('zh');
  assert.deepEqual(await shown(), chinese);
  const texts = (language) =>
    ['common', 'extras', ...ids].filter((file) => asked.includes(files.texts(language, file)));
  // The next chapter may be on its way already: it is asked for when nothing else is to be done.
  const there = texts('zh').filter((file) => file !== ids[1]);
  assert.deepEqual(there.sort(), ['common', 'extras', 'overview']);
  assert.equal(asked.filter((name) => name.startsWith('glosses.zh')).length, 1);
});

test('a chapter that comes afterwards comes in that language, and in no other', async () => {
  asked.length = 0;
  await comeTo(page, 'match');
  await intercepted.release(files.chapter('match'));
  await waitForChapters(page, 'match');
  assert.ok(asked.includes(files.texts('zh', 'match')));
  assert.ok(!asked.includes(files.texts('en', 'match')));
});

test('until its texts are there the language before stays', async () => {
  await open();
  intercepted.hold(files.texts('zh', 'overview'));
  await choose('zh');
  await page.waitForFunction(() => document.querySelector('attention-explainer').hasUpdated);
  assert.deepEqual(await shown(), english);
  await intercepted.release(files.texts('zh', 'overview'));
  await page.waitForFunction(isTag, {}, 'zh-CN');
  assert.deepEqual(await shown(), chinese);
});

test('of two that are chosen in a row the last one is shown, whichever comes first', async () => {
  await open();
  intercepted.hold(files.texts('zh', 'overview'));
  await choose('zh');
  await choose('en');
  await intercepted.release(files.texts('zh', 'overview'));
  await chooseAndWait('en');
  assert.deepEqual(await shown(), english);

  await open();
  await page.evaluate(async () => {
    const explainer = document.querySelector('attention-explainer');
    for (const lang of ['zh', 'en', 'zh', 'en', 'zh']) {
      explainer.lang = lang;
      await Promise.resolve();
    }
    await explainer.updateComplete;
  });
  assert.deepEqual(await shown(), chinese);
});

test('where its texts cannot be had the page goes on in the one before, and another choice asks again', async () => {
  await open();
  intercepted.fail(
    files.texts('zh', 'common'),
    ...['overview', 'match'].map((file) => files.texts('zh', file)),
  );
  await chooseAndWait('zh');
  assert.deepEqual(await shown(), english);
  await comeTo(page, 'match');
  await intercepted.release(files.chapter('match'));
  await waitForChapters(page, 'match');
  assert.deepEqual(await shown(), english);
  await intercepted.release();
  await chooseAndWait('en');
  await chooseAndWait('zh');
  assert.deepEqual(await shown(), chinese);
});

test('an unknown language is the reader’s own', async () => {
  await open();
  await chooseAndWait('zh');
  await chooseAndWait('tlh');
  assert.deepEqual(await shown(), english);
});

test('nothing else is complained of', () =>
  assert.deepEqual(
    page.complaints.filter((text) => !/net::ERR_FAILED/.test(text)),
    [],
  ));
