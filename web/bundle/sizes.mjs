// What each part of the page weighs as a server sends it, against its budget.
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { readGlosses } from '../glosses.mjs';
import { languageFolders, readTexts } from './texts.mjs';

const repository = new URL('../../', import.meta.url);
const budgets = JSON.parse(await readFile(new URL('budgets.json', import.meta.url), 'utf8'));

/** Bytes after brotli at its best. */
export function compressed(contents) {
  const bytes = Buffer.from(contents);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

const read = (path) => readFile(new URL(path, repository));
const lines = (texts) => [...Object.keys(texts), ...Object.values(texts)].join('\n');

const textsOf = async (language) => lines(await readTexts(language));

/** The texts of each language, with the glosses of its words where it has some. */
async function measureTexts() {
  const measured = (await languageFolders()).map(async (language) => {
    const source = await read(`core/corpus/glosses.${language}.txt`).catch(() => '');
    return [
      `texts, ${language}`,
      compressed((await textsOf(language)) + lines(readGlosses(source.toString()))),
    ];
  });
  return Object.fromEntries(await Promise.all(measured));
}

/** What is asked for where a model is opened in a browser, without the engine: what runs in the page's own thread is in the worker. */
function scriptOf(models) {
  const isAsked = (name) => name.endsWith('.js') && !/\/(open-here|tokenizers)\./.test(name);
  return [...models].reduce((sum, [name, text]) => sum + (isAsked(name) ? compressed(text) : 0), 0);
}

/** { part: bytes } of everything in the page, and of what opens models. */
export async function measureParts({ code, styles, single, firstScreen, models }) {
  return {
    'wasm, relaxed-simd': compressed(await read('build/wasm/wasm/attention_relaxed.wasm')),
    'wasm, simd128': compressed(await read('build/wasm/wasm/attention_simd128.wasm')),
    'wasm, trainer': compressed(await read('build/wasm/wasm/trainer.wasm')),
    weights: compressed(await read('core/model/attention.safetensors')),
    script: compressed(code),
    // In an order of their own: esbuild reads sources in whichever order they come.
    styles: compressed(styles.toSorted().join('\n')),
    ...(await measureTexts()),
    sentences: compressed((await read('build/wasm/generated/sentences.txt')).subarray(0, 5500)),
    'single file': compressed(single),
    'first screen over http': firstScreen,
    'models, relaxed-simd': compressed(models.get('transformer_relaxed.wasm')),
    'models, simd128': compressed(models.get('transformer_simd128.wasm')),
    'models script': scriptOf(models),
  };
}

/** The table as text, and a sentence for every part that is over its budget or has none. */
export function judge(parts, limits = budgets) {
  const rows = Object.entries(parts).map(([part, bytes]) => {
    const { limit, why } = limits[part] ?? limits[part.replace(/,.*/, '')] ?? {};
    return { part, bytes, limit, why, over: limit === undefined || bytes > limit };
  });
  const number = (value) => (value === undefined ? 'none' : value.toLocaleString('en')).padStart(9);
  const table = rows.map(
    ({ part, bytes, limit, over }) =>
      `${part.padEnd(24)}${number(bytes)}${number(limit)}${over ? '  OVER' : ''}`,
  );
  const problems = rows
    .filter(({ over }) => over)
    .map(({ part, bytes, limit, why }) =>
      limit === undefined
        ? `${part} has no budget in web/bundle/budgets.json.`
        : `${part} is ${bytes} bytes after brotli, over its budget of ${limit} (${why}).`,
    );
  return { table: [`${'part'.padEnd(24)}   brotli   budget`, ...table].join('\n'), problems };
}
