// Another language is a row and a folder of texts, and nothing else: the page is built with one more, the English texts with a
// mark before each, and has it wherever it has its languages.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { openBrowser, openPage } from '../harness/browser.mjs';
import { openLazily } from '../harness/lazy.mjs';
import { folder, serve } from '../harness/server.mjs';

const repository = new URL('../../../', import.meta.url);
const mark = '¤';
const names = { en: 'English', zh: '中文', xx: 'Marked' };

let root;
let printed;
let browser;
let page;
let server;
before(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'attention-explainer-'))}/`);
  await copySources();
  await addLanguage();
  const script = new URL('web/build.mjs', root).pathname;
  ({ stdout: printed } = await promisify(execFile)(process.execPath, [script]));
  server = await serve(folder(new URL('build/site/', root), '/'));
  browser = await openBrowser();
  page = await openPage(browser);
  await page.setBypassCSP(true);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (root) await rm(root, { recursive: true });
});

/** Minifying takes most of a build's time, and is the same in every language. */
const quickly = `export const minifier = 'none';
export const minified = async (text) => text;
`;

/** What the build reads. */
async function copySources() {
  const parts = [
    'web',
    'core/corpus',
    'core/model',
    'build/wasm/generated',
    'wasm/licences',
    'package.json',
    'LICENSE',
    'CHANGELOG.md',
  ];
  const built = await readdir(new URL('build/wasm/wasm/', repository));
  const modules = built.filter((name) => name.endsWith('.wasm')).map((name) => `build/wasm/wasm/${name}`);
  const wrappers = (await readdir(new URL('wasm/', repository))).filter((name) => name.endsWith('.ts'));
  const paths = [...parts, 'wasm/third-party.json', ...modules, ...wrappers.map((name) => `wasm/${name}`)];
  for (const path of paths) {
    await mkdir(new URL('./', new URL(path, root)), { recursive: true });
    await cp(new URL(path, repository), new URL(path, root), { recursive: true });
  }
  await symlink(new URL('node_modules', repository), new URL('node_modules', root));
  await writeFile(new URL('web/bundle/minify.mjs', root), quickly);
}

async function addLanguage() {
  const messages = new URL('web/messages/', root);
  await mkdir(new URL('xx/', messages));
  for (const file of await readdir(new URL('en/', messages))) {
    const texts = JSON.parse(await readFile(new URL(`en/${file}`, messages), 'utf8'));
    const marked = Object.entries(texts).map(([key, text]) => [key, mark + text]);
    await writeFile(new URL(`xx/${file}`, messages), JSON.stringify(Object.fromEntries(marked)));
  }
  // All but those of texts are for scripts that are minified.
  const budgetsFile = new URL('web/bundle/budgets.json', root);
  const budgets = JSON.parse(await readFile(budgetsFile, 'utf8'));
  for (const [part, budget] of Object.entries(budgets)) if (part !== 'texts') budget.limit *= 2;
  await writeFile(budgetsFile, JSON.stringify(budgets));
  const table = new URL('web/src/text/languages.ts', root);
  const source = await readFile(table, 'utf8');
  const end = '\n} satisfies Record<string, LanguageRow>;';
  assert.ok(source.includes(end));
  await writeFile(table, source.replace(end, `\n  xx: { name: '${names.xx}', tag: 'xx' },${end}`));
}

/** What the page says that it is, and which languages it offers. */
const named = () =>
  page.evaluate(async () => {
    const explainer = document.querySelector('attention-explainer');
    await explainer.updateComplete;
    const { shadowRoot } = explainer;
    const figure = shadowRoot.querySelector('explainer-figure');
    await figure.updateComplete;
    return {
      document: document.documentElement.lang,
      page: shadowRoot.querySelector('main').lang,
      title: document.title,
      caption: figure.shadowRoot.querySelector('figcaption').textContent.trim(),
      offered: [...shadowRoot.querySelectorAll('button.language')].map((button) => button.textContent.trim()),
    };
  });

async function assertLanguage(language) {
  const tag = language === 'zh' ? 'zh-CN' : language;
  const { offered, title, caption, ...tags } = await named();
  assert.deepEqual(tags, { document: tag, page: tag });
  assert.deepEqual(
    offered,
    Object.keys(names)
      .filter((other) => other !== language)
      .map((other) => names[other]),
  );
  assert.equal(title.startsWith(mark), language === 'xx', title);
  assert.equal(caption.includes(mark), language === 'xx', caption);
  assert.equal(/[\u4e00-\u9fff]/.test(title), language === 'zh', title);
}

async function open(address) {
  await page.goto('about:blank');
  await openLazily(page, address);
}

const press = (name) =>
  page.evaluate((wanted) => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    [...shadowRoot.querySelectorAll('button.language')]
      .find(({ textContent }) => textContent === wanted)
      .click();
  }, name);

test('its texts have a budget, and keep it', () => {
  assert.match(printed, /^texts, xx +[\d,]+ +[\d,]+$/m);
  assert.doesNotMatch(printed, /OVER/);
});

test('every language offers the others, and is changed to from each', async () => {
  await open(`${server.origin}/`);
  await assertLanguage('en');
  await page.evaluate(() => document.querySelector('attention-explainer').showAll());
  for (const language of ['xx', 'zh', 'en', 'xx', 'en']) {
    await press(names[language]);
    await assertLanguage(language);
  }
});

test('in it every chapter is said, and every text has its mark', async () => {
  await open(`${server.origin}/#lang=xx`);
  await assertLanguage('xx');
  const unmarked = await page.evaluate(async (sign) => {
    const explainer = document.querySelector('attention-explainer');
    await explainer.showAll();
    const found = [];
    for (const section of explainer.shadowRoot.querySelectorAll('section.chapter')) {
      const [figure, prose] = ['explainer-figure', 'chapter-prose'].map((name) =>
        section.querySelector(name),
      );
      await prose?.updateComplete;
      const cards = [...(prose?.shadowRoot.querySelectorAll('.told') ?? [])];
      // Where there are no cards the figure says it.
      const said = prose ? cards.map((card) => card.textContent.trim()) : [figure.caption];
      if (said.length === 0 || !said.every((text) => text.startsWith(sign)))
        found.push(section.dataset.chapter);
    }
    return found;
  }, mark);
  assert.deepEqual(unmarked, []);
  assert.match(await page.evaluate(() => location.hash), /lang=xx/);
});

test('the reader’s own languages know it', async () => {
  await open(`${server.origin}/`);
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'languages', { value: ['fr', 'xx-YY', 'zh'], configurable: true });
    window.dispatchEvent(new Event('languagechange'));
  });
  await assertLanguage('xx');
});

test('an element and a frame take it by its name', async () => {
  await open(`${server.origin}/embed.html?lang=xx&chapter=weights`);
  const { page: tag, caption } = await named();
  assert.equal(tag, 'xx');
  assert.ok(caption.includes(mark), caption);
});

test('the single file has it', async () => {
  const file = new URL('build/attention-explainer.html', root);
  await open(`${file.href}#lang=xx`);
  await assertLanguage('xx');
  await press(names.zh);
  await assertLanguage('zh');
});

test('readers without scripts are told in it, and tools know its name', async () => {
  for (const path of ['build/site/index.html', 'build/site/embed.html', 'build/attention-explainer.html']) {
    const html = await readFile(new URL(path, root), 'utf8');
    for (const tag of ['en', 'zh-CN', 'xx']) assert.match(html, new RegExp(`<p lang="${tag}">`), path);
    assert.ok(html.includes(`<p lang="xx">${mark}`), path);
  }
  const manifest = await readFile(new URL('build/npm/custom-elements.json', root), 'utf8');
  const { attributes } = JSON.parse(manifest).modules[0].declarations[0];
  const { type } = attributes.find(({ name }) => name === 'lang');
  assert.equal(type.text, '"auto" | "en" | "xx" | "zh"');
});

test('nothing is complained of but where this build stands', () => {
  const own = `request: ${new URL('build/attention-explainer.html', root).href}#lang=xx`;
  assert.deepEqual(
    page.complaints.filter((text) => text !== own),
    [],
  );
});
