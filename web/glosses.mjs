// Turns core/corpus/glosses.zh.txt into what the page needs of it, at build time: a gloss for each word. Those of single
// senses are for the corpus; the page shows what a word can mean before anything around it has settled that.
import { readFile } from 'node:fs/promises';

/** word -> gloss. */
export function readGlosses(source) {
  const lines = source.split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => line.split('\t')).filter(([word]) => !word.includes('/')));
}

/** For esbuild: `import glosses from '.../glosses.zh.txt'`. */
export const glossLoader = {
  name: 'glosses',
  setup(build) {
    build.onLoad({ filter: /glosses\.\w+\.txt$/ }, async ({ path }) => ({
      contents: JSON.stringify(readGlosses(await readFile(path, 'utf8'))),
      loader: 'json',
    }));
  },
};
