// The recipes of web/examples/, each in the tool that it is for.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { eventually, openBrowser, openPage } from '../harness/browser.mjs';
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
    execFileSync(command, args, { stdio: 'ignore', timeout: 120000 });
    return true;
  } catch {
    return false;
  }
}

/**
 * Serves the recipes with what they ask for, and `more` in front of them; hands a page to `look`. `headers` as of `serve`; of what
 * the page should not have done `excused` is left out.
 */
async function open(path, look, { more = () => undefined, headers, excused, ...size } = {}) {
  const places = [
    folder(new URL('site/', build), '/explainer/'),
    folder(new URL('npm/', build), '/package/'),
    folder(new URL('../../../node_modules/reveal.js/', import.meta.url), '/reveal/'),
    folder(examples),
  ];
  const server = await serve(
    async (asked) => {
      if (asked === '/favicon.ico') return Buffer.alloc(0);
      if (/\/attention-explainer\.js$/.test(asked)) return classic;
      const own = await more(asked);
      if (own !== undefined) return own;
      for (const place of places) {
        const contents = await place(asked);
        if (contents !== undefined) return contents;
      }
      return undefined;
    },
    { headers },
  );
  try {
    const page = await openPage(browser, size);
    await page.goto(server.origin + path);
    await look(page);
    assert.deepEqual(
      page.complaints.filter((complaint) => !excused?.test(complaint)),
      [],
    );
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

/** In a page or a frame: the boxes of a figure's picture, of the bar that plays it, of what is said under it, and of all of it. */
async function boxes() {
  const one = document.querySelector('attention-explainer');
  await one.ready;
  const { shadowRoot } = one.shadowRoot.querySelector('explainer-figure');
  const box = (element) => element.getBoundingClientRect().toJSON();
  const [picture, bar, caption] = ['svg.picture', 'transport-bar', 'figcaption'].map((selector) =>
    box(shadowRoot.querySelector(selector)),
  );
  const { scrollWidth } = document.documentElement;
  return { one: box(one), picture, bar, caption, window: [innerWidth, innerHeight], scrollWidth };
}

/**
 * The picture is as wide as its column, what plays it and what is said of it stand below it, nothing hangs over; `whole`: all of it is
 * to be seen at once. What has another width now comes to stand so.
 */
async function stands(place, { column = Infinity, whole = false } = {}) {
  await eventually(async () => {
    const { one, picture, bar, caption, window, scrollWidth } = await place.evaluate(boxes);
    const all = JSON.stringify({ one, picture, bar, caption });
    assert.ok(picture.top < bar.bottom && bar.top >= picture.bottom - 1, all);
    assert.ok(caption.top >= bar.bottom - 1, all);
    assert.ok(one.left >= 0 && one.right <= window[0] && one.width <= column, all);
    assert.ok(
      picture.width > 0.85 * one.width && picture.left >= one.left && picture.right <= one.right,
      all,
    );
    assert.ok(scrollWidth <= window[0], all);
    const isWhole = picture.top >= 0 && caption.bottom <= window[1];
    assert.ok(isWhole || !whole, `${picture.top}, ${caption.bottom} of ${window[1]}`);
  });
}

const mole = { words: 'american shrew mole', head: 2 };
const frameOf = (page, chapter) => page.waitForFrame((frame) => frame.url().includes(`chapter=${chapter}`));

test('plain HTML', () =>
  open('/plain.html', async (page) => {
    assert.deepEqual(await shows(page, 'weights'), mole);
    for (const width of [1440, 360]) {
      await page.setViewport({ width, height: 900 });
      await stands(page);
    }
  }));

test('Markdown', async () => {
  const html = marked.parse(await readFile(new URL('post.md', examples), 'utf8'));
  const post = Buffer.from(`<!doctype html><meta charset="utf-8">${html}`);
  await open(
    '/post.html',
    async (page) => {
      await shows(page, 'context');
      await stands(page);
      await page.evaluate(() => document.querySelector('iframe').scrollIntoView());
      await shows(await frameOf(page, 'value'), 'value');
    },
    { more: (path) => (path === '/post.html' ? post : undefined) },
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

for (const [width, height] of [
  [1024, 768],
  [1280, 800],
  [1440, 900],
  [1920, 1080],
])
  test(`a deck of reveal.js, ${width} × ${height}: the whole figure is on the slide when it is first come to`, () =>
    open(
      '/reveal.html',
      async (page) => {
        await page.waitForSelector('.reveal.ready');
        await page.keyboard.press('ArrowRight');
        await page.waitForSelector('section.present attention-explainer');
        await shows(page, 'match');
        const { steps } = await page.evaluate(() => {
          const { timeline } = document
            .querySelector('attention-explainer')
            .shadowRoot.querySelector('explainer-figure');
          return { steps: timeline.steps.map(({ id }) => id) };
        });
        // The slide comes from the side.
        await page.waitForFunction(() => {
          const slide = document.querySelector('section.present').getBoundingClientRect();
          return Math.abs(slide.left + slide.right - innerWidth) < 2;
        });
        for (const step of steps) {
          await page.evaluate(async (id) => {
            const one = document.querySelector('attention-explainer');
            one.goTo(id);
            await one.updateComplete;
          }, step);
          await stands(page, { whole: true });
        }
      },
      { width, height },
    ));

test('a host with a strict policy', () => open('/strict-csp.html', (page) => shows(page, 'heads')));

/** A generator makes its site of a recipe's folder; the page that it makes is opened. */
async function generated(name, arguments_) {
  const work = await mkdtemp(join(tmpdir(), `attention-explainer-${name}-`));
  try {
    await cp(fileURLToPath(new URL(`${name}/`, examples)), work, { recursive: true });
    execFileSync(name, arguments_(work), { cwd: work, stdio: 'pipe' });
    const made = folder(pathToFileURL(`${work}/made/`));
    const look = async (page) => {
      assert.deepEqual(await shows(page, 'weights'), mole);
      for (const width of [1440, 360]) {
        await page.setViewport({ width, height: 900 });
        await stands(page, { column: 680 });
      }
    };
    await open('/', look, { more: made });
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
    // As Jupyter serves files: without an origin, so that modules do not come, and the classic script takes their place.
    const headers = (path) =>
      path.startsWith('/explainer/') ? { 'content-security-policy': 'sandbox allow-scripts' } : {};
    const look = async (page) => {
      const frame = await frameOf(page, 'weights');
      assert.equal((await shows(frame, 'weights')).head, 2);
      // Cells of a notebook on small and large screens: all of the figure is seen in its frame.
      for (const width of [640, 900, 1100]) {
        await page.setViewport({ width, height: 1000 });
        await stands(frame, { whole: true });
      }
    };
    const more = (path) => (path === '/cell.html' ? Buffer.from(`<!doctype html>${html}`) : undefined);
    await open('/cell.html', look, { more, headers, excused: /CORS policy|net::ERR_FAILED/ });
  },
);
