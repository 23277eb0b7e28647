// How the page is put together: bytes that come through as they are, smaller templates that say the same, files named by their
// contents, and budgets that hold.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { spell } from '../../../web/bundle/assets.mjs';
import { byteString, escapeMarkup, inAscii } from '../../../web/bundle/byte-strings.mjs';
import { compressed, judge } from '../../../web/bundle/sizes.mjs';
import { smallerTemplates } from '../../../web/bundle/templates.mjs';
import { languageFolders } from '../../../web/bundle/texts.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { importTypeScript } from '../harness/typescript.mjs';

const budgets = JSON.parse(
  await readFile(new URL('../../../web/bundle/budgets.json', import.meta.url), 'utf8'),
);

const site = new URL('site/', build);
const target = ['chrome111', 'firefox113', 'safari16.4'];

test('a string of bytes is those bytes, and nothing in it ends an element or a string', () => {
  const every = Uint8Array.from({ length: 512 }, (_, index) => index & 255);
  const traps = Buffer.from('</script><!--<SCRIPT "\\" \r\n\0 0 \u0085', 'latin1');
  for (const bytes of [every, traps]) {
    const literal = byteString(bytes);
    // eslint-disable-next-line no-new-func
    assert.deepEqual(Buffer.from(new Function(`return ${literal}`)(), 'latin1'), Buffer.from(bytes));
    assert.doesNotMatch(literal, /[\0\n\r]|<\/?script|<!--/i);
    // eslint-disable-next-line no-new-func
    assert.deepEqual(Buffer.from(new Function(`return ${inAscii(literal)}`)(), 'latin1'), Buffer.from(bytes));
  }
  assert.equal(escapeMarkup('a</script>b<!--c<script'), 'a\\x3C/script>b\\x3C!--c\\x3Cscript');
});

test('templates lose their line breaks and style sheets what they can do without, and nothing else changes', async () => {
  const source = [
    "const a = 'css`  not a template  `'; // html`\n/* svg`\n  a comment */\n",
    'const b = x / y; const c = /`[`/]+`/.test(d) ? 1 : 2; if (b) /`/.exec(d);',
    'const e = html`<p>\n      one ${f(`\n two`)} three\n    </p>`;',
    'const g = css`\n  p {\n    color: #ff0000;\n  }\n`;',
    'const h = `\n  untagged\n`;',
  ].join('\n');
  assert.equal(
    await smallerTemplates(source, target),
    [
      "const a = 'css`  not a template  `'; // html`\n/* svg`\n  a comment */\n",
      'const b = x / y; const c = /`[`/]+`/.test(d) ? 1 : 2; if (b) /`/.exec(d);',
      'const e = html`<p> one ${f(`\n two`)} three </p>`;',
      'const g = css`p{color:red}`;',
      'const h = `\n  untagged\n`;',
    ].join('\n'),
  );
});

test('texts are loaded as the files that they stand in, those of all with the titles of all chapters', async () => {
  const [{ loadTexts, sayIn }, { languages }] = await importTypeScript(
    'web/src/text/messages.ts',
    'web/src/text/languages.ts',
  );
  assert.deepEqual([...languages].sort(), await languageFolders());
  for (const language of languages) {
    const folder = new URL(`../../../web/messages/${language}/`, import.meta.url);
    const say = sayIn(language);
    const read = async (file) => Object.entries(JSON.parse(await readFile(new URL(file, folder), 'utf8')));
    const files = await Promise.all((await readdir(folder)).map(async (file) => [file, await read(file)]));
    await loadTexts(language, 'common');
    for (const [file, texts] of files) {
      for (const [key, text] of texts) {
        const isThere = file === 'common.json' || /^chapter\.[\w-]+\.title$/.test(key);
        if (isThere) assert.equal(say(key), text);
        else assert.throws(() => say(key), /There is no text/, key);
      }
    }
    for (const [file, texts] of files) {
      await loadTexts(language, file.replace('.json', ''));
      for (const [key, text] of texts) assert.equal(say(key), text);
    }
  }
});

test('a part that is over its budget, or has none, is told', () => {
  const limits = { small: { limit: 10, why: 'small' } };
  assert.deepEqual(judge({ small: 10 }, limits).problems, []);
  assert.match(judge({ small: 11 }, limits).problems[0], /small is 11 bytes.* over its budget of 10/);
  assert.match(judge({ other: 1 }, limits).problems[0], /other has no budget/);
});

test('every file is named by what is in it, and every file that a page or a script names is there', async () => {
  const names = await readdir(new URL('assets/', site));
  for (const name of names.filter((file) => /\.(wasm|safetensors|css|png|svg)$/.test(file))) {
    const contents = await readFile(new URL(`assets/${name}`, site));
    const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8);
    assert.match(name, new RegExp(`\\.${hash}\\.\\w+$`));
  }
  const texts = await Promise.all(
    [
      'index.html',
      'embed.html',
      'gallery.html',
      'sw.js',
      'manifest.webmanifest',
      ...names.filter((name) => name.endsWith('.js')).map((name) => `assets/${name}`),
    ].map((name) => readFile(new URL(name, site), 'utf8')),
  );
  const named = new Set(
    texts.flatMap((text) => text.match(/[\w.-]+\.\w{8}\.(js|css|wasm|safetensors|png|svg)\b/g) ?? []),
  );
  assert.deepEqual(
    [...named].filter((name) => !names.includes(name)),
    [],
  );
  assert.deepEqual(
    names.filter((name) => !named.has(name)),
    [],
  );
  for (const text of texts.slice(0, 2)) assert.doesNotMatch(text, /(src|href)="(\/|https?:)/);
});

test('the single file asks for nothing and has every part in it', async () => {
  const html = await readFile(new URL('attention-explainer.html', build), 'utf8');
  assert.doesNotMatch(
    html.slice(0, 4000),
    /<link rel="(stylesheet|modulepreload|preload|manifest)"|<script src/,
  );
  assert.ok(compressed(html) <= budgets['single file'].limit);
});

test('scripts that a page of others loads have no character that an encoding could change', async () => {
  for (const file of ['site/attention-explainer.js', 'site/embed-height.js', 'npm/attention-explainer.js'])
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(await readFile(new URL(file, build), 'latin1'), /[^\x00-\x7f]/, file);
});

test('both variants of the core are wherever the core is', async () => {
  const names = await readdir(new URL('assets/', site));
  const parts = await readdir(new URL('npm/parts/', build));
  for (const variant of ['simd128', 'relaxed']) {
    const path = `wasm/wasm/attention_${variant}.wasm`;
    const literal = spell(path, await readFile(new URL(path, build)), 'MODULE').literal.slice(1, -1);
    // Classic scripts are in pages of any encoding.
    const inEncodingOf = (file) => (/attention-explainer\.js$/.test(file) ? inAscii(literal) : literal);
    for (const file of [
      'attention-explainer.html',
      'site/attention-explainer.js',
      'npm/attention-explainer.js',
      'npm/core.cjs',
      `npm/parts/${parts.find((name) => name.startsWith(`attention_${variant}.`))}`,
    ])
      assert.ok((await readFile(new URL(file, build), 'utf8')).includes(inEncodingOf(file)), file);
    assert.ok(names.some((name) => name.startsWith(`attention_${variant}.`)));
  }
});
