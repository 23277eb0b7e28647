// Turns web/formulas.tex into MathML as data, at build time: the page parses neither TeX nor markup.
import { readFile } from 'node:fs/promises';
import { parseFragment } from 'parse5';
import temml from 'temml';

const macros = { '\\obj': '\\class{object #1}{\\data{object=#1}{#2}}' };

/** A node as the page makes it: text, or [tag, attributes, ...children]. */
function asData({ nodeName, value, attrs, childNodes }) {
  if (nodeName === '#text') return value;
  const kept = attrs.filter((attribute) => attribute.name !== 'style' && attribute.value !== 'tml-display');
  const attributes = Object.fromEntries(kept.map((attribute) => [attribute.name, attribute.value]));
  return [nodeName, attributes, ...childNodes.map(asData)];
}

/** A prime is a mark of the letter, not a power: fonts set it far too high and small when it is one. */
function lowerPrimes(element) {
  if (typeof element === 'string') return element;
  const [tag, attributes, ...children] = element;
  const inner = children.map(lowerPrimes);
  const [base, sub, prime] = inner;
  if (tag !== 'msubsup' || prime?.[2] !== '\u2032') return [tag, attributes, ...inner];
  const marked = ['mrow', {}, base, ['mo', { lspace: '0', rspace: '0' }, '\u2032']];
  return ['msub', attributes, marked, sub];
}

function toMathML(name, tex) {
  try {
    const markup = temml.renderToString(tex, { trust: true, displayMode: true, throwOnError: true, macros });
    const [tag, attributes, ...children] = lowerPrimes(asData(parseFragment(markup).childNodes[0]));
    // Translators write HTML into what they translate, which no formula shows.
    return [tag, { ...attributes, translate: 'no' }, ...children];
  } catch (error) {
    throw new Error(`The formula “${name}” of web/formulas.tex cannot be read: ${error.message}`);
  }
}

/** name -> MathML element, for every line of a formula file. */
export function readFormulas(source) {
  const lines = source.split('\n').filter((line) => line.trim() && !line.startsWith('%'));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, tex] = /^(\w+)\s*=\s*(.+)$/.exec(line) ?? [];
      if (!name) throw new Error(`This line of web/formulas.tex is not NAME = TeX: ${line}`);
      return [name, toMathML(name, tex)];
    }),
  );
}

/** For esbuild: `import formulas from './formulas.tex'`. */
export const formulaLoader = {
  name: 'formulas',
  setup(build) {
    build.onLoad({ filter: /\.tex$/ }, async ({ path }) => ({
      contents: JSON.stringify(readFormulas(await readFile(path, 'utf8'))),
      loader: 'json',
    }));
  },
};
