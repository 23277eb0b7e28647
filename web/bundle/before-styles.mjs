// The style sheet of the page before it is live, out of those of its elements: only the rules that its markup needs.
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
  return new Set([...classes.map((name) => `.${name}`), ...tags, '.before', 'main']);
}

/** `styles`: the elements' style sheets; `classes`: those of single marks; `markup`: what stands inside `.before`. */
export async function stylesBefore({ styles, classes, markup }) {
  const nested = `.before{${styles.replace(/:host\([^)]*\)/g, '.never').replace(/:host/g, '&')}}`;
  const marks = [...classes].map(([name, body]) => `.before .${name}{${body}!important}`).join('');
  const own = await readFile(new URL('../before.css', import.meta.url), 'utf8');
  const { target } = commonOptions;
  const options = { loader: 'css', minify: true, charset: 'utf8', target };
  const page = (await transform(nested, options)).code;
  const rest = (await transform(own + marks, options)).code;
  return needed(readRules(page), namesIn(markup)).join('') + rest.trim();
}
