// The static folder as its readers have it: under its own policy, kept for readers without a network, replaced as a whole; and
// the single file where it has no origin.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openPage, patience, serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

const budgets = JSON.parse(
  await readFile(new URL('../../../web/bundle/budgets.json', import.meta.url), 'utf8'),
);

/** Of a page without scripts: the chapters that are seen. */
function readChapters() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const seen = (element) => element.checkVisibility();
  return [...shadowRoot.querySelectorAll('section')].filter(seen).map((section) => {
    const figure = section.querySelector('explainer-figure')?.shadowRoot;
    // The first chapter has no cards: it says what it says under its picture.
    const prose = section.querySelector('chapter-prose')?.shadowRoot ?? figure;
    const picture = [...(figure?.querySelectorAll('svg.picture, img.picture') ?? [])].filter(seen);
    return {
      title: section.querySelector('h2').innerText.trim(),
      picture: picture.map(({ src, naturalWidth }) => ({ src, width: naturalWidth })),
      prose: [...prose.querySelectorAll('p:not(.spoken, [hidden]), figcaption')]
        .map((paragraph) => paragraph.innerText)
        .join('\n'),
      markup: prose.innerHTML + (figure?.innerHTML ?? ''),
      buttons: [...prose.querySelectorAll('button')].filter(seen).length,
    };
  });
}

/** Readers without scripts have asked for a picture, which is whole and has the colours of light and of dark. */
async function assertDrawn(site, { pathname, href }) {
  assert.ok(
    site.requests.some(({ path, bytes }) => path === pathname && bytes > 0),
    `${pathname} is shown`,
  );
  const picture = await (await fetch(href)).text();
  assert.match(picture, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" [^]*<\/svg>$/);
  assert.match(picture, /@media ?\(prefers-color-scheme: ?dark\)/);
  for (const [, name] of picture.matchAll(/url\(#([^)]*)\)/g))
    assert.match(picture, new RegExp(`id="${name}"`));
  assert.doesNotMatch(picture, / style="|NaN|undefined/);
}

/** Where an element is, in whole pixels. */
function placeOf(root) {
  const { x, y, width, height } = root.getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
}

/** In the page, before anything else: adds layout shifts up, and notes where the still of the first figure stands. */
function watchShifts(source) {
  // eslint-disable-next-line no-new-func
  const place = new Function(`return (${source})`)();
  window.shifts = [];
  const at = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
  new PerformanceObserver((list) => {
    for (const { value, startTime, sources } of list.getEntries())
      window.shifts.push(
        `${value} at ${Math.round(startTime)} ms: ` +
          sources.map(
            ({ node, previousRect: from, currentRect: to }) =>
              `${node?.nodeName} ${node?.className ?? ''} ${at(from)} -> ${at(to)}`,
          ),
      );
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const explainer = document.querySelector('attention-explainer');
    if (explainer?.trace) return;
    const figure = explainer?.shadowRoot?.querySelector('explainer-figure')?.shadowRoot;
    const shown = [...(figure?.querySelectorAll('svg.picture') ?? [])].find((one) => one.checkVisibility());
    if (shown) window.still = place(shown);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** In the page, once it is live: what was noted, and where the live figure stands. */
function readShifts(source) {
  // eslint-disable-next-line no-new-func
  const place = new Function(`return (${source})`)();
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figure = shadowRoot.querySelector('explainer-figure').shadowRoot.querySelector('svg.picture');
  return { shifts: window.shifts, still: window.still, live: place(figure) };
}

/** A host of the folder of which a test says which version it has: { server, is(version) }. */
async function changingHost() {
  let version = 'one';
  const files = folder(new URL('site/', build));
  const server = await serve(async (path) => {
    if (version === 'none') return { status: 0 };
    const contents = await files(path);
    if (version === 'one' || !contents) return contents;
    if (path === '/') return Buffer.from(contents.toString().replace('</title>', ', two</title>'));
    return path === '/sw.js'
      ? Buffer.from(contents.toString().replace(/VERSION = "/, 'VERSION = "two-'))
      : contents;
  });
  return { server, is: (next) => void (version = next) };
}

async function openIn(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return page;
}

/** The names of what is kept for readers without a network. */
const caches = (page) => page.evaluate(async () => (await window.caches.keys()).sort());

/** In the page: looks for another version of the folder, and waits until it is there and waits itself. */
async function findUpdate() {
  const registration = await navigator.serviceWorker.ready;
  const { installing, waiting } = await registration.update();
  if (waiting) return;
  await new Promise((done) =>
    installing.addEventListener('statechange', () => installing.state === 'installed' && done()),
  );
}

describe('in Chromium', () => {
  let browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  test('what is asked for before the first figure is live is within its budget', async () => {
    const site = await serveBuild({ brotli: true });
    const page = await openPage(browser);
    await page.evaluateOnNewDocument(() => {
      const look = () => {
        const explainer = document.querySelector('attention-explainer');
        const figure = explainer?.trace && explainer.shadowRoot.querySelector('explainer-figure');
        if (figure?.shadowRoot.querySelector('.scene *')) window.liveAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(site.site);
    // Not until it is drawn as a whole, for which that would ask.
    await page.waitForFunction(() => window.liveAt);
    const asked = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime < window.liveAt)
        .map(({ name }) => new URL(name).pathname),
    );
    await page.waitForFunction(isDrawn);
    const bytes = site.requests
      .filter(({ path }) => path === '/site/' || asked.includes(path))
      .reduce((sum, request) => sum + request.bytes, 0);
    assert.ok(bytes <= budgets['first screen over http'].limit, `${bytes} bytes: ${asked.join(', ')}`);
    assert.ok(!asked.some((path) => /later|rest|trainer|simd128|glosses/.test(path)), asked.join(', '));
    const stills = site.requests.filter(({ path }) => /(?<!icon[^/]*)\.svg$|without-scripts/.test(path));
    assert.deepEqual(stills, [], 'what is for readers without scripts');
    await page.close();
    await site.stop();
  });

  test('the inspector of the first figure, which was there before it, takes the caption’s place', async () => {
    const site = await serveBuild();
    const page = await openPage(browser);
    await page.goto(site.site);
    await page.waitForFunction(isDrawn);
    await page.evaluate(() =>
      document.querySelector('attention-explainer').shadowRoot.querySelector('explainer-figure').focus(),
    );
    await page.keyboard.press('Enter');
    const { position, pointerEvents, text } = await page.evaluate(async () => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const figure = shadowRoot.querySelector('explainer-figure');
      await figure.updateComplete;
      const inspector = figure.shadowRoot.querySelector('cell-inspector');
      await inspector.updateComplete;
      const { position, pointerEvents } = getComputedStyle(inspector);
      return { position, pointerEvents, text: inspector.shadowRoot.textContent };
    });
    assert.equal(position, 'absolute', 'however much it says, the picture stays where it is');
    assert.equal(pointerEvents, 'auto', 'what has been pinned can be scrolled');
    assert.match(text, /=/);
    await page.close();
    await site.stop();
  });

  test('without scripts there is every chapter, its prose and its figure', async () => {
    const site = await serveBuild();
    const page = await openPage(browser, { width: 360, height: 740 });
    await page.setJavaScriptEnabled(false);
    await page.goto(site.strict, { waitUntil: 'networkidle0' });
    const chapters = await page.evaluate(readChapters);
    const folderOfTexts = await readdir(new URL('../../../web/messages/en/', import.meta.url));
    // All but what belongs to no chapter: `common` and `extras`.
    assert.equal(chapters.length, folderOfTexts.length - 2);
    assert.equal(new Set(chapters.map(({ title }) => title)).size, chapters.length);
    const pictures = chapters.flatMap(({ picture }) => picture ?? []);
    assert.equal(pictures.length, chapters.length - 3);
    for (const { src, width } of pictures) {
      assert.ok(width > 0, `${src} is drawn`);
      await assertDrawn(site, new URL(src));
    }
    for (const { title, prose, markup, buttons } of chapters) {
      assert.match(title, /^\d+ \S/);
      assert.match(prose, title.startsWith('0') ? /[^]{60,}/ : /[^]{160,}/, title);
      assert.doesNotMatch(prose + markup, /\{\w+\}| style="|NaN|undefined/, title);
      assert.equal(buttons, 0, `${title}: nothing that cannot be pressed`);
    }
    assert.equal(chapters.filter(({ markup }) => markup.includes('<math')).length, 9, 'formulas');
    assert.deepEqual(page.complaints, []);
    await page.close();
    await site.stop();
  });

  test('nothing moves when the page becomes live', async () => {
    const site = await serveBuild();
    for (const [width, height] of [
      [1440, 900],
      [1200, 900],
      [1024, 768],
      [768, 1024],
      [700, 900],
      [500, 900],
      [360, 740],
      [320, 640],
    ]) {
      const page = await openPage(browser, { width, height });
      await page.evaluateOnNewDocument(watchShifts, placeOf.toString());
      let seen;
      // On a busy machine it may be live before its first frame: then nobody has seen the still one.
      for (let tries = 0; tries < 5 && !seen?.still; tries += 1) {
        await page.goto(site.site);
        await page.waitForFunction(isDrawn);
        seen = await page.evaluate(readShifts, placeOf.toString());
        assert.deepEqual(seen.shifts, [], `${width} px: layout shifts`);
      }
      assert.deepEqual(seen.still, seen.live, `${width} px`);
      await page.close();
    }
    await site.stop();
  });

  test('after a visit it opens without a network, and a new version replaces the old one as a whole', async () => {
    const context = await browser.createBrowserContext();
    const { server, is } = await changingHost();
    const page = await openIn(context);
    await page.goto(server.origin);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const [first, ...others] = await caches(page);
    assert.deepEqual(others, []);
    is('none');
    await page.reload();
    await page.waitForFunction(isDrawn);
    await page.evaluate(async () => {
      document.querySelector('attention-explainer').lang = 'zh';
      await document.querySelector('attention-explainer').updateComplete;
    });
    assert.match(await page.evaluate(() => document.title), /[\u4e00-\u9fff]/);
    const trainer = await page.evaluate(async () => {
      const kept = await window.caches.open((await window.caches.keys())[0]);
      return (await kept.keys()).filter(({ url }) => /trainer|embed\.html/.test(url)).length;
    });
    assert.equal(trainer, 2);
    is('two');
    await page.reload();
    // The old version goes on for as long as a page of it is open.
    await page.evaluate(findUpdate);
    assert.equal((await caches(page)).length, 2);
    await page.close();
    const next = await openIn(context);
    await next.goto(server.origin);
    await next.waitForFunction(
      async (old) => {
        const names = await window.caches.keys();
        return names.length === 1 && names[0] !== old;
      },
      { polling: 50 },
      first,
    );
    // What is delivered, and not how the page calls its document later.
    const delivered = await next.reload();
    assert.equal(delivered.fromServiceWorker(), true);
    assert.match(await delivered.text(), /, two<\/title>/);
    await next.waitForFunction(isDrawn);
    await context.close();
    await server.stop();
  });
});
