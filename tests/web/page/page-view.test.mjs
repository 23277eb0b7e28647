// What the page draws while it is not there yet, and which of its parts are drawn again when something changes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inPage, load, nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { openLazily } from '../harness/lazy.mjs';
import { interceptFiles } from '../harness/site-files.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What stands in the element, by whether it is seen. */
const drawn = (page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const seen = (selector) => shadowRoot?.querySelector(selector)?.checkVisibility() ?? false;
    return {
      heading: seen('h1'),
      settings: seen('.settings'),
      contents: seen('.contents'),
      sentence: seen('.choices'),
      title: seen('h2[part=title]'),
      figure: seen('explainer-figure'),
      cards: seen('chapter-prose'),
      about: seen('footer'),
      loading: seen('.loading'),
      failed: seen('[role=alert]'),
    };
  });
const nothing = {
  ...{ heading: false, settings: false, contents: false, sentence: false, title: false },
  ...{ figure: false, cards: false, about: false, loading: false, failed: false },
};

describe('before it is there', () => {
  let page;
  let intercepted;
  let weights;
  before(async () => {
    page = await openPage(browser);
    await openLazily(page, server.site);
    weights = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .find(({ name }) => name.endsWith('.safetensors'))
        .name.split('/')
        .at(-1),
    );
    intercepted = await interceptFiles(page);
  });
  after(() => page?.close());

  test('while the model is on its way: the head of the page, and that it is', async () => {
    intercepted.hold(weights);
    await page.goto(`${server.origin}/site/embed.html?controls=heading%20settings%20title`);
    await page.waitForFunction(
      () => document.querySelector('attention-explainer')?.shadowRoot?.querySelector('.loading') != null,
    );
    assert.deepEqual(await drawn(page), { ...nothing, heading: true, settings: true, loading: true });
    await intercepted.release();
    await page.waitForFunction(
      () =>
        document.querySelector('attention-explainer').shadowRoot.querySelector('explainer-figure') !== null,
    );
    assert.deepEqual(await drawn(page), {
      ...nothing,
      ...{ heading: true, settings: true, title: true, figure: true },
    });
  });

  test('where the model cannot be had: why, and no chapter; another element can have it', async () => {
    intercepted.fail(weights);
    await page.goto(`${server.origin}/site/embed.html?chapter=weights`);
    await page.waitForFunction(
      () => document.querySelector('attention-explainer')?.shadowRoot?.querySelector('[role=alert]') != null,
    );
    assert.deepEqual(await drawn(page), { ...nothing, failed: true });
    await intercepted.release();
    await page.evaluate(() => {
      const explainer = document.querySelector('attention-explainer');
      explainer.replaceWith(explainer.cloneNode());
    });
    await page.waitForFunction(
      () =>
        document.querySelector('attention-explainer').shadowRoot?.querySelector('explainer-figure') != null,
    );
    assert.equal((await drawn(page)).failed, false);
  });
});

describe('what is shown of it', () => {
  let page;
  before(async () => {
    page = await openPage(browser);
  });
  after(() => page?.close());

  for (const [query, shown] of Object.entries({
    '': ['heading', 'settings', 'contents', 'sentence', 'title', 'figure', 'cards', 'about'],
    'chapter=weights': ['figure'],
    'chapter=weights&controls=sentence title cards': ['sentence', 'title', 'figure', 'cards'],
    'chapter=weights&controls=prose': ['figure', 'cards'],
    'chapter=nowhere': ['heading', 'settings', 'contents', 'sentence', 'title', 'figure', 'cards', 'about'],
    'chapter=weights&controls=': ['figure'],
    'chapter=weights&controls=heading cards nonsense': ['heading', 'figure', 'cards'],
    'controls=contents about': ['contents', 'figure', 'about'],
  })) {
    test(`“${query}”: ${shown.join(', ')}`, async () => {
      await openLazily(page, `${server.origin}/site/embed.html?${query}`);
      await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
      // The first chapter has no cards: the next one comes into sight a little later.
      if (shown.includes('cards'))
        await page.waitForFunction(() =>
          document
            .querySelector('attention-explainer')
            .shadowRoot.querySelector('chapter-prose')
            ?.checkVisibility(),
        );
      await page.evaluate(() => document.querySelector('attention-explainer').updateComplete);
      const expected = Object.fromEntries(shown.map((name) => [name, true]));
      assert.deepEqual(await drawn(page), { ...nothing, ...expected });
    });
  }
});

describe('what is drawn again', () => {
  let page;
  before(async () => {
    page = await openPage(browser);
    await load(page, server.site);
    await nextFrames(page);
    await page.evaluate(() => {
      // Counts updates of each prose and figure, by chapter.
      const { shadowRoot } = document.querySelector('attention-explainer');
      window.drawn = new Set();
      for (const part of shadowRoot.querySelectorAll('chapter-prose, explainer-figure')) {
        const name = `${part.localName} ${part.closest('section').dataset.chapter}`;
        const { updated } = part;
        part.updated = function (changed) {
          window.drawn.add(name);
          return updated?.call(this, changed);
        };
      }
    });
  });
  after(() => page?.close());

  /** Waits until nothing more is drawn for some frames: what was begun before has come to its end. */
  async function quiet() {
    for (let still = 0, before = -1; still < 3;) {
      await nextFrames(page);
      const drawn = await page.evaluate(() => window.drawn.size);
      still = drawn === before ? still + 1 : 0;
      before = drawn;
    }
  }

  /** Does something in the page; returns which parts have been drawn again, besides the figure that plays by itself. */
  async function drawnBy(action) {
    await quiet();
    await inPage(page, () => window.drawn.clear());
    await inPage(page, action);
    await quiet();
    return page.evaluate(() => [...window.drawn].sort());
  }

  test('a term that is pointed at, in its own chapter alone', async () => {
    const point = ({ explainer }) => {
      const prose = explainer.shadowRoot.querySelector('section[data-chapter="match"] chapter-prose');
      const term = prose.shadowRoot.querySelector('button.object');
      term.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    };
    assert.deepEqual(await drawnBy(point), ['explainer-figure match']);
  });

  test('what is pointed at in a figure, in its own chapter alone', async () => {
    const point = ({ explainer }) => {
      const figure = explainer.shadowRoot.querySelector('section[data-chapter="weights"] explainer-figure');
      figure.dispatchEvent(new CustomEvent('point', { detail: { tensor: 'weight' } }));
    };
    assert.deepEqual(await drawnBy(point), ['chapter-prose weights', 'explainer-figure weights']);
  });

  test('a step, in its own chapter alone: its figure, and the card that is marked', async () => {
    const step = ({ explainer }) =>
      explainer.shadowRoot.querySelector('section[data-chapter="value"] explainer-figure').goTo(2);
    assert.deepEqual(await drawnBy(step), ['chapter-prose value', 'explainer-figure value']);
  });

  test('another theme, nowhere', async () => {
    const dark = ({ explainer }) => {
      explainer.theme = 'dark';
    };
    assert.deepEqual(await drawnBy(dark), []);
  });

  test('another head, everywhere', async () => {
    const head = ({ explainer }) => {
      const { context } = explainer.shadowRoot.querySelector('explainer-figure');
      explainer.head = ((context.selection.head + 1) % 4) + 1;
    };
    const all = await drawnBy(head);
    const parts = await page.evaluate(
      () =>
        document
          .querySelector('attention-explainer')
          .shadowRoot.querySelectorAll('chapter-prose, explainer-figure').length,
    );
    assert.equal(all.length, parts);
  });

  test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
});
