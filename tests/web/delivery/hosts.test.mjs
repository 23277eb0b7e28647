// Pages of others that are not as ours: what a host sets and names must not reach in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, strictPolicy, waitForFigures } from '../fixtures/host.mjs';
import { openBrowser } from '../harness/browser.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** In the page: what of an element's letters and marks inherits, and where its words stand. */
function lookOf(id) {
  const one = document.getElementById(id);
  const figure = one.shadowRoot.querySelector('explainer-figure');
  const picture = figure.shadowRoot.querySelector('svg.picture');
  const box = picture.getBoundingClientRect();
  const words = [...picture.querySelectorAll('text')].map((text) => {
    const { left, top, width } = text.getBoundingClientRect();
    return [text.textContent, ...[left - box.left, top - box.top, width].map(Math.round)].join(' ');
  });
  const styles = (element) => {
    const style = getComputedStyle(element);
    // Those of the box follow from the others; what a host's letters are coloured with does not.
    const sized =
      /size|width|height|^(inset|inline|block|perspective|transform|margin|padding|top|left|right|bottom|x|y|-webkit-locale)/;
    return [...style].filter((name) => !sized.test(name)).map((name) => `${name}: ${style[name]}`);
  };
  const title = one.shadowRoot.querySelector('h2');
  const caption = figure.shadowRoot.querySelector('figcaption');
  return {
    words,
    title: styles(title),
    caption: styles(caption),
    text: styles(picture.querySelector('text')),
  };
}

const explainer = (id, around = '') =>
  `<div style="width: 900px; ${around}"><attention-explainer id="${id}" chapter="weights" lang="en" step="divide" controls="title transport"></attention-explainer></div>`;

/** Whatever inherits, each with a value that is not its own. */
const inherited = [
  'direction: rtl; text-align: center; text-indent: 3em; text-transform: uppercase; letter-spacing: .2em; word-spacing: 1em',
  'white-space: pre; word-break: break-all; overflow-wrap: anywhere; line-break: anywhere; hyphens: auto; tab-size: 2',
  'font: italic small-caps 900 40px/3 monospace; font-stretch: expanded; font-feature-settings: "zero"; font-kerning: none',
  'color: red; text-shadow: 0 0 9px red; -webkit-text-stroke: 2px red; -webkit-text-fill-color: red; text-emphasis: dot',
  'list-style: square inside; border-collapse: collapse; border-spacing: 9px; caption-side: bottom; empty-cells: hide',
  'cursor: crosshair; quotes: "x" "y"; orphans: 5; widows: 5; writing-mode: horizontal-tb; text-rendering: geometricPrecision',
  'fill: red; stroke: red; stroke-width: 9px; text-anchor: end; dominant-baseline: hanging; paint-order: stroke; fill-opacity: .2',
  'text-wrap: nowrap; text-underline-offset: 9px; image-rendering: pixelated; accent-color: red; caret-color: red',
].join('; ');

test('nothing that a host sets is inherited', async () => {
  const { page, close } = await host(browser, explainer('plain') + explainer('inside', inherited));
  await waitForFigures(page, 1);
  await page.evaluate(() => document.getElementById('inside').scrollIntoView());
  await waitForFigures(page, 2);
  const [plain, inside] = [await page.evaluate(lookOf, 'plain'), await page.evaluate(lookOf, 'inside')];
  assert.ok(plain.words.length > 10);
  for (const name of Object.keys(plain)) assert.deepEqual(inside[name], plain[name], name);
  assert.deepEqual(page.complaints, []);
  await close();
});

/** In a page: what is wrong with its prototypes until the figure is there, which the console tells: a test could ask for nothing. */
const polluted = `<script>
  Object.prototype.scale = 7;
  Object.prototype.extra = 'y';
  const look = () => {
    const figure = document.querySelector('attention-explainer')?.shadowRoot?.querySelector('explainer-figure');
    if (!figure?.shadowRoot?.querySelector('.scene')?.childElementCount) return setTimeout(look, 50);
    delete Object.prototype.scale;
    delete Object.prototype.extra;
    console.log('drawn');
  };
  setTimeout(look, 50);
</script>`;

test('a page whose elements and prototypes have names of ours, and a hidden slide', async () => {
  const names =
    'attentionExplainerPolicy litHtmlVersions litElementVersions reactiveElementVersions litHtmlPolyfillSupport litPropertyMetadata reactiveElementPolyfillSupport litElementPolyfillSupport';
  const body = names.split(' ').map((id) => `<div id="${id}"></div>`);
  const slide =
    '<div style="visibility: hidden"><attention-explainer chapter="match"></attention-explainer></div>';
  const { page, close } = await host(browser, [...body, slide].join(''), {
    head: polluted,
    opened: (page) => new Promise((done) => page.on('console', (said) => said.text() === 'drawn' && done())),
  });
  const visibility = await page.evaluate(() => {
    const { shadowRoot } = document
      .querySelector('attention-explainer')
      .shadowRoot.querySelector('explainer-figure');
    return getComputedStyle(shadowRoot.querySelector('svg.picture')).visibility;
  });
  assert.equal(visibility, 'hidden');
  assert.deepEqual(page.complaints, []);
  await close();
});

test('two copies of the script in one page under Trusted Types: one draws, none throws', async () => {
  const { page, close } = await host(
    browser,
    '<attention-explainer chapter="weights"></attention-explainer><script src="/site/attention-explainer.js?second" defer></script>',
    { policy: strictPolicy },
  );
  await waitForFigures(page, 1);
  assert.deepEqual(page.complaints, []);
  await close();
});

/** In the page: the texts of an element and of all in it, each as it is seen. */
const textsOf = (id) => {
  const texts = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
    if (node.nodeType === Node.ELEMENT_NODE && !['STYLE', 'FONT'].includes(node.tagName)) texts.push('\n');
    for (const child of (node.shadowRoot ?? node).childNodes) walk(child);
  };
  walk(document.getElementById(id));
  return texts
    .join('')
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line);
};

/** In the page: does as translators of browsers do: every text is in new elements, and the old node is gone. Returns how many. */
const translate = (id) => {
  let count = 0;
  const walk = (node) => {
    if (node.translate === false || node.getAttribute?.('translate') === 'no') return;
    if (['STYLE', 'SCRIPT', 'FONT'].includes(node.tagName)) return;
    for (const child of [...(node.shadowRoot ?? node).childNodes]) walk(child);
    if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) return;
    const [outer, inner] = ['font', 'font'].map((name) => document.createElement(name));
    inner.append(node.data);
    outer.append(inner);
    node.replaceWith(outer);
    count += 1;
  };
  walk(document.getElementById(id));
  return count;
};

/** In the page: sets fields of an element and waits until all in it follows. */
const change = async (id, fields) => {
  const element = document.getElementById(id);
  Object.assign(element, fields);
  for (let round = 0; round < 5; round += 1) {
    await element.updateComplete;
    for (const each of element.shadowRoot.querySelectorAll('*')) await each.updateComplete;
  }
};

/** In the page: whether both elements are in a language. */
const areIn = (tag) =>
  ['plain', 'translated'].every(
    (id) => document.getElementById(id).shadowRoot.querySelector('main').lang === tag,
  );

test('texts that a translator has wrapped follow steps, words, heads, sentences and languages', async () => {
  const one = (id) =>
    `<attention-explainer id="${id}" chapter="weights" lang="en" controls="sentence title cards transport tools"></attention-explainer>`;
  const { page, close } = await host(browser, one('plain') + one('translated'));
  for (const id of ['plain', 'translated']) {
    await page.evaluate((name) => document.getElementById(name).scrollIntoView(), id);
    await page.evaluate((name) => document.getElementById(name).ready, id);
  }
  await waitForFigures(page, 2);
  await page.waitForFunction(() =>
    ['plain', 'translated'].every((id) =>
      document
        .getElementById(id)
        .shadowRoot.querySelector('sentence-box')
        ?.shadowRoot?.querySelector('input'),
    ),
  );
  const moves = [
    { step: 'exp' },
    { head: 2 },
    { token: 2 },
    { sentence: 'the eiffel tower' },
    { sentence: 'the unheardof tower' },
    { lang: 'zh' },
    { step: 'divide', lang: 'en', sentence: 'one mole dug' },
  ];
  let before = [];
  for (const move of moves) {
    assert.ok((await page.evaluate(translate, 'translated')) > 0);
    for (const id of ['plain', 'translated']) await page.evaluate(change, id, move);
    const said = JSON.stringify(move);
    if (move.lang) await page.waitForFunction(areIn, {}, move.lang === 'zh' ? 'zh-CN' : 'en');
    const texts = await page.evaluate(textsOf, 'plain');
    assert.notDeepEqual(texts, before, said);
    assert.deepEqual(await page.evaluate(textsOf, 'translated'), texts, said);
    before = texts;
  }
  assert.deepEqual(page.complaints, []);
  await close();
});

test('a window that changes its width brings the page around no errors', async () => {
  const listen =
    '<script>var told = []; addEventListener("error", ({ message }) => told.push(message));</script>';
  const { page, close } = await host(browser, '<attention-explainer></attention-explainer>', {
    head: listen,
  });
  await waitForFigures(page, 1);
  await page.evaluate(() => document.querySelector('attention-explainer').showAll());
  for (const width of [500, 1000, 360]) {
    await page.setViewport({ width, height: 900 });
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const figures = [...shadowRoot.querySelectorAll('explainer-figure')];
      return figures.every(
        (figure) => Math.abs(figure.available - figure.clientWidth) < 2 && !figure.isUpdatePending,
      );
    });
  }
  assert.deepEqual(await page.evaluate(() => window.told), []);
  assert.deepEqual(page.complaints, []);
  await close();
});
