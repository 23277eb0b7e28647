// What is shown of what has been chosen: a head and a token that there are, whatever the attributes say; and what the element
// tells of it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { openLazily } from '../harness/lazy.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await openLazily(page, `${server.origin}/site/embed.html?chapter=weights`);
  await page.evaluate(() => {
    window.told = [];
    document.addEventListener('selection', ({ detail, composed }) =>
      window.told.push({ ...detail, composed }),
    );
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const usual = { sentence: 'a fluffy blue creature roamed the verdant forest', head: undefined, token: 4 };

/** Sets properties of the element; returns what its figure shows, from 0, and what the element has told meanwhile. */
const choose = (properties) =>
  page.evaluate(
    async (chosen, unset) => {
      const explainer = document.querySelector('attention-explainer');
      window.told.length = 0;
      for (const name of unset) explainer[name] = undefined;
      Object.assign(explainer, chosen);
      await explainer.updateComplete;
      const { runs, selection } = explainer.shadowRoot.querySelector('explainer-figure').context;
      const { head, token, transposed, rank, removed } = selection;
      const { n_heads, n_tokens } = runs.sentence;
      // The head that adds the longest vector to the token.
      const lengths = Array.from({ length: n_heads }, (_, h) =>
        Math.hypot(...runs.sentence.row('head_delta', h, token)),
      );
      const strongest = lengths.indexOf(Math.max(...lengths));
      return {
        shown: { head, token, transposed, rank, removed },
        strongest,
        n_heads,
        n_tokens,
        told: [...window.told],
      };
    },
    properties,
    Object.keys(properties).filter((name) => properties[name] === undefined),
  );

beforeEach(() => choose({ ...usual, transposed: false, rank: undefined, removed: undefined }));

describe('what is shown', () => {
  test('until a head is chosen, the one that moves the followed word most', async () => {
    for (const token of [1, 4, 6, 8]) {
      const { shown, strongest } = await choose({ token });
      assert.deepEqual([shown.token, shown.head], [token - 1, strongest]);
    }
    const { shown } = await choose({ head: 3, token: 2 });
    assert.deepEqual([shown.token, shown.head], [1, 2]);
  });

  for (const [head, expected] of [
    [1, 0],
    [4, 3],
    [9, 3],
    [-2, 0],
    [1e9, 3],
  ])
    test(`head ${head}`, async () => assert.equal((await choose({ head })).shown.head, expected));

  for (const [token, expected] of [
    [1, 0],
    [8, 7],
    [9, 7],
    [0, 0],
    [-3, 0],
  ])
    test(`token ${token}`, async () => assert.equal((await choose({ token })).shown.token, expected));

  test('no number at all is as if nothing had been chosen', async () => {
    const read = await page.evaluate(async () => {
      const explainer = document.querySelector('attention-explainer');
      explainer.setAttribute('head', 'two');
      explainer.setAttribute('token', 'last');
      await explainer.updateComplete;
      const { head, token } = explainer.shadowRoot.querySelector('explainer-figure').context.selection;
      explainer.removeAttribute('head');
      explainer.removeAttribute('token');
      return { head, token };
    });
    // The word that is followed from the beginning.
    const { strongest } = await choose({ ...usual, token: 4 });
    assert.deepEqual(read, { head: strongest, token: 3 });
  });

  test('a shorter sentence shows its last word, and the longer one again the chosen', async () => {
    const short = await choose({ token: 8, sentence: 'the forest' });
    assert.deepEqual([short.shown.token, short.n_tokens], [1, 2]);
    assert.equal((await choose({ sentence: usual.sentence })).shown.token, 7);
  });

  test('what is taken away is what was chosen, where the sentence has it', async () => {
    const byItself = (await choose({})).shown.removed;
    assert.equal(byItself.kind, 'word');
    const chosen = { kind: 'word', index: 6 };
    assert.deepEqual((await choose({ removed: chosen })).shown.removed, chosen);
    const { shown } = await choose({ sentence: 'the forest' });
    assert.notDeepEqual(shown.removed, chosen);
    assert.deepEqual((await choose({ sentence: usual.sentence })).shown.removed, chosen);
  });
});

describe('what is told', () => {
  test('each change once, from 1, as it is shown', async () => {
    const event = { sentence: usual.sentence, token: 4, composed: true };
    assert.deepEqual((await choose({ head: 2 })).told, [{ ...event, head: 2 }]);
    assert.deepEqual((await choose({ head: 99 })).told, [{ ...event, head: 4 }]);
    assert.deepEqual((await choose({ head: 4 })).told, [], 'it has been shown already');
    const { told } = await choose({ sentence: 'the forest', token: 2, head: 1 });
    assert.deepEqual(told, [{ sentence: 'the forest', head: 1, token: 2, composed: true }]);
  });

  test('nothing else is', async () => {
    assert.deepEqual((await choose({ transposed: true, theme: 'dark', rank: 3 })).told, []);
    assert.deepEqual((await choose({ sentence: 'xyzzy' })).told, []);
    assert.deepEqual((await choose({ lang: 'zh' })).told, []);
  });
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
