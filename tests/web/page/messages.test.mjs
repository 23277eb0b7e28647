// The catalogues: every text that is asked for is there, none is there for nothing, every language says the same things,
// and what texts and formulas name exists.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { readFormulas } from '../../../web/formulas.mjs';
import { bundleForPage } from '../harness/bundle.mjs';
import { sources } from '../harness/sources.mjs';
import { inPage, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

const web = new URL('../../../web/', import.meta.url);

/** All texts of a language; a key that stands in two files is a mistake. */
async function readCatalogue(language) {
  const folder = new URL(`messages/${language}/`, web);
  const catalogue = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json'))) {
    const texts = JSON.parse(await readFile(new URL(file, folder), 'utf8'));
    for (const [key, text] of Object.entries(texts)) {
      assert.ok(!Object.hasOwn(catalogue, key), `${key} stands in two files of ${language}`);
      catalogue[key] = text;
    }
  }
  return catalogue;
}

async function readSources() {
  const files = (await readdir(sources.page, { recursive: true })).filter((name) => name.endsWith('.ts'));
  return Promise.all(files.map((file) => readFile(new URL(file, sources.page), 'utf8')));
}

const objectsIn = (text) => [...text.matchAll(/\[[^\]]+\]\((\w+)\)/g)].map(([, object]) => object);
const placesIn = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place);

let browser;
let server;
let english;
let recorded;
let tensors;
before(async () => {
  english = await readCatalogue('en');
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  const page = await openPage(browser);
  await load(page, server.site);
  tensors = await inPage(page, ({ explainer }) => explainer.trace.names);
  await bundleForPage(page, new URL('messages/record.mjs', import.meta.url), 'messageRecorder');
  recorded = await page.evaluate(() => window.messageRecorder.record());
  assert.deepEqual(page.complaints, []);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('no text is missing, whatever is chosen, and every place in one is filled', () => {
  assert.ok(recorded.asked.length > 200, `${recorded.asked.length} texts were asked for`);
  assert.deepEqual(recorded.missing, []);
  assert.deepEqual(recorded.unfilled, []);
});

test('no text is unused', async () => {
  const sources = await readSources();
  const html = await readFile(new URL('index.html', web), 'utf8');
  const source = [...sources, await readFile(new URL('bundle/page.mjs', web), 'utf8')].join('\n');
  const used = new Set(recorded.asked);
  for (const [, key] of source.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)*)['"`]/g)) used.add(key);
  for (const [, key] of html.matchAll(/\{\{(?:\w\w\.)?([\w.]+)\}\}/g)) used.add(key);
  const literals = new Set([...source.matchAll(/['"]([\w.-]+)['"]/g)].map(([, literal]) => literal));
  // Such as `theme.${mode}` in an element, or the caption that a figure chooses for a step: used, where the code knows
  // the mode or the choice.
  const families = [...source.matchAll(/`([a-z][\w.-]*\.)\$\{[^}]*\}`/g)].map(([, family]) => family);
  const chosen = (key) =>
    literals.has(/^caption\.[\w-]+\.(.+)$/.exec(key)?.[1]) ||
    families.some((family) => key.startsWith(family) && literals.has(key.slice(family.length)));
  // What is said where the claim of no variant holds, as of a model that knows less than the page's.
  const otherwise = (key) =>
    /^(card|exact|question)\./.test(key) && [...used].some((variant) => variant.startsWith(`${key}.`));
  const unused = Object.keys(english).filter((key) => !used.has(key) && !chosen(key) && !otherwise(key));
  assert.deepEqual(unused, []);
});

test('every object that a text or a formula names is a tensor', async () => {
  const named = Object.entries(english).flatMap(([key, text]) =>
    objectsIn(text).map((object) => ({ key, object })),
  );
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter(({ object }) => !tensors.includes(object)),
    [],
  );
  const formulas = readFormulas(await readFile(new URL('formulas.tex', web), 'utf8'));
  const objects = ([, attributes, ...children]) => [
    ...(attributes['data-object'] ? [attributes['data-object']] : []),
    ...children.filter(Array.isArray).flatMap(objects),
  ];
  for (const [name, formula] of Object.entries(formulas)) {
    const symbols = objects(formula);
    assert.ok(symbols.length > 0, `the formula ${name} names nothing`);
    for (const object of symbols) assert.ok(tensors.includes(object), `${object} in the formula ${name}`);
  }
});

test('texts are clean: no straight quotes, no doubled spaces, no markup', () => {
  const unclean = Object.entries(english).filter(([, text]) =>
    /[A-Za-z]'[a-z]|"| {2}|^\s|\s$|<\/?\w/.test(text),
  );
  assert.deepEqual(unclean, []);
});

describe('every language says the same', async () => {
  const languages = (await readdir(new URL('messages/', web))).filter((name) => name !== 'en');
  test('English is there', () => assert.ok(Object.keys(english).length > 200));
  for (const language of languages) {
    test(language, async () => {
      const catalogue = await readCatalogue(language);
      assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(english).sort());
      for (const [key, text] of Object.entries(catalogue)) {
        const known = placesIn(english[key]);
        assert.deepEqual(
          placesIn(text).filter((place) => !known.includes(place)),
          [],
          `${key} fills what English has not`,
        );
        assert.deepEqual(
          objectsIn(text).sort(),
          objectsIn(english[key]).sort(),
          `${key} names the same objects`,
        );
      }
    });
  }
});
