// A build and a first paint in each of the tools that pages are built with; fixtures stand beside this file, a folder each.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openBrowser, openPage } from '../web/harness/browser.mjs';
import { folder, serve } from '../web/harness/server.mjs';
import { install, run } from './install.mjs';

/** `made`: where the build puts the page. `rendered`: whether a server's part of it runs the page's code too. */
const tools = {
  'vite-react': { made: 'dist/', checked: true },
  vitepress: { made: '.vitepress/dist/', rendered: true },
  next: { made: 'out/', rendered: true, checked: true },
  astro: { made: 'dist/', rendered: true },
  'vite-vue': { made: 'dist/', checked: true },
  'vite-svelte': { made: 'dist/', checked: true },
};
const named = (process.env.FRAMEWORKS ?? '').split(' ').filter(Boolean);
const isMeant = (name) => named.length === 0 || named.includes(name);

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** In the page: what the figure shows, once it is drawn. */
async function firstPaint() {
  await customElements.whenDefined('attention-explainer');
  const one = document.querySelector('attention-explainer');
  await one.ready;
  const figure = one.shadowRoot.querySelector('explainer-figure');
  const marks = figure.shadowRoot.querySelectorAll('.scene *').length;
  return { words: one.trace.words.join(' '), head: one.head, chapter: figure.figure.id, drawn: marks > 10 };
}

/** Opens what was built; presses the fixture's button, which asks for a step, and reads what its listener was told. */
async function opens(made) {
  const files = folder(made);
  const server = await serve((path) => (path === '/favicon.ico' ? Buffer.alloc(0) : files(path)));
  const page = await openPage(browser);
  try {
    await page.goto(server.origin);
    await page.waitForSelector('attention-explainer');
    assert.deepEqual(await page.evaluate(firstPaint), {
      words: 'american shrew mole',
      head: 2,
      chapter: 'weights',
      drawn: true,
    });
    await page.click('button#exp');
    await page.waitForFunction(() => document.querySelector('output').textContent.trim() === 'exp');
    assert.deepEqual(page.complaints, []);
  } finally {
    await page.close();
    await server.stop();
  }
}

for (const [name, { made, rendered, checked }] of Object.entries(tools)) {
  test(name, { skip: !isMeant(name) && 'another one was asked for' }, async () => {
    const root = await install(name);
    // Types are an error here as they are to those who build with it.
    if (checked) await run(root, 'npm', 'run', 'check');
    const said = await run(root, 'npm', 'run', 'build');
    assert.doesNotMatch(said, /larger than|size limit|exceeds the recommended/i);
    if (rendered) {
      const html = await readFile(new URL(`${made}index.html`, root), 'utf8');
      assert.match(html, /<attention-explainer [^>]*chapter="weights"/);
    }
    await opens(new URL(made, root));
  });
}
