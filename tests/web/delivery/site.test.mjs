// The static folder as its readers have it: under its own policy, kept for readers without a network, replaced as a whole; and
// the single file where it has no origin.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { engineNames, openEngine } from '../harness/engines/index.mjs';
import { folder, serve } from '../harness/server.mjs';

const budgets = JSON.parse(
  await readFile(new URL('../../../web/bundle/budgets.json', import.meta.url), 'utf8'),
);

/** Of an engine's page: the bytes of the module that it runs, in a few numbers. */
function wasmSummary() {
  const { variant, wasm } = document.querySelector('attention-explainer').state.engine;
  let hash = 0;
  for (const byte of wasm) hash = (Math.imul(hash, 31) + byte) | 0;
  return { variant, length: wasm.length, hash };
}

async function expectedSummary(variant) {
  const name = variant === 'simd128' ? 'attention_simd128' : 'attention_relaxed';
  const wasm = await readFile(new URL(`wasm/wasm/${name}.wasm`, build));
  let hash = 0;
  for (const byte of wasm) hash = (Math.imul(hash, 31) + byte) | 0;
  return { variant, length: wasm.length, hash };
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

for (const name of engineNames) {
  describe(name, () => {
    let engine;
    before(async () => {
      engine = await openEngine(name);
    });
    after(() => engine?.close());

    test('under the policy of the folder every chapter is drawn, threads start, and nothing is refused', async () => {
      const site = await serveBuild();
      const page = await engine.newPage({ width: 1440, height: 900 });
      await page.goto(site.strict);
      await page.waitFor(isDrawn);
      await page.evaluate(async () => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        for (const figure of shadowRoot.querySelectorAll('explainer-figure')) {
          figure.goTo(figure.timeline.steps.length - 1);
          await figure.updateComplete;
        }
        shadowRoot.querySelector('cost-growth').shadowRoot.querySelector('button').click();
        const learning = shadowRoot.querySelector('learning-figure');
        learning.scrollIntoView();
      });
      // The trainer has been fetched, compiled in a thread, and has made random weights.
      await page.waitFor(() => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        return shadowRoot.querySelector('learning-figure').shadowRoot.querySelector('.scene *') !== null;
      });
      assert.deepEqual(await page.complaints(), []);
      await page.close();
      await site.stop();
    });

    test('the single file runs where it has no origin, from the bytes that were built', async () => {
      const headers = () => ({ 'content-security-policy': 'sandbox allow-scripts' });
      const server = await serve(folder(build), { headers });
      const page = await engine.newPage({ width: 1440, height: 900 });
      await page.goto(`${server.origin}/attention-explainer.html`);
      await page.waitFor(isDrawn);
      assert.equal(await page.evaluate(() => origin), 'null');
      const summary = await page.evaluate(wasmSummary);
      assert.deepEqual(summary, await expectedSummary(summary.variant));
      // WebKit tells a page without an origin nothing of its errors, nor that this one is none: an observer that hands a
      // size on in the next frame, which the recorder leaves out where it can read it.
      const muted = name === 'webkit' ? ['error: Script error.'] : [];
      assert.deepEqual(
        (await page.complaints()).filter((complaint) => !muted.includes(complaint)),
        [],
      );
      await page.close();
      await server.stop();
    });
  });
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
        const figure = document
          .querySelector('attention-explainer')
          ?.shadowRoot?.querySelector('explainer-figure');
        if (figure?.shadowRoot?.querySelector('.scene *')) window.liveAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(site.site);
    await page.waitForFunction(isDrawn);
    const asked = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime < window.liveAt)
        .map(({ name }) => new URL(name).pathname),
    );
    const bytes = site.requests
      .filter(({ path }) => path === '/site/' || asked.includes(path))
      .reduce((sum, request) => sum + request.bytes, 0);
    assert.ok(bytes <= budgets['first screen over http'].limit, `${bytes} bytes: ${asked.join(', ')}`);
    assert.ok(!asked.some((path) => /later|rest|trainer|simd128|glosses/.test(path)), asked.join(', '));
    const stills = site.requests.filter(({ path }) => /(?<!icon[^/]*)\.svg$/.test(path));
    assert.deepEqual(stills, [], 'pictures for readers without scripts');
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
    const html = await page.content();
    const chapters = html.split('<section').slice(1);
    const texts = await readdir(new URL('../../../web/messages/en/', import.meta.url));
    const ofChapters = texts.filter((file) => !['common.json', 'extras.json'].includes(file));
    assert.equal(chapters.length, ofChapters.length);
    assert.equal(
      chapters.filter((chapter) => /<(svg|img) class="picture/.test(chapter)).length,
      chapters.length - 3,
    );
    for (const chapter of chapters) {
      const [, address] = /<img [^>]*src="([^"]*)"/.exec(chapter) ?? [];
      if (address) await assertDrawn(site, new URL(address, site.strict));
    }
    for (const chapter of chapters) assert.match(chapter.replace(/<svg[^]*<\/svg>/, ''), /<p>[^]{80,}<\/p>/);
    assert.doesNotMatch(html, /\{\w+\}| style="|NaN|undefined/);
    assert.deepEqual(page.complaints, []);
    await page.close();
    await site.stop();
  });

  test('nothing moves when the page becomes live', async () => {
    const site = await serveBuild();
    for (const [width, height] of [
      [1440, 900],
      [1200, 900],
      [768, 1024],
      [360, 740],
    ]) {
      const page = await openPage(browser, { width, height });
      const place = (root) => {
        const { x, y, width: wide, height: high } = root.getBoundingClientRect();
        return [x, y, wide, high].map(Math.round);
      };
      await page.evaluateOnNewDocument((source) => {
        // eslint-disable-next-line no-new-func
        const placeOf = new Function(`return (${source})`)();
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) window.shift += value;
        }).observe({ type: 'layout-shift', buffered: true });
        const look = () => {
          const shown = [...document.querySelectorAll('.before .overview svg')].find((one) =>
            one.checkVisibility(),
          );
          if (shown) window.still = placeOf(shown);
          if (!document.querySelector('attention-explainer')?.trace) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, place.toString());
      await page.goto(site.site);
      await page.waitForFunction(isDrawn);
      const { shift, still, live } = await page.evaluate((source) => {
        // eslint-disable-next-line no-new-func
        const placeOf = new Function(`return (${source})`)();
        const { shadowRoot } = document.querySelector('attention-explainer');
        const figure = shadowRoot.querySelector('explainer-figure').shadowRoot.querySelector('svg.picture');
        return { shift: window.shift, still: window.still, live: placeOf(figure) };
      }, place.toString());
      assert.ok(shift <= 0.02, `${width} px: layout shift ${shift}`);
      assert.ok(
        still.every((value, index) => Math.abs(value - live[index]) <= 8),
        `${width} px: ${still}, ${live}`,
      );
      await page.close();
    }
    await site.stop();
  });

  test('after a visit it opens without a network, and a new version replaces the old one as a whole', async () => {
    const context = await browser.createBrowserContext();
    let version = 'one';
    const files = folder(new URL('site/', build));
    const server = await serve(async (path) => {
      if (version === 'none') return undefined;
      const contents = await files(path);
      if (version === 'one' || !contents) return contents;
      if (path === '/') return Buffer.from(contents.toString().replace('</title>', ', two</title>'));
      return path === '/sw.js'
        ? Buffer.from(contents.toString().replace(/VERSION = "/, 'VERSION = "two-'))
        : contents;
    });
    const caches = (page) => page.evaluate(async () => (await window.caches.keys()).sort());
    const page = await context.newPage();
    await page.goto(server.origin);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const [first, ...others] = await caches(page);
    assert.deepEqual(others, []);
    version = 'none';
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
    version = 'two';
    await page.reload();
    // The old version goes on for as long as a page of it is open.
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise((done) => setTimeout(done, 20));
    });
    assert.equal((await caches(page)).length, 2);
    await page.close();
    const next = await context.newPage();
    await next.goto(server.origin);
    await next.waitForFunction(
      async (old) => {
        const names = await window.caches.keys();
        return names.length === 1 && names[0] !== old;
      },
      { polling: 50 },
      first,
    );
    assert.match(await next.title(), /, two$|Attention/);
    await next.waitForFunction(isDrawn);
    await context.close();
    await server.stop();
  });
});
