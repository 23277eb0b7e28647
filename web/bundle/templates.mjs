// Takes out of templates what only their readers in the source need: line breaks, indentation, and what CSS can do without.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** A regular expression and not a division, judged by what stands before it. */
const beforeRegex = /(^|[(,=:[!&|?{};\n]|\breturn|=>)\s*$/;

/**
 * The templates of a TypeScript source: [{ tag, begin, end, chunks: [[begin, end] ...] }], inner ones before outer ones.
 * `chunks` are the parts between the `${}`.
 */
export function findTemplates(source) {
  const found = [];
  scanCode(source, 0, found);
  return found;
}

/** Scans code up to the brace that closes it; returns the place of that brace, or the end. */
function scanCode(source, from, found) {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const character = source[at];
    if (character === '`') at = scanTemplate(source, at, found);
    else if (character === "'" || character === '"') at = endOfQuoted(source, at, character);
    else if (character === '/') at = endOfSlash(source, at);
    else if (character === '{') depth += 1;
    else if (character === '}' && depth-- === 0) return at;
  }
  return source.length;
}

function scanTemplate(source, begin, found) {
  const tag = /([\w$]*)$/.exec(source.slice(Math.max(0, begin - 20), begin))[1];
  const chunks = [];
  let from = begin + 1;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '`') {
      chunks.push([from, at]);
      found.push({ tag, begin, end: at + 1, chunks });
      return at;
    } else if (source.startsWith('${', at)) {
      chunks.push([from, at]);
      at = scanCode(source, at + 2, found);
      from = at + 1;
    }
  }
  throw new Error('A template does not end.');
}

function endOfQuoted(source, begin, quote) {
  let at = begin + 1;
  while (source[at] !== quote) at += source[at] === '\\' ? 2 : 1;
  return at;
}

/** The last place of a comment or of a regular expression; the slash itself for a division. */
function endOfSlash(source, begin) {
  if (source[begin + 1] === '/') return (source.indexOf('\n', begin) + 1 || source.length + 1) - 1;
  if (source[begin + 1] === '*') return source.indexOf('*/', begin) + 1;
  if (!beforeRegex.test(source.slice(Math.max(0, begin - 20), begin))) return begin;
  let at = begin + 1;
  let inClass = false;
  while (source[at] !== '/' || inClass) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '[') inClass = true;
    else if (source[at] === ']') inClass = false;
    at += 1;
  }
  return at;
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
    .map(({ begin, end }) => source.slice(begin + 1, end - 1));
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
