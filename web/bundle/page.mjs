// The page around the script: web/index.html with its places filled.
import { readFile } from 'node:fs/promises';
import { readTexts } from './texts.mjs';

const web = new URL('../', import.meta.url);

export function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A template with its places filled: `{{en.KEY}}` with texts in English, every other one with the markup of that name.
 * A place that cannot be filled is an error.
 */
export async function fillTemplate(file, markup) {
  const texts = await readTexts('en');
  const template = await readFile(new URL(file, web), 'utf8');
  return template.replace(/\{\{(en\.)?([\w.]+)\}\}/g, (place, english, key) => {
    const filling = english ? texts[key] : markup[key];
    if (filling === undefined) throw new Error(`web/${file} asks for ${place}, which there is not.`);
    return english ? escapeHtml(filling) : filling;
  });
}

/** What readers without scripts are told, in each language. `tags`: language -> its tag. */
export async function withoutScripts(tags) {
  const told = Object.entries(tags).map(async ([language, tag]) => {
    const text = (await readTexts(language))['state.noscript'];
    return `<p lang="${tag}">${escapeHtml(text)}</p>`;
  });
  return (await Promise.all(told)).join('\n      ');
}

/** What stands over a page whose scripts do not come: its address once more. `tags`: language -> its tag. */
export async function lateNote(tags) {
  const told = Object.entries(tags).map(async ([language, tag]) => {
    const texts = await readTexts(language);
    const [late, again] = ['state.late', 'state.again'].map((key) => escapeHtml(texts[key]));
    return `<span lang="${tag}">${late} <a href="">${again}</a></span>`;
  });
  return `<p class="late">${(await Promise.all(told)).join(' ')}</p>`;
}
