// gallery.html: every figure draws, and the lines that it shows bring just that figure into a page of somebody else's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from '../harness/browser.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

const catalog = JSON.parse(await readFile(new URL('npm/catalog.json', build), 'utf8'));
const texts = JSON.parse(await readFile(new URL('../../../web/gallery/texts.json', import.meta.url), 'utf8'));
const ids = catalog.chapters.map(({ id }) => id);
const fromDisk = new URL('site/gallery.html', build).href;

let browser;
let server;
/** What pages of others hold, path -> HTML. */
const posts = new Map();
before(async () => {
  browser = await openBrowser();
  const files = folder(new URL('site/', build), '/site/');
  server = await serve((path) => (posts.has(path) ? Buffer.from(posts.get(path)) : files(path)));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = async (address, options) => {
  const page = await openPage(browser, options);
  await page.goto(address);
  return page;
};

/** In the page: what each explainer shows, seen one after the other. */
async function shown() {
  await customElements.whenDefined('attention-explainer');
  const all = [];
  for (const one of document.querySelectorAll('attention-explainer')) {
    let isOver = false;
    one.ready.finally(() => (isOver = true)).catch(() => {});
    // What is above it may get another height meanwhile, and take it out of sight before it has begun.
    while (!isOver) {
      one.scrollIntoView();
      await new Promise(requestAnimationFrame);
    }
    await one.ready;
    const figure = one.shadowRoot.querySelector('explainer-figure');
    const step = figure?.timeline.steps[figure.step].id;
    const isDrawn =
      (figure?.shadowRoot ?? one.shadowRoot).querySelector('.scene *, section.chapter *') !== null;
    all.push({ chapter: one.getAttribute('chapter'), step, isDrawn });
  }
  return all;
}

/** In the page: the lines of each figure in one way. */
function lines(way) {
  document.querySelector(`.ways input[value="${way}"]`).click();
  return [...document.querySelectorAll('article')].map(({ id }) => [
    id,
    document.querySelector(`#${id} code`).textContent,
  ]);
}

const atRest = catalog.chapters.map(({ id, keyStep }) => ({
  chapter: id,
  ...(keyStep && { step: keyStep }),
  isDrawn: true,
}));

test('every figure draws, from a disk and on a phone, and nothing hangs over', async () => {
  const page = await open(fromDisk, { width: 360, height: 740, theme: 'dark' });
  assert.deepEqual(await page.evaluate(shown), atRest);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, nav a, .ways label')]
      .map((one) => one.getBoundingClientRect())
      .filter(({ width, height }) => width < 44 || height < 44),
  );
  assert.deepEqual(small, []);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('the lines for an element draw what is seen above them', async () => {
  const page = await open(`${server.origin}/site/gallery.html`);
  await page.select('#weights select', 'mask');
  const held = atRest.map((one) => (one.chapter === 'weights' ? { ...one, step: 'mask' } : one));
  assert.deepEqual(await page.evaluate(shown), held);
  const all = await page.evaluate(lines, 'element');
  assert.deepEqual(
    all.map(([id]) => id),
    ids,
  );
  posts.set(
    '/',
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${all.map(([, code]) => code).join('\n')}`,
  );
  const post = await open(server.origin);
  assert.deepEqual(await post.evaluate(shown), held);
  for (const one of [page, post]) {
    assert.deepEqual(one.complaints, []);
    await one.close();
  }
});

test('the lines for a frame draw what is seen above them, and give it its height', async () => {
  const page = await open(`${server.origin}/site/gallery.html`);
  const all = Object.fromEntries(await page.evaluate(lines, 'frame'));
  assert.deepEqual(Object.keys(all), ids);
  for (const id of ids) assert.ok(all[id].includes(`embed.html?chapter=${id}"`), all[id]);
  await page.close();
  posts.set(
    '/framed.html',
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${all.value}${all.cost}`,
  );
  const post = await open(`${server.origin}/framed.html`);
  for (const id of ['value', 'cost']) {
    await post.evaluate((chapter) => document.querySelector(`[src$="${chapter}"]`).scrollIntoView(), id);
    const frame = await post.waitForFrame((one) => one.url().endsWith(`chapter=${id}`));
    await frame.waitForSelector('attention-explainer');
    assert.deepEqual(await frame.evaluate(shown), [atRest.find(({ chapter }) => chapter === id)]);
    await post.waitForFunction(
      (chapter) => document.querySelector(`[src$="${chapter}"]`).style.height !== '',
      {},
      id,
    );
  }
  assert.deepEqual(post.complaints, []);
  await post.close();
});

test('a still picture is there in every language, in its own size', async () => {
  for (const { id: language } of catalog.languages) {
    const page = await open(`${server.origin}/site/gallery.html?lang=${language}`);
    const all = Object.fromEntries(await page.evaluate(lines, 'picture'));
    const pictured = catalog.chapters.filter(({ figure }) => figure).map(({ id }) => id);
    for (const id of ids) assert.equal(all[id] !== '', pictured.includes(id), id);
    posts.set('/', `<!doctype html><meta charset="utf-8">${pictured.map((id) => all[id]).join('')}`);
    const post = await open(server.origin);
    const sizes = await post.evaluate(async () => {
      const images = [...document.images];
      await Promise.all(images.map((image) => image.decode()));
      return images.map((image) => [
        image.getAttribute('width') / image.getAttribute('height'),
        image.naturalWidth / image.naturalHeight,
      ]);
    });
    await post.close();
    assert.equal(sizes.length, pictured.length);
    for (const [said, real] of sizes) assert.ok(Math.abs(said / real - 1) < 0.01, `${said}, not ${real}`);
    const { tag } = catalog.languages.find((one) => one.id === language);
    const svg = await (await fetch(`${server.origin}/site/pictures/weights.${language}.svg`)).text();
    assert.ok(svg.includes(`lang="${tag}"`));
    await page.close();
  }
});

test('it is in the reader’s language, and all of it changes with the button', async () => {
  assert.deepEqual(Object.keys(texts.zh), Object.keys(texts.en));
  const page = await open(`${fromDisk}?lang=zh-Hans`, { width: 1000 });
  const seen = () =>
    page.evaluate(() => ({
      lang: document.documentElement.lang,
      title: document.title,
      heading: document.querySelector('h1').innerText,
      option: document.querySelector('#weights option:last-child').text,
      frame: document.querySelector('#weights code').textContent.match(/title="([^"]*)"/)[1],
    }));
  const weights = catalog.chapters.find(({ id }) => id === 'weights');
  const inLanguage = (id, lang) => ({
    lang,
    title: texts[id].title,
    heading: texts[id].title,
    option: weights.steps.at(-1).name[id],
    frame: weights.title[id],
  });
  await page.evaluate(lines, 'frame');
  assert.deepEqual(await seen(), inLanguage('zh', 'zh-CN'));
  await page.click('button.language');
  assert.deepEqual(await seen(), inLanguage('en', 'en'));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('what is copied is what is shown; where nothing can be copied it is selected', async () => {
  const page = await open(`${server.origin}/site/gallery.html?lang=en`);
  const outcome = (takes) =>
    page.evaluate(async (isTaken) => {
      const taken = [];
      const writeText = async (text) => {
        if (!isTaken) throw new Error('not here');
        taken.push(text);
      };
      Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
      const place = document.querySelector('#match');
      place.querySelector('.told-of').textContent = '';
      place.querySelector('button').click();
      await new Promise((done) => setTimeout(done));
      const code = place.querySelector('code').textContent;
      const note = place.querySelector('.told-of').textContent;
      return { same: (isTaken ? taken[0] : String(getSelection())) === code, note };
    }, takes);
  assert.deepEqual(await outcome(true), { same: true, note: texts.en.copied });
  assert.deepEqual(await outcome(false), { same: true, note: texts.en.selected });
  await page.close();
});

test('without scripts there are the pictures', async () => {
  const page = await openPage(browser);
  await page.setJavaScriptEnabled(false);
  await page.goto(fromDisk);
  await page.waitForSelector('#weights attention-explainer img');
  const [width, hasCode] = await page.evaluate(() => [
    document.querySelector('#weights attention-explainer img').clientWidth,
    document.querySelector('#weights .code').checkVisibility(),
  ]);
  assert.ok(width > 300 && !hasCode);
  await page.close();
});
