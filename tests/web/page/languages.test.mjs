// English and Chinese: well-set texts; a switch that loses nothing; figures that are as right in
// Chinese; no English left where Chinese is chosen.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { readGlosses } from '../../../web/glosses.mjs';
import { serveBuild } from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';
import { isDrawn, isDrawnTo } from '../harness/engines/figures.mjs';
import { openEngine } from '../harness/engines/index.mjs';
import { importTypeScript } from '../harness/typescript.mjs';

const web = new URL('../../../web/', import.meta.url);
const read = (path) => readFile(new URL(path, web), 'utf8');
const filesOf = async (language) => (await readdir(new URL(`messages/${language}/`, web))).sort();

/** Chapter by chapter: { file: { key: text } }. */
async function catalogue(language) {
  const files = await filesOf(language);
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file, JSON.parse(await read(`messages/${language}/${file}`))]),
    ),
  );
}

describe('the texts', () => {
  let zh;
  before(async () => {
    zh = await catalogue('zh');
  });

  test('every language has a row and the same files, whose keys are known', async () => {
    const keys = await read('src/text/message-key.ts');
    const listed = [...keys.matchAll(/import type (\w+) from '..\/..\/messages\/en\/([\w-]+\.json)';/g)];
    const files = await filesOf('en');
    assert.deepEqual(listed.map(([, , file]) => file).sort(), files);
    const joined = [...keys.matchAll(/typeof (\w+)/g)].map(([, name]) => name);
    assert.deepEqual(joined.sort(), listed.map(([, name]) => name).sort());
    const [{ languages }] = await importTypeScript('web/src/text/languages.ts');
    const folders = await readdir(new URL('messages/', web));
    assert.deepEqual([...languages].sort(), folders.sort());
    for (const language of folders) assert.deepEqual(await filesOf(language), files, language);
  });

  test('Chinese punctuation, and no spaces beside Chinese characters but around signs', () => {
    const wrong = Object.values(zh).flatMap((texts) =>
      Object.entries(texts).filter(([, text]) =>
        /[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff] [\w“]|[\w”] [\u4e00-\u9fff]|"/.test(text),
      ),
    );
    assert.deepEqual(wrong, []);
  });
});

let engine;
let server;
before(async () => {
  [engine, server] = await Promise.all([openEngine('chromium'), serveBuild()]);
});
after(async () => {
  await engine?.close();
  await server?.stop();
});

async function open(hash) {
  const page = await engine.newPage({ width: 1440, height: 900, theme: 'light', motion: 'reduce' });
  await page.goto(server.site + hash);
  await page.waitFor(isDrawn);
  await bundleForPage(page, new URL('../chapters/figures/checks.mjs', import.meta.url), 'figureChecks');
  return page;
}

/** Everything that a reader has come to, and where. */
function placeOf() {
  const explainer = document.querySelector('attention-explainer');
  const all = (selector) => [...explainer.shadowRoot.querySelectorAll(selector)];
  const eye = innerHeight / 3;
  const read = all('section.chapter').find((section) => {
    const { top, bottom } = section.getBoundingClientRect();
    return top <= eye && bottom > eye;
  });
  const { top, height } = read.getBoundingClientRect();
  return {
    times: all('explainer-figure').map(({ time }) => time),
    pointed: all('explainer-figure').map(({ pointed }) => pointed ?? null),
    answers: all('chapter-prose').map(({ answer }) => answer ?? null),
    options: explainer.options,
    sentence: explainer.trace.words.join(' '),
    transposed: explainer.transposed,
    theme: explainer.theme,
    chapter: read.dataset.chapter,
    read: Math.round(((eye - top) / height) * 200) / 200,
  };
}

/** Presses the button that names the other language; resolves when everything is drawn. */
async function switchLanguage() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  shadowRoot.querySelector('button.language').click();
  await window.figureChecks.choose({});
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** Comes to a place that no page opens at. */
async function readOn() {
  const explainer = document.querySelector('attention-explainer');
  await window.figureChecks.choose({
    head: 2,
    token: 6,
    transposed: true,
    options: { ...explainer.options, temperature: 2 },
  });
  const of = (name, chapter) =>
    [...explainer.shadowRoot.querySelectorAll(name)].find(
      (element) => (element.chapter?.id ?? element.figure?.id) === chapter,
    );
  of('chapter-prose', 'weights').answer = 1;
  of('chapter-prose', 'word').answer = 0;
  of('explainer-figure', 'match').seek(4321);
  of('explainer-figure', 'weights').goTo(3);
  of('explainer-figure', 'weights').pointed = { run: 'switched', tensor: 'scaled', indices: [1, 5, 0] };
  scrollTo({
    top: of('chapter-prose', 'weights').getBoundingClientRect().top + scrollY,
    behavior: 'instant',
  });
  await window.figureChecks.choose({});
}

/** What the document and the page say that they are. */
function named() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  return {
    title: document.title,
    heading: shadowRoot.querySelector('h1').textContent,
    document: document.documentElement.lang,
    page: shadowRoot.querySelector('main').lang,
    offered: shadowRoot.querySelector('button.language').textContent.trim(),
    hash: location.hash,
  };
}

/** All texts of the picture, with the words of a figure's labels for those who do not see it. */
function textsOf(id) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figure = [...shadowRoot.querySelectorAll('explainer-figure')].find((one) => one.figure.id === id);
  return [...figure.shadowRoot.querySelectorAll('.scene text')].map((text) => text.textContent);
}

describe('the switch', () => {
  test('changes the language and keeps the place', async () => {
    const page = await open('');
    await page.evaluate(readOn);
    const english = await page.evaluate(named);
    const place = await page.evaluate(placeOf);
    assert.equal(place.chapter, 'weights');
    const texts = await page.evaluate(textsOf, 'overview');

    await page.evaluate(switchLanguage);
    const chinese = await page.evaluate(named);
    assert.deepEqual(await page.evaluate(placeOf), place);
    assert.equal(english.offered, '中文');
    assert.equal(chinese.offered, 'English');
    assert.equal(chinese.title, chinese.heading);
    const titles = await Promise.all(
      ['zh', 'en'].map(async (language) => JSON.parse(await read(`messages/${language}/common.json`)).title),
    );
    assert.equal(chinese.title, titles[0]);
    assert.deepEqual([chinese.document, chinese.page], ['zh-CN', 'zh-CN']);
    assert.match(chinese.hash, /lang=zh/);

    await page.evaluate(switchLanguage);
    assert.deepEqual(await page.evaluate(placeOf), place);
    assert.deepEqual(await page.evaluate(textsOf, 'overview'), texts);
    assert.equal((await page.evaluate(named)).title, titles[1]);
    assert.deepEqual(await page.complaints(), []);
    await page.close();
  });

  test('a link opens its language; one that there is not is a broken link', async () => {
    const page = await open('#chapter=match&step=grid&lang=zh');
    assert.equal((await page.evaluate(named)).page, 'zh-CN');
    await page.close();
    const broken = await open('#lang=tlh');
    const note = await broken.evaluate(
      () => document.querySelector('attention-explainer').shadowRoot.querySelector('.note')?.textContent,
    );
    assert.match(note, /could not be read/);
    await broken.close();
  });

  test('the document of a host page keeps its name and language', async () => {
    const page = await open('');
    const kept = await page.evaluate(async () => {
      const explainer = document.querySelector('attention-explainer');
      explainer.linked = false;
      document.title = 'mine';
      document.documentElement.lang = 'fr';
      await window.figureChecks.choose({ lang: 'zh' });
      return [document.title, document.documentElement.lang, explainer.shadowRoot.querySelector('main').lang];
    });
    assert.deepEqual(kept, ['mine', 'fr', 'zh-CN']);
    await page.close();
  });

  test('by itself the page is in the first of the reader’s languages that there is', async () => {
    const page = await open('');
    const shown = await page.evaluate(async () => {
      const tags = [];
      for (const languages of [['fr', 'zh-TW', 'en'], ['en-GB', 'zh'], ['fr']]) {
        Object.defineProperty(navigator, 'languages', { value: languages, configurable: true });
        window.dispatchEvent(new Event('languagechange'));
        await window.figureChecks.choose({});
        tags.push(document.documentElement.lang);
      }
      return tags;
    });
    assert.deepEqual(shown, ['zh-CN', 'en', 'en']);
    await page.close();
  });
});

/** Every text of the page, or of one of its figures, and the labels of what has no text. */
function everyText(figureId) {
  const found = [];
  const look = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.parentElement?.closest('style, math, cite[lang="en"]')) found.push(node.data.trim());
        continue;
      }
      for (const name of ['aria-label', 'aria-valuetext', 'title']) found.push(node.getAttribute(name) ?? '');
      if (node.shadowRoot) look(node.shadowRoot);
    }
  };
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figures = [...shadowRoot.querySelectorAll('explainer-figure')];
  look(figureId ? figures.find((one) => one.figure.id === figureId).shadowRoot : shadowRoot);
  return [...new Set(found.filter(Boolean))];
}

/** Names, functions, units and symbols that are the same in Chinese. */
const international = new Set(
  [
    'Transformer softmax logit exp max log out sum head heads pos dim model small up down ms GPT MLP MIT W_E W_P W_Q W_K W_V W_O W_U WE WP WQ WK WV WO WU Value Elhage Michel Value_down Value_up d_model d_k d_v',
    'WebAssembly SIMD simd relaxed scalar English Home End Enter Page Up Down SVG PNG CSV JSON iframe',
  ].flatMap((names) => names.split(' ')),
);

/** Names of tensors with their indices, such as `score[1,2]`, are symbols too. */
const symbol = /[a-z]+[₀-₉]*\[[\d,]+\]/g;

function englishIn(texts, vocabulary) {
  return texts.filter((text) =>
    (text.replace(symbol, '').match(/[A-Za-z_]+/g) ?? []).some(
      (word) => word.length > 1 && !vocabulary.has(word.toLowerCase()) && !international.has(word),
    ),
  );
}

describe('in Chinese', () => {
  let vocabulary;
  let page;
  before(async () => {
    page = await open('#lang=zh');
    const glosses = readGlosses(
      await readFile(new URL('../../../core/corpus/glosses.zh.txt', import.meta.url), 'utf8'),
    );
    vocabulary = new Set(Object.keys(glosses));
  });
  after(() => page?.close());

  for (const width of [1440, 768, 360]) {
    test(`${width} px: every step of every figure shows what was computed, and no English`, async () => {
      await page.resize(width, 900);
      await page.waitFor(isDrawnTo, width);
      const wrong = [];
      for (const id of await page.evaluate(() => window.figureChecks.figureIds())) {
        const steps = await page.evaluate((name) => window.figureChecks.checkFigure(name), id);
        wrong.push(...steps.flatMap((step) => step.wrong.map((what) => `${id}, ${step.id}: ${what}`)));
        for (const [index, step] of steps.entries()) {
          await page.evaluate(showStep, id, index);
          const left = englishIn(await page.evaluate(everyText, id), vocabulary);
          wrong.push(...left.map((text) => `${id}, ${step.id}: English: ${text}`));
        }
      }
      wrong.push(...englishIn(await page.evaluate(everyText), vocabulary).map((text) => `English: ${text}`));
      assert.deepEqual(wrong, []);
      assert.deepEqual(await page.complaints(), []);
    });
  }

  test('the inspector explains every tensor in Chinese', async () => {
    const said = await page.evaluate(inspectEverything);
    assert.ok(said.length > 20, `${said.length} explanations`);
    assert.deepEqual(englishIn(said, vocabulary), []);
    for (const text of said) assert.match(text, /[\u4e00-\u9fff]/);
  });

  test('words carry their glosses, and drop them with the language', async () => {
    const glosses = () => page.evaluate(glossesOf, 'overview');
    assert.ok((await glosses()).includes('毛茸茸的'));
    await page.evaluate(switchLanguage);
    assert.deepEqual(await glosses(), []);
  });
});

async function showStep(id, index) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figure = [...shadowRoot.querySelectorAll('explainer-figure')].find((one) => one.figure.id === id);
  figure.goTo(index);
  await figure.updateComplete;
}

function glossesOf(id) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figure = [...shadowRoot.querySelectorAll('explainer-figure')].find((one) => one.figure.id === id);
  return [...figure.shadowRoot.querySelectorAll('.gloss')].map((text) => text.textContent);
}

/** What the inspector says of the first cell of every tensor that it explains. */
async function inspectEverything() {
  const explainer = document.querySelector('attention-explainer');
  const figure = explainer.shadowRoot.querySelector('explainer-figure');
  const said = [];
  for (const tensor of explainer.trace.names) {
    const indices = explainer.trace.shape(tensor).map(() => 0);
    figure.pointed = { run: 'sentence', tensor, indices };
    await figure.updateComplete;
    const inspector = figure.shadowRoot.querySelector('cell-inspector');
    await inspector.updateComplete;
    if (!inspector.shadowRoot.querySelector('.empty'))
      said.push(inspector.shadowRoot.textContent.replace(/\s+/g, ' '));
  }
  return said;
}
