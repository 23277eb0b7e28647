// The address of a page of our own: it is opened at what its address names, and its address follows, without an entry in the
// history for each moment. What links say is tested in link.test.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  choose,
  goTo,
  inChapter,
  inPage,
  listChapters,
  isOpenAt,
  load,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';
import { openLazily, shownChapters, waitForChapters } from '../harness/lazy.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const hashOf = (page) => page.evaluate(() => location.hash);
const fieldsOf = async (page) => Object.fromEntries(new URLSearchParams((await hashOf(page)).slice(1)));
const noteOf = (page) =>
  page.evaluate(
    () => document.querySelector('attention-explainer').shadowRoot.querySelector('.note')?.textContent ?? '',
  );

/** Takes an address in the page that is open, as a link to the same page does. */
const follow = (page, hash) =>
  page.evaluate(
    (to) =>
      new Promise((done) => {
        addEventListener('hashchange', () => done(), { once: true });
        location.hash = to;
      }),
    hash,
  );

/** In the page: whether a chapter's figure is held at a step, at the top of the window. */
test('a link opens a chapter that is not loaded yet at its step, with all chapters above it', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.site}#chapter=value&step=lift&head=2`);
  await page.waitForFunction(isOpenAt, {}, 'value', 'lift');
  const shown = await shownChapters(page);
  assert.equal(shown.indexOf('value'), 7);
  assert.equal(await noteOf(page), '');
  assert.equal((await fieldsOf(page)).head, '2');
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('so does one that is taken later, and the back button comes back', async () => {
  const page = await openPage(browser, { height: 400 });
  await openLazily(page, server.site);
  await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
  await follow(page, '#chapter=heads&step=slices');
  await page.waitForFunction(isOpenAt, {}, 'heads', 'slices');
  await follow(page, '#chapter=match&step=grid');
  await page.waitForFunction(isOpenAt, {}, 'match', 'grid');
  await page.goBack();
  await page.waitForFunction(isOpenAt, {}, 'heads', 'slices');
  await page.waitForFunction(() => /chapter=heads/.test(location.hash));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('of two that follow one another the last is opened', async () => {
  const page = await openPage(browser, { height: 400 });
  await openLazily(page, server.site);
  await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
  await page.evaluate(() => {
    location.hash = '#chapter=your-turn';
    location.hash = '#chapter=query&step=rows';
  });
  await page.waitForFunction(isOpenAt, {}, 'query', 'rows');
  assert.equal((await fieldsOf(page)).chapter, 'query');
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('a broken link shows the start and a note, on opening and later', async () => {
  const page = await openPage(browser);
  await openLazily(page, `${server.site}#chapter=weights&step=nowhere`);
  await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
  assert.match(await noteOf(page), /could not be read/);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await follow(page, '#chapter=weights&step=exp');
  await page.waitForFunction(isOpenAt, {}, 'weights', 'exp');
  assert.equal(await noteOf(page), '');
  await follow(page, '#head=none');
  await waitForChapters(page, 'overview');
  await page.waitForFunction(
    () => document.querySelector('attention-explainer').shadowRoot.querySelector('.note') !== null,
  );
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('the address follows what is shown, and makes no entry in the history', async () => {
  const page = await openPage(browser);
  await openLazily(page, server.site);
  await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
  assert.equal(await hashOf(page), '', 'nobody has moved anything');
  const length = await page.evaluate(() => history.length);
  await page.evaluate(async () => {
    const explainer = document.querySelector('attention-explainer');
    const figure = explainer.shadowRoot.querySelector('explainer-figure');
    for (const step of figure.timeline.steps.keys()) figure.goTo(step);
    for (const head of [1, 2, 3]) {
      explainer.head = head;
      await explainer.updateComplete;
    }
  });
  // Changes that come quickly are written a little later, the last of them for certain.
  await page.waitForFunction(() => /head=3/.test(location.hash));
  const { chapter, step } = await fieldsOf(page);
  const last = await page.evaluate(
    () => document.querySelector('attention-explainer').shadowRoot.querySelector('explainer-figure').stepId,
  );
  assert.deepEqual([chapter, step], ['overview', last]);
  assert.equal(await page.evaluate(() => history.length), length);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('an element that has left the document leaves the address alone, and keeps it again when it is back', async () => {
  const page = await openPage(browser);
  await openLazily(page, server.site);
  await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
  const heads = await page.evaluate(async () => {
    const explainer = document.querySelector('attention-explainer');
    const { parentNode } = explainer;
    explainer.remove();
    const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = '#head=3';
    await changed;
    await explainer.updateComplete;
    const away = explainer.head;
    parentNode.append(explainer);
    const again = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = '#head=2';
    await again;
    await explainer.updateComplete;
    return [away ?? null, explainer.head];
  });
  assert.deepEqual(heads, [null, 2]);
  await page.close();
});

test('the contents list brings each chapter into sight, and the address names it', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  const chapters = await listChapters(page);
  for (const { id } of chapters) {
    await inPage(
      page,
      ({ explainer }, hash) => explainer.shadowRoot.querySelector(`nav a[href="${hash}"]`).click(),
      `#chapter=${id}`,
    );
    await page.waitForFunction(
      (chapter) => new URLSearchParams(location.hash.slice(1)).get('chapter') === chapter,
      {},
      id,
    );
    const seen = await inChapter(page, id, ({ section }) => {
      const { top } = section.getBoundingClientRect();
      const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      return Math.abs(top) <= 60 || (atEnd && top < innerHeight);
    });
    assert.ok(seen, `${id} is in sight`);
  }
  await page.close();
});

test('a good link after a bad one takes the note away', async () => {
  const page = await openPage(browser);
  await load(page, `${server.site}#head=9`);
  assert.match(await noteOf(page), /could not be read/);
  await follow(page, '#chapter=value&step=add&head=2');
  await page.waitForFunction(isOpenAt, {}, 'value', 'add');
  assert.equal(await noteOf(page), '');
  assert.equal(await page.evaluate(() => document.querySelector('attention-explainer').head), 2);
  await page.close();
});

test('a host page’s address is left alone', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  await inPage(page, async ({ explainer }) => {
    explainer.linked = false;
    history.replaceState(null, '', '#mine');
    await explainer.updateComplete;
    for (const figure of explainer.shadowRoot.querySelectorAll('explainer-figure')) figure.goTo(2);
  });
  await choose(page, { token: 2 });
  assert.equal(await hashOf(page), '#mine');
  await page.close();
});
