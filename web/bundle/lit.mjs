// lit as it is in a page of others: it announces itself in global names, where an element of the host with such an id stands
// in the way, and asks for its Trusted Types policy at once, which is given to one script only. Both matter to nobody here: the
// announcements are for lit's own tools, and of two scripts of ours in one page the second draws nothing. And lit as it is where a
// translator of the browser is at work, which puts an element of its own in the place of a text: lit wrote the next text into
// that element, where nobody sees it, and looked for the end of a place at a text that was gone.
import { readFile } from 'node:fs/promises';

/**
 * What of lit no template of ours has: MathML, templates that are compiled beforehand, expressions within comments or in the place of
 * an attribute, directives that wait for something. Whoever needs them takes these lines out; an import of the last is refused.
 */
const unused = [
  [/:3===\w+\?"<math>":""/, ':""'],
  [/:3===\w+\?"<\/math>":""/, ':""'],
  [/2===(\w+)\|\|3===\1/, '2===$1'],
  [/"number"==typeof \w+\?(this\._\$AC\(\w+\)):\(void 0===.*?,\w+\);/, '$1;'],
  [/else\{let t=-1;.*?length-1\}/, ''],
  [/else \w+\.startsWith\(\w+\)&&\(\w+\.push\(\{type:6.*?\)\)(?=;)/, ''],
  [/:1===\w+\.type\?(\w+=new \w+\.ctor\([^)]*\)):6===\w+\.type&&\(\w+=new \w+\([^)]*\)\)/, ':$1'],
  [/get _\$AU\(\)\{return this\._\$AM\?\._\$AU\?\?this\._\$Cv\}/, ''],
  [/,this\._\$Cv=\w+\?\.isConnected\?\?!0/, ''],
  [/get _\$AU\(\)\{return this\._\$AM\._\$AU\}/g, ''],
  [/this\._\$AN=void 0,/g, ''],
  [/(\w+)\?\._\$AO\?\.\(!1\),/, ''],
  [/for\(this\._\$AP\?\.\(!1,!0,\w+\);/, 'for(;'],
  [/setConnected\(\w+\)\{[^}]*\}/, ''],
];

const announced = (name) => [new RegExp(String.raw`\(\w+\.${name}\?\?=\[\]\)\.push\("[\d.]+"\)`), '(void 0)'];
const asked = (name) => [new RegExp(String.raw`\w+\.${name}\b`), '(void 0)'];

/** File -> what is written instead: [pattern, text] each, of which every one must be there. */
const changes = {
  'lit-html': [
    [
      /(\w+)\.createPolicy\("lit-html",(\{[^}]*\})\)/,
      '(()=>{let policy;return{createHTML:html=>(policy??=$1.createPolicy("lit-html",$2)).createHTML(html)}})()',
    ],
    // A text is written into where there still is one; else what stands in its place gives way to a new one.
    [/(\w+\(this\._\$AH\))\?(this\._\$AA\.nextSibling)\.data=/, '$1&&3===$2?.nodeType?$2.data='],
    // No place ends at a text of the template: a comment stands between.
    [
      /(\w+)\.data===\w+\)(\w+\.push\(\{type:2,index:\w+\}\));else/,
      (all, node, push) =>
        all.replace(
          push,
          `$1.nextSibling?.wholeText?.trim()&&$1.after(document.createComment("")),${push}`.replaceAll(
            '$1',
            node,
          ),
        ),
    ],
    ...unused,
    asked('litHtmlPolyfillSupport'),
    announced('litHtmlVersions'),
  ],
  // Every browser that runs the page adopts style sheets. What would be wrong with them is seen when it is written.
  'css-tag': [
    [/\w+\.ShadowRoot&&.*?CSSStyleSheet\.prototype/, '!0'],
    [/Error\("CSSResult[^"]*"\)/, 'Error("css")'],
    [/Error\("Value passed.*?security\."\)/, 'Error("css")'],
  ],
  'reactive-element': [
    // No attribute of ours is JSON.
    [/case Object:case Array:try\{.*?catch\(\w+\)\{\w+=null\}/, ''],
    [/case Object:case Array:.*?JSON\.stringify\(\w+\)/, ''],
    // Properties are declared without decorators, and have no defaults that attributes go back to.
    [/\w+&&!\(this\._\$Ej\?\?=new Map\).*?void 0!==\w+\)\|\|\(/, '('],
    [/\|\|\w+\.useDefault&&.*?\)\)(?=\)\)return)/, ''],
    [/(=\w+)\?\?this\._\$Ej\?\.get\(\w+\)\?\?\w+/, '$1'],
    [/Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/, ''],
    [/const \w+=this\[Symbol\.metadata\];if\(null!==\w+\)\{const \w+=litPropertyMetadata.*?\}(?=this)/, ''],
    [/static addInitializer\(\w+\)\{[^}]*\}/, ''],
    [/,void 0!==(\w+)\.l&&\(this\.l=\[\.\.\.\1\.l\]\)/, ''],
    [/,this\.constructor\.l\?\.forEach\(\w+=>\w+\(this\)\)/, ''],
    asked('reactiveElementPolyfillSupport'),
    announced('reactiveElementVersions'),
  ],
  'lit-element': [
    [/,this\._\$Do\?\.setConnected\(!\d\)/g, ''],
    asked('litElementHydrateSupport'),
    asked('litElementPolyfillSupport'),
    announced('litElementVersions'),
  ],
};

function change(name, source) {
  return changes[name].reduce((text, [pattern, written]) => {
    if (!pattern.test(text)) throw new Error(`${name}: this version of lit has nothing like ${pattern}.`);
    return text.replace(pattern, written);
  }, source);
}

export const litLoader = {
  name: 'lit',
  setup(build) {
    build.onResolve({ filter: /async-directive|private-async/ }, ({ path, importer }) => {
      throw new Error(`${importer} imports ${path}, which lit as it is built here does not have.`);
    });
    build.onLoad({ filter: /\/(lit-html|css-tag|reactive-element|lit-element)\.js$/ }, async ({ path }) => {
      const [, name] = /\/([\w-]+)\.js$/.exec(path);
      // The one for node has no global names to be afraid of.
      if (/\/(node|development)\//.test(path)) return undefined;
      return { contents: change(name, await readFile(path, 'utf8')), loader: 'js' };
    });
  },
};
