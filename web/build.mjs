// Builds the page: build/site/ (a static folder) and build/attention-explainer.html (one file, opens by double-click).
// Expects build/wasm from `cmake --build --preset wasm`.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { formulaLoader } from './formulas.mjs';
import { glossLoader } from './glosses.mjs';
import { workerLoader } from './workers.mjs';

const web = new URL('./', import.meta.url);
const out = new URL('../build/', import.meta.url);
const site = new URL('site/', out);

const catalogue = async (language) =>
  JSON.parse(await readFile(new URL(`messages/${language}/common.json`, web), 'utf8'));
const messages = { en: await catalogue('en'), zh: await catalogue('zh') };
const template = await readFile(new URL('index.html', web), 'utf8');

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('src/main.ts', web))],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife', // a classic script: modules do not load from file://
  target: ['chrome111', 'firefox113', 'safari16.4'],
  charset: 'utf8',
  plugins: [formulaLoader, glossLoader, workerLoader],
  loader: { '.wasm': 'binary', '.safetensors': 'binary', '.txt': 'text' },
  legalComments: 'none',
  logLevel: 'warning',
});
const script = outputFiles[0].text;

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Fills the template's places: `script` with the given element, all others (`en.KEY`, `zh.KEY`) with texts. */
function page(scriptElement) {
  return template.replace(/\{\{(?:(en|zh)\.)?([\w.]+)\}\}/g, (place, language, key) => {
    if (place === '{{script}}') return scriptElement;
    const text = messages[language]?.[key];
    if (text === undefined)
      throw new Error(`web/index.html asks for the text ${place}, which messages/*/common.json lack.`);
    return escapeHtml(text);
  });
}

await rm(site, { recursive: true, force: true });
await mkdir(site, { recursive: true });
await writeFile(new URL('attention-explainer.js', site), script);
await writeFile(new URL('index.html', site), page('<script src="attention-explainer.js" defer></script>'));
// `</script` inside a string would end the element; `<\/script` is the same string to JavaScript.
const inline = script.replace(/<\/script/g, '<\\/script').replace(/<!--/g, '<\\!--');
await writeFile(new URL('attention-explainer.html', out), page(`<script>${inline}</script>`));
console.log(`build/site/ and build/attention-explainer.html (${Math.round(inline.length / 1024)} KB)`);
