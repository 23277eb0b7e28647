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

/**
 * The same where all languages are in one script: a file's keys are there once, and of each language the texts in their order.
 * It saves 1.9 KB after brotli with two languages.
 */
export const sharedKeysLoader = {
  name: 'texts with shared keys',
  setup(build) {
    build.onResolve({ filter: /^keys:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'keys' }));
    build.onLoad({ filter: /./, namespace: 'keys' }, async ({ path }) => ({
      contents: `export default ${JSON.stringify(Object.keys(await loadedTexts('en', path)))}`,
      loader: 'js',
    }));
    build.onLoad({ filter: /\/messages\/[\w-]+\/[\w-]+\.json$/ }, async ({ path }) => {
      const [file, language] = [basename(path, '.json'), basename(dirname(path))];
      const texts = await loadedTexts(language, file);
      const values = Object.keys(await loadedTexts('en', file)).map((key) => texts[key]);
      return {
        contents: `import keys from 'keys:${file}';
          const texts = ${JSON.stringify(values)};
          export default Object.fromEntries(keys.map((key, index) => [key, texts[index]]));`,
        loader: 'js',
      };
    });
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
