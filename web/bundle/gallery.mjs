// gallery.html: every figure, with the lines that bring it into a page of others. Made of the catalog.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { hashedName } from './assets.mjs';
import { commonOptions } from './options.mjs';
import { escapeHtml } from './page.mjs';
import { bundle } from './scripts.mjs';

const folder = new URL('../gallery/', import.meta.url);
const ways = ['element', 'module', 'frame', 'picture'];

/** language -> text as markup, of which a style sheet shows one. */
function told(texts, tags) {
  const spans = Object.entries(tags).map(
    ([language, tag]) => `<span class="told" lang="${tag}">${escapeHtml(texts[language])}</span>`,
  );
  return spans.join('');
}

/** language -> its tag, of those that the gallery has texts in. */
function tagsOf({ languages }, texts) {
  return Object.fromEntries(languages.filter(({ id }) => texts[id]).map(({ id, tag }) => [id, tag]));
}

/** What the page says by `{{…}}`: its own texts, and what is made of the catalog. */
function markupOf(catalog, texts, pictures) {
  const tags = tagsOf(catalog, texts);
  const of = (key) =>
    Object.fromEntries(Object.keys(tags).map((language) => [language, texts[language][key]]));
  const say = (key) => told(of(key), tags);
  const numbered = (title, index) =>
    `<span class="number">${index + 1}</span><span class="title">${told(title, tags)}</span>`;
  const filled = (text) =>
    text.replace('{longest}', catalog.longestSentence).replace('{heads}', catalog.heads);
  const aboutWords = Object.entries(of('words.about')).map(([language, text]) => [language, filled(text)]);
  return {
    title: escapeHtml(texts.en.title),
    say,
    contents: catalog.chapters
      .map(({ id, title }, index) => `<li><a href="#${id}">${numbered(title, index)}</a></li>`)
      .join('\n          '),
    ways: ways.map((way) => choiceOf(way, say(`way.${way}`))).join('\n        '),
    abouts: ways.map((way) => `<p class="about ${way}">${say(`about.${way}`)}</p>`).join('\n      '),
    figures: catalog.chapters
      .map((chapter, index) => {
        const heading = `<h2>${numbered(chapter.title, index)}</h2>`;
        return articleOf(chapter, { heading, say, of, tags, pictures });
      })
      .join('\n      '),
    'words.about': told(Object.fromEntries(aboutWords), tags),
    vocabulary: escapeHtml(catalog.vocabulary.join(' ')),
  };
}

const choiceOf = (way, text) =>
  `<label><input type="radio" name="way" value="${way}"${way === 'element' ? ' checked' : ''} />${text}</label>`;

/** One figure: live, as a still picture, the step at which it rests, and its lines. */
function articleOf({ id, title, steps, figure }, { heading, say, of, tags, pictures }) {
  const stills = Object.entries(tags).map(([language, tag]) => {
    const { name, width, height } = pictures.get(`${id}.${language}`) ?? {};
    const image = `<img src="${name}" alt="${escapeHtml(title[language])}" width="${width}" height="${height}" loading="lazy" />`;
    return { tag, image };
  });
  const still = figure
    ? `<div class="still">${stills.map(({ tag, image }) => `<div class="told" lang="${tag}">${image}</div>`).join('')}</div>`
    : `<p class="still none">${say('still.none')}</p>`;
  const notes = ['copied', 'selected'].map((name) => `<span class="${name}" hidden>${say(name)}</span>`);
  return `<article id="${id}">
        ${heading}
        <attention-explainer chapter="${id}">${figure ? stills[0].image : ''}</attention-explainer>
        ${still}
        <div class="code">
          ${figure ? restOf(steps, say, of, tags) : ''}
          <span class="told-of" role="status"></span>
          <button type="button">${say('copy')}</button>
          ${notes.join('')}
          <pre tabindex="0"><code></code></pre>
        </div>
      </article>`;
}

function restOf(steps, say, of, tags) {
  const option = (value, name) => {
    const data = Object.entries(tags).map(
      ([language, tag]) => ` data-${tag.toLowerCase()}="${escapeHtml(name[language])}"`,
    );
    return `<option value="${value}"${data.join('')}>${escapeHtml(name.en)}</option>`;
  };
  const options = [option('', of('step.own')), ...steps.map(({ id, name }) => option(id, name))];
  return `<label class="rest"><span>${say('step')}</span><select>${options.join('')}</select></label>`;
}

async function styleOf(theme) {
  const css = theme + (await readFile(new URL('gallery.css', folder), 'utf8'));
  const { target } = commonOptions;
  return (await transform(css, { loader: 'css', minify: true, charset: 'utf8', target })).code;
}

async function scriptOf() {
  const entry = fileURLToPath(new URL('../src/entries/gallery.ts', import.meta.url));
  const { scripts } = await bundle({ entryPoints: [entry], format: 'iife' });
  return scripts[0].text;
}

/**
 * The files of the gallery, name -> contents. `still` is what src/entries/prerender/ has rendered, `policy` what pages of the
 * folder may do, `icon` the address of its sign.
 */
export async function galleryFiles({ catalog, theme, pictures }, { policy, icon }) {
  const files = new Map();
  const add = (name, contents) => {
    const hashed = `assets/${hashedName(name, contents)}`;
    files.set(hashed, Buffer.from(contents));
    return hashed;
  };
  const named = new Map();
  for (const [name, { text, width, height }] of pictures) {
    // Pages of others name them: the same from build to build.
    files.set(`pictures/${name}.svg`, Buffer.from(text));
    named.set(name, { name: `pictures/${name}.svg`, width, height });
  }
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />`,
    `<link rel="icon" href="${icon}" />`,
    `<link rel="stylesheet" href="${add('gallery.css', await styleOf(theme))}" />`,
    '<script src="attention-explainer.js" defer></script>',
    `<script src="${add('gallery.js', await scriptOf())}" defer></script>`,
  ].join('\n    ');
  const texts = JSON.parse(await readFile(new URL('texts.json', folder), 'utf8'));
  const { say, ...markup } = markupOf(catalog, texts, named);
  const template = await readFile(new URL('gallery.html', folder), 'utf8');
  const tags = Object.values(tagsOf(catalog, texts)).join(' ');
  const filled = template.replace(/\{\{(text\.)?([\w.]+)\}\}/g, (place, own, key) => {
    const filling = own ? say(key) : { head, tags, ...markup }[key];
    if (filling === undefined)
      throw new Error(`web/gallery/gallery.html asks for ${place}, which there is not.`);
    return filling;
  });
  return files.set('gallery.html', Buffer.from(filled));
}
