// Letters stand free, under way as well as where a step is held: they lie over no others, nothing goes across them, and the edge of the
// picture cuts none off. What may lie on letters is listed with its reason in overlaps/allowed.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load, nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';

const heights = { 1440: 900, 768: 1024, 360: 740 };
const languages = ['en', 'zh'];
/** As the page opens; the longest words that the model knows; as many words as it takes. */
const sentences = [
  { sentence: 'a fluffy blue creature roamed the verdant forest', token: 4 },
  {
    sentence: 'somersaulted croissants greenhouse courthouse complained brightened overfitted somersaults',
    token: 8,
  },
  {
    sentence:
      'yesterday a fluffy blue creature roamed the verdant forest and a scaly red beast scorched the ruined castle the eiffel tower glittered above paris',
    token: 20,
  },
];

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(width) {
  // In motion: with less of it there is no middle of a step.
  const page = await openPage(browser, { width, height: heights[width], motion: 'no-preference' });
  await load(page, server.site);
  await bundleForPage(page, new URL('overlaps/look.mjs', import.meta.url), 'overlapChecks');
  return page;
}

const call = (page, name, ...values) =>
  page.evaluate((method, given) => window.overlapChecks[method](...given), name, values);

/** Shows a sentence in a language. */
async function show(page, sentence, lang) {
  const { words } = await call(page, 'choose', { ...sentence, head: null, lang });
  assert.equal(words, sentence.sentence);
  // Words that need more lines make the page higher, and what is beside its bar narrower.
  await nextFrames(page);
}

/** What is wrong, each kind of it once at each step, where it is deepest. */
function told(id, faults) {
  const worst = new Map();
  for (const one of faults) {
    const kind = [one.step, one.what, ...one.kinds].join();
    const { most, count } = worst.get(kind) ?? { most: one, count: 0 };
    worst.set(kind, { most: one.px > most.px ? one : most, count: count + 1 });
  }
  return [...worst.values()].map(({ most, count }) => {
    const { step, share, width, lang, sentence, what, text, otherText, px, kinds } = most;
    const other = otherText === undefined ? '' : ` “${otherText}”`;
    return (
      `${id}, ${step} at ${100 * share} %, ${width} px, ${lang}, “${sentence}”: ` +
      `“${text}” ${what}${other}, ${px.toFixed(1)} px deep (${kinds.join(' / ')}; ${count} times)`
    );
  });
}

/** Goes through all figures at a width: { chapter: { faults, moments, letters, lines, blocks } }. */
async function lookAtAll(page, width) {
  const found = {};
  for (const sentence of sentences)
    for (const lang of languages) {
      await show(page, sentence, lang);
      for (const id of await call(page, 'figureIds')) {
        const { faults, ...counts } = await call(page, 'look', id);
        found[id] ??= { faults: [] };
        for (const kind in counts) found[id][kind] = (found[id][kind] ?? 0) + counts[kind];
        found[id].faults.push(...faults.map((one) => ({ ...one, width, lang, sentence: sentence.sentence })));
      }
    }
  return found;
}

describe('letters stand free, under way as well', () => {
  for (const width of [1440, 768, 360])
    test(`${width} px`, async (context) => {
      const page = await open(width);
      const found = await lookAtAll(page, width);
      assert.deepEqual(page.complaints, []);
      await page.close();
      assert.ok(Object.keys(found).length >= 11);
      for (const [id, { faults, moments, letters, lines, blocks }] of Object.entries(found)) {
        await context.test(id, () => {
          assert.ok(moments >= 15 * sentences.length * languages.length);
          assert.ok(letters / moments > 4, `${letters / moments} texts in a picture`);
          assert.ok(lines > 0 && blocks > 0);
          assert.deepEqual(told(id, faults), []);
        });
      }
    });
});

describe('what is in the way is found', () => {
  let page;
  before(async () => {
    page = await open(1440);
    await show(page, sentences[0], 'en');
  });
  after(() => page?.close());

  const cases = {
    letters: 'lies over',
    cut: 'is cut off at the edge of the picture',
    line: 'is crossed by a line',
    strip: 'has a mark on it',
  };
  for (const [mark, what] of Object.entries(cases))
    test(`${mark}, at every moment`, async () => {
      const { faults, moments } = await call(page, 'look', 'query', mark);
      const found = faults.filter((one) => one.what === what);
      const places = new Set(found.map(({ step, share }) => `${step} ${share}`));
      assert.equal(places.size, moments);
      const [line] = told('query', [{ ...found[0], width: 1440, lang: 'en', sentence: 'a mole' }]);
      assert.match(
        line,
        /^query, question at 8 %, 1440 px, en, “a mole”: “[^”]+” (lies|is|has) .*\d px deep/,
      );
    });

  for (const mark of ['shadow', 'line beside'])
    test(`not a ${mark}`, async () => assert.deepEqual((await call(page, 'look', 'query', mark)).faults, []));

  test('in a sentence as long as there may be', async () => {
    const { words, longest } = await call(page, 'choose', { ...sentences[2], head: null, lang: 'en' });
    assert.equal(words.split(' ').length, longest);
  });
});
