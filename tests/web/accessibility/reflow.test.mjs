// Read large: at a zoom of 200 % and with letters of twice the size nothing runs off sideways, no text is cut off or
// stands on another, and what sticks leaves room to read.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  inPage,
  listChapters,
  load,
  nextFrames,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/**
 * In the page: every line of every text, { text, parent, box }, those in pictures apart (figures.test.mjs looks at these), those
 * that stick or float, and those that are for the ear alone.
 */
function linesOf({ explainer }) {
  const floats = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const { position, clipPath } = getComputedStyle(at);
      if (['fixed', 'sticky', 'absolute'].includes(position) || clipPath !== 'none') return true;
      if (at === explainer) return false;
    }
    return false;
  };
  const lines = [];
  const look = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.shadowRoot) look(node.shadowRoot);
      const parent = node.parentElement;
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim() || !parent) continue;
      if (parent.closest('svg, style, math') || !parent.checkVisibility() || floats(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 0.5) lines.push({ text: node.data.trim().slice(0, 30), parent, box });
      }
    }
  };
  look(explainer.shadowRoot);
  return lines;
}

/** In the page: lines that are cut off, or that reach out of the window. */
function cutOff({ explainer }, lines) {
  const clipperOf = (element) => {
    for (let at = element; at && at !== explainer; at = at.parentElement ?? at.getRootNode().host) {
      if (getComputedStyle(at).overflowX !== 'visible') return at;
    }
    return document.documentElement;
  };
  const isCut = ({ parent, box }) => {
    const clipper = clipperOf(parent);
    const { left, right } = clipper.getBoundingClientRect();
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(clipper).overflowX);
    return !scrolls && (box.left < left - 1 || box.right > right + 1);
  };
  return lines.filter(isCut).map(({ text }) => `cut off: ${text}`);
}

/** In the page: lines that stand on one another. Letters are a little lower than their lines: neighbours may share a few pixels. */
function overlapping(lines) {
  const wrong = [];
  lines.sort((one, other) => one.box.top - other.box.top);
  lines.forEach(({ text, parent, box }, index) => {
    for (const next of lines.slice(index + 1)) {
      if (next.box.top > box.bottom) break;
      const down = Math.min(box.bottom, next.box.bottom) - next.box.top;
      const across = Math.min(box.right, next.box.right) - Math.max(box.left, next.box.left);
      const least = Math.min(box.height, next.box.height);
      if (parent !== next.parent && across > 2 && down > 0.4 * least) wrong.push(`${text} / ${next.text}`);
    }
  });
  return wrong;
}

/** In the page: texts that are cut off, or that stand on one another. */
const crowded = `(page) => {
  ${linesOf}
  ${cutOff}
  ${overlapping}
  const lines = linesOf(page);
  return [...new Set([...cutOff(page, lines), ...overlapping(lines)])];
}`;

/**
 * In the page: the smallest letters of each kind of text, { "host > element.class": pixels }. Titles are bound to the width
 * of the window too; letters in pictures grow with the zoom of the page and not with these.
 */
function letterSizes({ explainer }) {
  const sizes = {};
  const look = (root) => {
    for (const element of root.querySelectorAll('*:not(style, svg *, math *)')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const own = [...element.childNodes].some(
        (child) => child.nodeType === Node.TEXT_NODE && child.data.trim() !== '',
      );
      if (!own || element.matches('h1, h2, h2 *') || !element.checkVisibility()) continue;
      const kind = `${root.host.localName} > ${element.localName}${element.className && `.${element.className}`}`;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      sizes[kind] = Math.min(size, sizes[kind] ?? size);
    }
  };
  look(explainer.shadowRoot);
  return sizes;
}

/** In the page: figures whose rail a longer caption moves, and captions on what follows them. */
async function longCaptions({ explainer }) {
  const wrong = [];
  for (const figure of explainer.shadowRoot.querySelectorAll('explainer-figure')) {
    const heights = new Map();
    for (const index of figure.timeline.steps.keys()) {
      figure.goTo(index);
      await figure.updateComplete;
      const { top } = figure.getBoundingClientRect();
      const box = (part) => figure.shadowRoot.querySelector(part).getBoundingClientRect();
      heights.set(Math.round(box('.rail').top - top), index);
      const past = box('figcaption').bottom - figure.getBoundingClientRect().bottom;
      if (past > 1) wrong.push(`${figure.figure.id} ${index}: ${past} px past the figure`);
    }
    const carded = figure.closest('.carded');
    if (!carded && heights.size > 1) wrong.push(`${figure.figure.id}: the rail at ${[...heights.keys()]} px`);
  }
  return wrong;
}

/** In the page: how much of the column that is read what sticks takes, at its most, in parts of the window's height. */
async function stuck({ explainer }) {
  let most = 0;
  for (const prose of explainer.shadowRoot.querySelectorAll('section.chapter > chapter-prose')) {
    prose.parentElement.scrollIntoView({ behavior: 'instant' });
    scrollBy({ top: 200, behavior: 'instant' });
    await new Promise((done) => requestAnimationFrame(done));
    let height = 0;
    const read = prose.getBoundingClientRect();
    const look = (root) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (!['sticky', 'fixed'].includes(getComputedStyle(element).position)) continue;
        if (element.localName === 'th' || !element.checkVisibility()) continue;
        const { left, right, top, bottom } = element.getBoundingClientRect();
        if (left >= read.right || right <= read.left) continue;
        height += Math.max(Math.min(bottom, innerHeight) - Math.max(top, 0), 0);
      }
    };
    look(explainer.shadowRoot);
    most = Math.max(most, height / innerHeight);
  }
  return most;
}

/** How much wider the page is than its window. */
const surplus = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Begins again in a language: from the top, once all is said in it and laid out. */
async function speak(page, lang) {
  await page.evaluate((language) => {
    document.querySelector('attention-explainer').lang = language;
    scrollTo({ top: 0, behavior: 'instant' });
  }, lang);
  await page.waitForFunction(isSpoken, {}, lang);
  await nextFrames(page);
}

/** In the page: whether every chapter is said in a language. */
function isSpoken(lang) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const parts = [...shadowRoot.querySelectorAll('section.chapter > chapter-prose')];
  const isIn = ({ shadowRoot: root }) =>
    [...root.querySelectorAll('.told')].every(
      ({ textContent }) => /[\u4e00-\u9fff]/.test(textContent) === (lang === 'zh'),
    );
  return parts.length > 10 && parts.every(isIn);
}

for (const { name, width, height, root } of [
  { name: '1280 x 1024 at 200 %', width: 640, height: 512 },
  { name: '1280 px, letters of twice the size', width: 1280, height: 1024, root: '200%' },
  { name: '768 px, letters of twice the size', width: 768, height: 1024, root: '200%' },
  { name: '360 px, letters half as large again', width: 360, height: 740, root: '150%' },
]) {
  describe(name, () => {
    let page;
    before(async () => {
      page = await openPage(browser, { width, height });
      await load(page, `${server.site}#lang=en`);
      await page.evaluate((size) => {
        if (size) document.documentElement.style.fontSize = size;
      }, root);
      assert.ok((await listChapters(page)).length > 12);
    });
    after(() => page.close());

    for (const lang of ['en', 'zh'])
      describe(lang, () => {
        before(() => speak(page, lang));

        test('nothing runs off sideways, no text is cut off or stands on another', async () => {
          assert.equal(await surplus(page), 0);
          assert.deepEqual(await inPage(page, crowded), []);
        });

        test('captions have room', async () => {
          assert.deepEqual(await inPage(page, longCaptions), []);
        });

        if (root)
          test('letters have grown', async () => {
            const grown = await inPage(page, letterSizes);
            await page.evaluate(() => (document.documentElement.style.fontSize = ''));
            const usual = await inPage(page, letterSizes);
            await page.evaluate((size) => (document.documentElement.style.fontSize = size), root);
            assert.ok(Object.keys(usual).length > 60, `${Object.keys(usual).length} kinds of text`);
            const factor = Number.parseInt(root, 10) / 100;
            const small = Object.entries(usual).filter(([kind, size]) => grown[kind] < 0.99 * factor * size);
            assert.deepEqual(small, []);
          });
        else
          test('what sticks leaves room to read', async () => {
            const part = await inPage(page, stuck);
            assert.ok(part <= 0.3, `${Math.round(part * 100)} % of the window`);
          });
      });
  });
}

test('in a short, wide window what stands beside the prose takes nothing of it', async () => {
  const page = await openPage(browser, { width: 1440, height: 500 });
  await load(page, server.site);
  assert.ok((await inPage(page, stuck)) <= 0.3);
  await page.close();
});

test('1280 px at 500 %: nothing runs off sideways', async () => {
  const page = await openPage(browser, { width: 256, height: 205 });
  await load(page, `${server.site}#lang=en`);
  for (const lang of ['en', 'zh']) {
    await speak(page, lang);
    assert.equal(await surplus(page), 0, lang);
  }
  await page.close();
});
