// The catalogues of web/messages as lines of text, in three parts: `first` is what the page says while its first figure is all
// that there is, `around` what is said around that figure, `rest` what the later chapters say. Keys are a list of their own, as all languages have the same: `texts:keys/first`, `texts:zh/rest`.
import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('../messages/', import.meta.url);
const firstFiles = ['common.json', 'overview.json'];
const titles = /^chapter\.[\w-]+\.title$/;
const saidAround =
  /^(inspector|formula(?!\.part)|vector|tensor|numbers|tools|sentence|token|grid|switch|about|link|state\.noscript|transport\.(link|linked|full|whole)|head\.label)\b/;

function partOf(file, key) {
  if (titles.test(key)) return 'first';
  if (!firstFiles.includes(file)) return 'rest';
  return saidAround.test(key) ? 'around' : 'first';
}

/** { first, around, rest }, each from keys to texts, in the order of the files. */
export async function readTexts(language) {
  const files = (await readdir(new URL(`${language}/`, folder))).sort();
  const parts = { first: {}, around: {}, rest: {} };
  for (const file of files) {
    const texts = JSON.parse(await readFile(new URL(`${language}/${file}`, folder), 'utf8'));
    for (const [key, text] of Object.entries(texts)) {
      if (text.includes('\n'))
        throw new Error(`The text ${key} of messages/${language}/${file} has more than one line.`);
      parts[partOf(file, key)][key] = text;
    }
  }
  return parts;
}

/** All texts of a language, from keys to texts. */
export async function readAllTexts(language) {
  return Object.assign({}, ...Object.values(await readTexts(language)));
}

const nameOf = async (language) => (await readTexts(language)).first['language.name'];

async function linesOf(language, part) {
  const keys = Object.keys((await readTexts('en'))[part]).sort();
  if (language === 'keys') return keys;
  const texts = (await readTexts(language))[part];
  return keys.map((key) => {
    if (texts[key] === undefined) throw new Error(`messages/${language} lacks the text ${key}.`);
    return texts[key];
  });
}

/** For esbuild: `import texts from 'texts:en/first'`, one a line. */
export const textLoader = {
  name: 'texts',
  setup(build) {
    build.onResolve({ filter: /^texts:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'texts' }));
    build.onLoad({ filter: /^names$/, namespace: 'texts' }, async () => ({
      contents: JSON.stringify({ en: await nameOf('en'), zh: await nameOf('zh') }),
      loader: 'json',
    }));
    build.onLoad({ filter: /\//, namespace: 'texts' }, async ({ path }) => ({
      contents: (await linesOf(...path.split('/'))).join('\n'),
      loader: 'text',
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
