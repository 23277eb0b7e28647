// Turns core/corpus/glosses.zh.txt into what the page needs of it, at build time: a gloss for each word, and one for each sense
// of those that have several. The page shows what a word can mean, and in phrases of its own what it means there.
import { readFile } from 'node:fs/promises';

/** word -> gloss, word/sense -> gloss. */
export function readGlosses(source) {
  const lines = source.split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => line.split('\t')));
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
