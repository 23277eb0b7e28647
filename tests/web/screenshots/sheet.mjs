// The sheet of all pictures: a row for each step of each figure, with the same step at every width and theme side by side.
import { readdir, writeFile } from 'node:fs/promises';

/** Writes index.html over the pictures that are in the folders of `out`; returns its address. */
export async function writeSheet(out) {
  const folders = await readFolders(out);
  const sheet = new URL('index.html', out);
  await writeFile(sheet, page(folders));
  return sheet;
}

/** [{ name, pictures }], narrow before wide and light before dark. */
async function readFolders(out) {
  const entries = await readdir(out, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const rank = (name) => {
    const [width, theme, ...rest] = name.split('-');
    return `${rest.join('-')} ${width.padStart(5, '0')} ${theme === 'light' ? 0 : 1}`;
  };
  names.sort((a, b) => rank(a).localeCompare(rank(b)));
  return Promise.all(
    names.map(async (name) => ({
      name,
      pictures: (await readdir(new URL(`${name}/`, out))).filter((file) => file.endsWith('.png')).sort(),
    })),
  );
}

/** Figures in alphabetical order, each with its pictures by name: a name is `<figure>-<NN>-<step>.png`. */
function byFigure(folders) {
  const figures = new Map();
  const pictures = [...new Set(folders.flatMap((folder) => folder.pictures))].sort();
  for (const picture of pictures) {
    const figure = picture.replace(/-\d\d-.*$/, '');
    figures.set(figure, [...(figures.get(figure) ?? []), picture]);
  }
  return figures;
}

function page(folders) {
  const figures = byFigure(folders);
  const links = [...figures.keys()].map((name) => `<a href="#${escape(name)}">${escape(name)}</a>`);
  const sections = [...figures].map(([name, pictures]) => section(name, pictures, folders));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every step of every figure</title>
<style>
  body { margin: 0; padding: 0 16px 40px; font: 14px/1.5 system-ui, sans-serif; background: #eee; color: #222; }
  nav { position: sticky; top: 0; padding: 8px 0; background: #eee; z-index: 2; }
  nav a { margin-right: 14px; }
  .row { display: flex; gap: 12px; overflow-x: auto; align-items: start; margin-bottom: 20px; }
  h2 { margin: 24px 0 8px; scroll-margin-top: 44px; }
  h3 { margin: 0 0 4px; font-size: 14px; }
  figure { margin: 0; flex: none; }
  figcaption { color: #666; font-size: 12px; }
  img { display: block; height: 300px; max-width: none; background: #fff; box-shadow: 0 1px 4px #0004; }
</style>
<nav>${links.join('')}</nav>
${sections.join('\n')}
</html>
`;
}

function section(name, pictures, folders) {
  const rows = pictures.map((picture) => {
    const label = picture.slice(name.length + 1, -'.png'.length).replace('-', '. ');
    const shown = folders.filter((folder) => folder.pictures.includes(picture));
    return `<h3>${escape(label)}</h3>\n<div class="row">${shown.map((folder) => thumbnail(folder, picture)).join('')}</div>`;
  });
  return `<h2 id="${escape(name)}">${escape(name)}</h2>\n${rows.join('\n')}`;
}

function thumbnail(folder, picture) {
  const address = escape(`${encodeURIComponent(folder.name)}/${encodeURIComponent(picture)}`);
  return `<figure><a href="${address}"><img src="${address}" loading="lazy" alt=""></a>
<figcaption>${escape(folder.name)}</figcaption></figure>`;
}

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
