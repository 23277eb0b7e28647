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
    build.onLoad({ filter: /glosses\.\w+\.txt$/ }, async ({ path }) => {
      const glosses = JSON.stringify(readGlosses(await readFile(path, 'utf8')));
      // In a file of its own each key of JSON would be an export as well, and many are no names of JavaScript, which bundlers
      // refuse for old targets. Inside one script the bundler's own form of JSON packs 0.2 KB better.
      return build.initialOptions.splitting
        ? { contents: `export default ${glosses}`, loader: 'js' }
        : { contents: glosses, loader: 'json' };
    });
  },
};
