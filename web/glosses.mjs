// Turns core/corpus/glosses.zh.txt into what the page needs of it, at build time: a gloss for each word, and one for each sense
// of those that have several. The page shows what a word can mean, and in phrases of its own what it means there.
import { readFile } from 'node:fs/promises';

/** word -> gloss, word/sense -> gloss. */
export function readGlosses(source) {
  const lines = source.split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => line.split('\t')));
}

/**
 * A module of glosses for one script, words and glosses apart: so the words are those of the model in their order, which stand
 * in the script already. It saves 1.4 KB after brotli.
 */
function apart(glosses) {
  const keys = Object.keys(glosses);
  const isSense = (key) => key.includes('/');
  const inOrder = [...keys.filter((key) => !isSense(key)), ...keys.filter(isSense)];
  const written = inOrder.map((key) => glosses[key]);
  if (written.some((gloss) => gloss.includes('|')))
    throw new Error('A gloss has a bar, which separates them.');
  return `const glosses = ${JSON.stringify(written.join('|'))}.split('|');
    export default Object.fromEntries(
      ${JSON.stringify(inOrder.join(' '))}.split(' ').map((word, index) => [word, glosses[index]]));`;
}

/** For esbuild: `import glosses from '.../glosses.zh.txt'`. */
export const glossLoader = {
  name: 'glosses',
  setup(build) {
    build.onLoad({ filter: /glosses\.\w+\.txt$/ }, async ({ path }) => {
      const glosses = readGlosses(await readFile(path, 'utf8'));
      // In a file of its own each key of JSON would be an export as well, and many are no names of JavaScript, which bundlers
      // refuse for old targets.
      const contents = build.initialOptions.splitting
        ? `export default ${JSON.stringify(glosses)}`
        : apart(glosses);
      return { contents, loader: 'js' };
    });
  },
};
