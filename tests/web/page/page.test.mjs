// The page as a whole: it opens over http at a sub-path and from file://, asks nobody for anything, and its trace is
// what an independent double-precision model computes from the same parameters.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  at,
  fileAddress,
  goTo,
  inChapter,
  inPage,
  listChapters,
  load,
  nextFrames,
  openBrowser,
  openPage,
  readTrace,
  serveBuild,
} from '../harness/browser.mjs';
import { assertIsOracle } from '../harness/oracle.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const sentence = ['a', 'fluffy', 'blue', 'creature', 'roamed', 'the', 'verdant', 'forest'];
const places = { 'http, at a sub-path': () => server.site, 'file://': () => fileAddress };
const traces = [];

for (const [name, address] of Object.entries(places)) {
  describe(name, () => {
    let page;
    before(async () => {
      page = await openPage(browser);
      await load(page, address());
    });
    after(() => page?.close());

    test('the main sentence is shown and followed through the model', async () => {
      const trace = await readTrace(page);
      traces.push(trace);
      assert.deepEqual(trace.words, sentence);
      const shown = await inPage(page, ({ figure }) =>
        [...figure.shadowRoot.querySelectorAll('.hero-word')].map(
          (word) => word.querySelector('text').textContent,
        ),
      );
      assert.deepEqual(shown, sentence);
    });

    test('every tensor of the trace is the oracle’s', async () => {
      assertIsOracle(await readTrace(page));
    });

    test('every chapter has a title, an entry in the contents and cards', async () => {
      const chapters = await listChapters(page);
      const contents = await inPage(page, ({ explainer }) =>
        [...explainer.shadowRoot.querySelectorAll('nav a')].map((link) => link.getAttribute('href')),
      );
      assert.deepEqual(
        contents,
        chapters.map(({ id }) => `#chapter=${id}`),
      );
      for (const [index, { id }] of chapters.entries()) {
        const { title, cards } = await inChapter(page, id, ({ section, prose, figure }) => ({
          title: section.querySelector('h2').textContent.replace(/\s+/g, ' ').trim(),
          cards: figure?.captioned
            ? [figure.caption]
            : [...prose.shadowRoot.querySelectorAll('.told')].map((p) => p.textContent.trim()),
        }));
        assert.match(title, new RegExp(`^${index} \\p{L}`, 'u'));
        assert.ok(cards.length > 0, id);
        for (const text of cards) assert.match(text, /^[^{}]*\p{L}[^{}]{20,}$/u);
      }
    });

    test('its foot names the licences of others, where they stand, and every figure with its code', async () => {
      const { said, addresses } = await inPage(page, ({ explainer }) => {
        const footer = explainer.shadowRoot.querySelector('footer');
        const addresses = [...footer.querySelectorAll('.about a')].map(({ href }) => href);
        return { said: footer.textContent, addresses };
      });
      assert.match(said, /the work of others; their licences stand/);
      // One file has nothing beside it.
      if (!page.url().startsWith('http')) return assert.deepEqual(addresses, []);
      const [notices, gallery] = await Promise.all(
        addresses.map(async (address) => (await fetch(address)).text()),
      );
      assert.match(notices, /lit-html .*THIS SOFTWARE IS PROVIDED.*Mozilla Public License/s);
      assert.match(gallery, /<attention-explainer chapter="weights"/);
    });

    test('it plays by itself without an error or a foreign request', async () => {
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
      await page.reload();
      await page.waitForFunction(() => {
        const { shadowRoot } = document.querySelector('attention-explainer') ?? {};
        return shadowRoot?.querySelector('explainer-figure')?.playing === true;
      });
      await nextFrames(page);
      await page.waitForFunction(() => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        return shadowRoot.querySelector('explainer-figure').time > 100;
      });
      assert.deepEqual(page.complaints, []);
    });
  });
}

test('the two addresses compute the same numbers', () => {
  assert.equal(traces.length, 2);
  assert.deepEqual(traces[0], traces[1]);
});

test('in one head, creature attends to both of its adjectives, and knows what it does next', async () => {
  const page = await openPage(browser);
  await load(page, server.chapter('overview'));
  const trace = await readTrace(page);
  const [n_heads] = trace.tensors.weight.shape;
  const heads = Array.from({ length: n_heads }, (_, h) => [
    at(trace, 'weight', h, 3, 1),
    at(trace, 'weight', h, 3, 2),
  ]);
  assert.ok(
    heads.some(([fluffy, blue]) => fluffy >= 0.3 && blue >= 0.3),
    `weights on fluffy and blue, head by head: ${JSON.stringify(heads)}`,
  );
  await goTo(page, 'overview', 'next');
  const caption = await inPage(
    page,
    ({ figure }) => figure.shadowRoot.querySelector('figcaption').textContent,
  );
  assert.match(caption, /Now it expects “roamed”/);
  await page.close();
});

test('a trace stays what it was when another sentence is run', async () => {
  const page = await openPage(browser);
  await load(page, server.chapter('overview'));
  const {
    first,
    after: kept,
    words,
  } = await inPage(page, async ({ explainer }) => {
    const old = explainer.trace;
    const first = [...old.values('weight')];
    explainer.sentence = 'the forest';
    await explainer.updateComplete;
    return { first, after: [...old.values('weight')], words: explainer.trace.words };
  });
  assert.deepEqual(words, ['the', 'forest']);
  assert.deepEqual(kept, first);
  await page.close();
});
