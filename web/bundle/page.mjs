// The page around the script: web/index.html with its places filled.
import { readFile } from 'node:fs/promises';
import { readAllTexts } from './texts.mjs';

const web = new URL('../', import.meta.url);

export function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * A template with its places filled: `{{en.KEY}}` and `{{zh.KEY}}` with texts, every other one with the markup of that name.
 * A place that cannot be filled is an error.
 */
export async function fillTemplate(file, markup) {
  const texts = { en: await readAllTexts('en'), zh: await readAllTexts('zh') };
  const template = await readFile(new URL(file, web), 'utf8');
  return template.replace(/\{\{(?:(en|zh)\.)?([\w.]+)\}\}/g, (place, language, key) => {
    const filling = language ? texts[language][key] : markup[key];
    if (filling === undefined) throw new Error(`web/${file} asks for ${place}, which there is not.`);
    return language ? escapeHtml(filling) : filling;
  });
}
