// Takes out of templates what only their readers in the source need: line breaks, indentation, and what CSS can do without.
// Where templates begin and end Babel's parser says; minify-literals, which does the same, wants Node 22 and a second minifier of
// CSS besides esbuild's.
import { readFile } from 'node:fs/promises';
import { parse } from '@babel/parser';
import { transform } from 'esbuild';

/** The nodes of a syntax tree, each before those in it. */
function* nodesOf(node) {
  yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child?.type === 'string' && child.loc) yield* nodesOf(child);
}

/**
 * The tagged templates of a TypeScript source: [{ tag, begin, end, chunks: [[begin, end] ...] }], the places of what stands
 * between the backticks. `chunks` are the parts between the `${}`.
 */
export function findTemplates(source) {
  const { program } = parse(source, { sourceType: 'module', plugins: ['typescript', 'decorators-legacy'] });
  return [...nodesOf(program)]
    .filter(({ type }) => type === 'TaggedTemplateExpression')
    .map(({ tag, quasi }) => ({
      tag: tag.name,
      begin: quasi.start + 1,
      end: quasi.end - 1,
      chunks: quasi.quasis.map(({ start, end }) => [start, end]),
    }));
}

async function smallerCss(text, target) {
  // Escapes of JavaScript would have to be undone and made again.
  if (text.includes('\\')) return text;
  const { code } = await transform(text, { loader: 'css', minify: true, charset: 'utf8', target });
  return code.trim();
}

/** A line break with its indentation means to HTML and SVG what a space means. */
function smallerMarkup(text) {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** The source with smaller templates. */
export async function smallerTemplates(source, target) {
  const changes = [];
  for (const { tag, chunks } of findTemplates(source)) {
    for (const [begin, end] of chunks) {
      const text = source.slice(begin, end);
      if (tag === 'html' || tag === 'svg') changes.push({ begin, end, text: smallerMarkup(text) });
      else if (tag === 'css' && chunks.length === 1)
        changes.push({ begin, end, text: await smallerCss(text, target) });
    }
  }
  let smaller = source;
  for (const { begin, end, text } of changes.sort((a, b) => b.begin - a.begin))
    smaller = smaller.slice(0, begin) + text + smaller.slice(end);
  return smaller;
}

/** The style sheets that stand in a source, as `smallerTemplates` left it. */
export function stylesIn(source) {
  return findTemplates(source)
    .filter(({ tag }) => tag === 'css')
    .map(({ begin, end }) => source.slice(begin, end));
}

/** For esbuild. Style sheets are added to `styles`, where it is given. */
export const templateLoader = (styles = []) => ({
  name: 'templates',
  setup(build) {
    const { target } = build.initialOptions;
    build.onLoad({ filter: /\/web\/src\/.*\.ts$/, namespace: 'file' }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/\b(css|html|svg)`/.test(source)) return undefined;
      const contents = await smallerTemplates(source, target);
      styles.push(...stylesIn(contents));
      return { contents, loader: 'ts' };
    });
  },
});
