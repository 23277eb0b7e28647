// The texts of web/messages as modules, a file each. `common` also has the titles of all chapters, which the contents name before
// any of them is there.
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

const folder = new URL('../messages/', import.meta.url);
const title = /^chapter\.[\w-]+\.title$/;

/** The names of the languages' folders. */
export async function languageFolders() {
  return (await readdir(folder)).sort();
}

/** { file without its ending: { key: text } } of a language. */
async function readFiles(language) {
  const names = (await readdir(new URL(`${language}/`, folder))).sort();
  const read = async (name) => JSON.parse(await readFile(new URL(`${language}/${name}`, folder), 'utf8'));
  const files = names.map(async (name) => [basename(name, '.json'), await read(name)]);
  return Object.fromEntries(await Promise.all(files));
}

/** All texts of a language, from keys to texts. */
export async function readTexts(language) {
  return Object.assign({}, ...Object.values(await readFiles(language)));
}

/** What the page loads as `file` of a language. */
async function loadedTexts(language, file) {
  const files = await readFiles(language);
  if (file !== 'common') return files[file];
  const titles = Object.values(files).flatMap((texts) =>
    Object.entries(texts).filter(([key]) => title.test(key)),
  );
  return { ...files.common, ...Object.fromEntries(titles) };
}

/** For esbuild: `import('.../messages/en/word.json')`. */
export const textLoader = {
  name: 'texts',
  setup(build) {
    build.onLoad({ filter: /\/messages\/[\w-]+\/[\w-]+\.json$/ }, async ({ path }) => ({
      contents: `export default ${JSON.stringify(await loadedTexts(basename(dirname(path)), basename(path, '.json')))}`,
      loader: 'js',
    }));
  },
};

/** [file, { key: text }] of all that the page loads in a language. */
async function allTexts(language) {
  const names = Object.keys(await readFiles(language));
  return Promise.all(names.map(async (file) => [file, await loadedTexts(language, file)]));
}

/** Lines of a module that exports them as an array: they pack better in one string than as many. */
function inLines(lines) {
  const broken = lines.find((line) => typeof line !== 'string' || line.includes('\n'));
  if (broken !== undefined) throw new Error(`A text has a line break: ${broken}`);
  return `export default ${JSON.stringify(lines.join('\n'))}.split('\\n')`;
}

/** What is in the one script in place of a file of texts. */
async function partOf(language, file) {
  const files = await allTexts('en');
  const sizes = files.map(([, texts]) => Object.keys(texts).length);
  const place = files.findIndex(([name]) => name === file);
  const first = sizes.slice(0, place).reduce((sum, size) => sum + size, 0);
  return `import { part } from 'lines:part';
    import texts from 'lines:${language}';
    export default part(texts, ${first}, ${first + sizes[place]});`;
}

const lineModules = {
  keys: async () => inLines((await allTexts('en')).flatMap(([, texts]) => Object.keys(texts))),
  part: async () => `import keys from 'lines:keys';
    export const part = (texts, begin, end) =>
      Object.fromEntries(keys.slice(begin, end).map((key, index) => [key, texts[begin + index]]));`,
};

/** The texts of a language in the order of the English ones. */
async function linesOf(language) {
  const files = Object.fromEntries(await allTexts(language));
  const inOrder = (await allTexts('en')).flatMap(([file, texts]) =>
    Object.keys(texts).map((key) => files[file][key]),
  );
  return inLines(inOrder);
}

/**
 * The same where all languages are in one script: all keys are there once, and then of each language the texts in their order.
 * It saves 1.9 KB after brotli with two languages.
 */
export const sharedKeysLoader = {
  name: 'texts with shared keys',
  setup(build) {
    build.onResolve({ filter: /^lines:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'lines' }));
    build.onLoad({ filter: /./, namespace: 'lines' }, async ({ path }) => ({
      contents: await (lineModules[path] ?? (() => linesOf(path)))(),
      loader: 'js',
    }));
    build.onLoad({ filter: /\/messages\/[\w-]+\/[\w-]+\.json$/ }, async ({ path }) => ({
      contents: await partOf(basename(dirname(path)), basename(path, '.json')),
      loader: 'js',
    }));
  },
};

/** The page offers so many of the sentences that the grammar makes: enough that nobody sees one twice. */
const offered = 120;

/** For esbuild: `import sentences from '.../sentences.txt'`, one a line. */
export const sentenceLoader = {
  name: 'sentences',
  setup(build) {
    build.onLoad({ filter: /sentences\.txt$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).trim().split('\n').slice(0, offered).join('\n'),
      loader: 'text',
    }));
  },
};
