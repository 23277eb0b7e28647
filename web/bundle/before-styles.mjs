// The style sheets of what stands in the page before it is live, out of those of its elements: only the rules that its
// markup needs.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import { commonOptions } from './options.mjs';

/** The rules of minified CSS without nesting: [{ selector, body }], `body` of an at-rule being rules again. */
function readRules(css) {
  const rules = [];
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    for (; depth > 0; end += 1) depth += css[end] === '{' ? 1 : css[end] === '}' ? -1 : 0;
    rules.push({ selector: css.slice(at, open).trim(), body: css.slice(open + 1, end - 1) });
    at = end;
  }
  return rules;
}

/** Whether every class and element that some part of a selector names is in the markup. */
function isNeeded(selector, names) {
  return selector.split(/,(?![^(]*\))/).some((part) => {
    // Where it stands no language but English is.
    if (/:lang\((?!en\b)/.test(part)) return false;
    const plain = part.replace(/:(is|not|where|has|lang)\([^)]*\)|::?[\w-]+(\([^)]*\))?|\[[^\]]*\]/g, '');
    return (plain.match(/\.?[a-zA-Z][\w-]*/g) ?? []).every((name) => names.has(name));
  });
}

function needed(rules, names) {
  return rules.flatMap(({ selector, body }) => {
    if (selector.startsWith('@container')) return [];
    if (!selector.startsWith('@')) return isNeeded(selector, names) ? [`${selector}{${body}}`] : [];
    const inner = needed(readRules(body), names);
    return inner.length > 0 ? [`${selector}{${inner.join('')}}`] : [];
  });
}

function namesIn(markup) {
  const classes = [...markup.matchAll(/ class="([^"]*)"/g)].flatMap(([, list]) => list.split(' '));
  const tags = [...markup.matchAll(/<([a-z][\w-]*)/g)].map(([, tag]) => tag);
  return [...classes.map((name) => `.${name}`), ...tags];
}

async function minified(css) {
  const { target } = commonOptions;
  return (await transform(css, { loader: 'css', minify: true, charset: 'utf8', target })).code;
}

/** Inside an element's style sheet, with another host; it has none of the attributes that a live one may have. */
const withHost = (css, host) => css.replace(/:host\([^)]*\)/g, '.never').replace(/:host/g, host);

const marks = (classes, scope) =>
  [...classes].map(([name, body]) => `${scope}.${name}{${body}!important}`).join('');

/** `styles`: the elements' style sheets; `classes`: those of single marks; `markup`: what stands inside `.before`. */
export async function stylesBefore({ styles, classes, markup }) {
  const nested = `.before{${withHost(Object.values(styles).join(''), '&')}}`;
  const own = await readFile(new URL('../before.css', import.meta.url), 'utf8');
  const names = new Set([...namesIn(markup), '.before', 'main']);
  const rest = await minified(own + marks(classes, '.before '));
  return needed(readRules(await minified(nested)), names).join('') + rest.trim();
}

/** For a picture in a file of its own: `markup` is all that stands in it. */
export async function stylesOfPicture({ theme, figures }, { classes, markup }) {
  const sheet = await minified(withHost(theme + figures, ':root'));
  const names = new Set([...namesIn(markup), 'root']);
  return needed(readRules(sheet), names).join('') + (await minified(marks(classes, ''))).trim();
}
