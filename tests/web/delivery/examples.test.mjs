// The recipes of web/examples/, each in the tool that it is for.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { openBrowser, openPage } from '../harness/browser.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

const examples = new URL('../../../web/examples/', import.meta.url);
const classic = await readFile(new URL('site/attention-explainer.js', build));

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** Whether a command runs here. */
function runs(command, ...args) {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20000 });
    return true;
  } catch {
    return false;
  }
}

/** Serves the recipes with what they ask for, and `more` in front of them; hands a page to `look`. */
async function open(path, look, more = () => undefined) {
  const places = [
    folder(new URL('site/', build), '/explainer/'),
    folder(new URL('npm/', build), '/package/'),
    folder(new URL('../../../node_modules/reveal.js/', import.meta.url), '/reveal/'),
    folder(examples),
  ];
  const server = await serve(async (asked) => {
    if (asked === '/favicon.ico') return Buffer.alloc(0);
    if (/\/attention-explainer\.js$/.test(asked)) return classic;
    const own = await more(asked);
    if (own !== undefined) return own;
    for (const place of places) {
      const contents = await place(asked);
      if (contents !== undefined) return contents;
    }
    return undefined;
  });
  try {
    const page = await openPage(browser);
    await page.goto(server.origin + path);
    await look(page);
    assert.deepEqual(page.complaints, []);
    await page.close();
  } finally {
    await server.stop();
  }
}

/** Waits for the figure of a chapter in a page or a frame, and gives what it shows. */
async function shows(place, chapter) {
  await place.waitForSelector('attention-explainer');
  await place.waitForFunction(
    (id) => {
      const figure = document
        .querySelector('attention-explainer')
        .shadowRoot?.querySelector('explainer-figure');
      return figure?.figure.id === id && figure.shadowRoot?.querySelector('.scene *');
    },
    {},
    chapter,
  );
  return place.evaluate(() => {
    const one = document.querySelector('attention-explainer');
    return { words: one.trace.words.join(' '), head: one.head };
  });
}

const mole = { words: 'american shrew mole', head: 2 };
const frameOf = (page, chapter) => page.waitForFrame((frame) => frame.url().includes(`chapter=${chapter}`));

test('plain HTML', () =>
  open('/plain.html', async (page) => assert.deepEqual(await shows(page, 'weights'), mole)));

test('Markdown', async () => {
  const html = marked.parse(await readFile(new URL('post.md', examples), 'utf8'));
  const post = Buffer.from(`<!doctype html><meta charset="utf-8">${html}`);
  await open(
    '/post.html',
    async (page) => {
      await shows(page, 'context');
      await page.evaluate(() => document.querySelector('iframe').scrollIntoView());
      await shows(await frameOf(page, 'value'), 'value');
    },
    (path) => (path === '/post.html' ? post : undefined),
  );
});

test('a notebook of modules', () =>
  open('/notebook.html', async (page) => {
    await shows(page, 'match');
    await page.waitForFunction(() => /Weights: 1\.00, 0\.00, 0\.33, 0\.67/.test(document.body.textContent));
  }));

test('a deck of reveal.js', () =>
  open('/reveal.html', async (page) => {
    await page.waitForSelector('.reveal.ready');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('section.present attention-explainer');
    await shows(page, 'match');
    const place = () =>
      page.evaluate(() => {
        const figure = document
          .querySelector('attention-explainer')
          .shadowRoot.querySelector('explainer-figure');
        return {
          step: figure.step,
          slide: document.querySelector('section.present').querySelector('h2') === null,
        };
      });
    await page.evaluate(() => {
      const figure = document
        .querySelector('attention-explainer')
        .shadowRoot.querySelector('explainer-figure');
      figure.goTo(0);
      figure.shadowRoot.querySelector('figure').focus();
    });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await place(), { step: 1, slide: true });
  }));

test('a host with a strict policy', () => open('/strict-csp.html', (page) => shows(page, 'heads')));

/** A generator makes its site of a recipe's folder; the page that it makes is opened. */
async function generated(name, arguments_) {
  const work = await mkdtemp(join(tmpdir(), `attention-explainer-${name}-`));
  try {
    await cp(fileURLToPath(new URL(`${name}/`, examples)), work, { recursive: true });
    execFileSync(name, arguments_(work), { cwd: work, stdio: 'pipe' });
    const made = folder(pathToFileURL(`${work}/made/`));
    await open('/', async (page) => assert.deepEqual(await shows(page, 'weights'), mole), made);
  } finally {
    await rm(work, { recursive: true });
  }
}

test('Jekyll', { skip: !runs('jekyll', '--version') && 'jekyll is not installed' }, () =>
  generated('jekyll', (work) => [
    'build',
    '--source',
    work,
    '--destination',
    join(work, 'made'),
    '--disable-disk-cache',
  ]),
);

test('Hugo', { skip: !runs('hugo', 'version') && 'hugo is not installed' }, () =>
  generated('hugo', (work) => ['--source', work, '--destination', join(work, 'made')]),
);

test(
  'Jupyter',
  { skip: !runs('python3', '-c', 'import IPython') && 'IPython is not installed' },
  async () => {
    const { cells } = JSON.parse(await readFile(new URL('jupyter.ipynb', examples), 'utf8'));
    const [imports, shown] = cells[0].source.join('').split('\n\n');
    const html = execFileSync('python3', ['-c', `${imports}\nprint((${shown})._repr_html_())`], {
      encoding: 'utf8',
    });
    await open(
      '/cell.html',
      async (page) => assert.equal((await shows(await frameOf(page, 'weights'), 'weights')).head, 2),
      (path) => (path === '/cell.html' ? Buffer.from(`<!doctype html>${html}`) : undefined),
    );
  },
);
