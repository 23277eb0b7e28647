// The files of build/site/assets that the page loads when it needs them, by what is in them; and what keeps them from it.
import { readdir, readFile } from 'node:fs/promises';
import { build } from './engines/foreign.mjs';

const assets = new URL('site/assets/', build);

/**
 * Reads the tables of the built scripts once. Returns { chapter(id), texts(language, file), extras() }: the name of a file
 * in assets/.
 */
export async function siteFiles() {
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const scripts = (await Promise.all(names.map((name) => readFile(new URL(name, assets), 'utf8')))).join(
    '\n',
  );
  const find = (before) => {
    const begin = `${before}()=>import("./`;
    const at = scripts.indexOf(begin);
    if (at < 0) throw new Error(`No script of the site has ${begin}`);
    return scripts.slice(at + begin.length, scripts.indexOf('"', at + begin.length));
  };
  return {
    chapter: (id) => find(`id:"${id}",load:`),
    texts: (language, file) => find(`messages/${language}/${file}.json":`),
    extras: () => /import\("\.\/(extras\.\w+\.js)"\),this\./.exec(scripts)[1],
  };
}

/**
 * Sees to it that some requests of a page fail, or wait, by the names of their files. Returns { fail(...names),
 * hold(...names), release(...names) }: both until they are released, all where none is named.
 */
export async function interceptFiles(page) {
  const failing = new Set();
  const held = new Set();
  const waiting = new Set();
  const nameOf = (request) => request.url().split('/').at(-1);
  const onRequest = (request) => {
    if (failing.has(nameOf(request))) return request.abort();
    if (!held.has(nameOf(request))) return request.continue();
    waiting.add(request);
  };
  await page.setRequestInterception(true);
  page.on('request', onRequest);
  return {
    fail: (...names) => names.forEach((name) => failing.add(name)),
    hold: (...names) => names.forEach((name) => held.add(name)),
    release: async (...names) => {
      const all = names.length === 0;
      for (const set of [failing, held]) for (const name of all ? [...set] : names) set.delete(name);
      const released = [...waiting].filter((request) => all || names.includes(nameOf(request)));
      for (const request of released) waiting.delete(request);
      // One that its page has left behind is not there to go on.
      await Promise.all(released.map((request) => request.continue().catch(() => {})));
    },
  };
}
