// A link opens the moment that it was taken at; a broken or hostile one opens the start, with a quiet note.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  choose,
  fileAddress,
  goTo,
  inChapter,
  inPage,
  listChapters,
  isOpenAt,
  load,
  nextFrames,
  openBrowser,
  openPage,
  readTrace,
  serveBuild,
} from '../harness/browser.mjs';
import { openLazily } from '../harness/lazy.mjs';

let browser;
let server;
let chapters;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** All that a link holds, as the page has it. */
const stateOf = (page, chapter) =>
  inChapter(page, chapter, ({ explainer, figure }) => ({
    sentence: explainer.trace.words.join(' '),
    step: figure?.stepId,
    head: explainer.shadowRoot.querySelector('input[name="head"]:checked').value,
    token: explainer.token,
    theme: explainer.theme,
    transposed: explainer.transposed,
    options: { ...explainer.options },
    note: explainer.shadowRoot.querySelector('.note')?.textContent ?? '',
  }));

/** The address follows a little later where changes come quickly. */
const isAt = (chapter, step) => {
  const fields = new URLSearchParams(location.hash.slice(1));
  return fields.get('chapter') === chapter && fields.get('step') === step;
};

const hashOf = (page) => page.evaluate(() => location.hash);
/** Takes an address in the page that is open, as a link to the same page does. */
async function follow(page, hash) {
  await page.evaluate(
    (to) =>
      new Promise((done) => {
        // An address that is there already is followed, too: it tells of no change.
        history.replaceState(null, '', '#');
        addEventListener('hashchange', () => done(), { once: true });
        location.hash = to;
      }),
    hash,
  );
  await inPage(page, () => {});
}

const chosen = {
  sentence: 'take a biopsy of the mole',
  head: 3,
  token: 6,
  theme: 'dark',
  transposed: true,
  options: { temperature: 2.5, scale: false, mask: 'zero-after-softmax', silentHeads: [] },
};

for (const [name, address] of [
  ['http', () => server.site],
  ['file', () => fileAddress],
]) {
  test(`${name}: the address follows the page, and opens the same moment`, async () => {
    const page = await openPage(browser);
    await load(page, address());
    chapters = await listChapters(page);
    await choose(page, chosen);
    // At rest it stands there, which is nobody’s doing.
    await goTo(page, 'weights', 0);
    await goTo(page, 'weights', 'divide');
    await page.waitForFunction(isAt, {}, 'weights', 'divide');
    const state = await stateOf(page, 'weights');
    const link = await page.evaluate(() => location.href);
    const fields = Object.fromEntries(new URLSearchParams(new URL(link).hash.slice(1)));
    assert.deepEqual(fields, {
      chapter: 'weights',
      sentence: chosen.sentence,
      head: '3',
      token: '6',
      step: 'divide',
      theme: 'dark',
      temperature: '2.5',
      scale: 'off',
      mask: 'zero-after-softmax',
      grid: 'transposed',
    });
    const other = await openPage(browser);
    await load(other, link);
    assert.deepEqual(await stateOf(other, 'weights'), state);
    assert.equal(await hashOf(other), new URL(link).hash, 'opening a link leaves it as it is');
    await nextFrames(other);
    await other.waitForFunction(isOpenAt, {}, 'weights', 'divide');
    assert.deepEqual([...page.complaints, ...other.complaints], []);
    await Promise.all([page.close(), other.close()]);
  });
}

describe('in one page', () => {
  let page;
  before(async () => {
    page = await openPage(browser);
    await load(page, server.site);
    chapters = await listChapters(page);
  });
  after(() => page?.close());

  test('the links of the first, a middle and the last step of every chapter come back to it', async () => {
    for (const { id, steps } of chapters.filter((chapter) => chapter.steps)) {
      for (const index of new Set([0, steps.length >> 1, steps.length - 1])) {
        const step = steps[index];
        await goTo(page, id, index === 0 ? 1 : 0);
        await goTo(page, id, index);
        await page.waitForFunction(isAt, {}, id, step);
        const link = await hashOf(page);
        await goTo(page, id, index === 0 ? 1 : 0);
        await page.waitForFunction(isAt, {}, id, steps[index === 0 ? 1 : 0]);
        await follow(page, link);
        const { step: opened, note } = await stateOf(page, id);
        assert.deepEqual({ opened, note }, { opened: step, note: '' }, id);
      }
    }
  });

  for (const [field, property, values] of [
    ['head', 'head', [1, 2, 3, 4]],
    ['token', 'token', [1, 5, 8]],
    ['theme', 'theme', ['light', 'dark', 'auto']],
    [
      'sentence',
      'sentence',
      ['one mole of carbon dioxide', 'a fluffy blue creature roamed the verdant forest'],
    ],
  ]) {
    test(`${field}: what a link says is what is shown`, async () => {
      for (const value of values) {
        await follow(page, `#chapter=match&${new URLSearchParams({ [field]: value })}`);
        assert.equal(await inPage(page, ({ explainer }, name) => explainer[name], property), value);
      }
    });
  }

  for (const [field, key, pairs] of [
    ['temperature', 'temperature', { 0.1: 0.1, 2.25: 2.25, 10: 10 }],
    ['scale', 'scale', { off: false, on: true }],
    ['mask', 'mask', { none: 'none', 'zero-after-softmax': 'zero-after-softmax', causal: 'causal' }],
  ]) {
    test(`${field}: a link sets the switch, one without it sets it back`, async () => {
      const read = () => inPage(page, ({ explainer }, name) => explainer.runs.switched.options[name], key);
      await follow(page, '#chapter=weights');
      const usual = await read();
      for (const [written, value] of Object.entries(pairs)) {
        await follow(page, `#chapter=weights&step=all&${field}=${written}`);
        assert.equal(await read(), value);
      }
      await follow(page, '#chapter=weights&step=mask');
      assert.equal(await read(), usual);
    });
  }

  test('a link can be copied: of each figure the moment that it shows', async () => {
    await page.evaluate(() =>
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async (text) => void (window.copied = text) },
      }),
    );
    await goTo(page, 'query', 'rows');
    await goTo(page, 'value', 'lift');
    for (const [id, step] of [
      ['query', 'rows'],
      ['value', 'lift'],
    ]) {
      const said = await inChapter(page, id, async ({ figure }) => {
        const tools = figure.shadowRoot.querySelector('figure-tools');
        tools.shadowRoot.querySelector('.more').click();
        await tools.updateComplete;
        const button = [...tools.shadowRoot.querySelectorAll('button')].find((candidate) =>
          /Copy link/.test(candidate.textContent),
        );
        button.click();
        await new Promise((done) => requestAnimationFrame(done));
        await tools.updateComplete;
        return tools.shadowRoot.querySelector('[role=status]').textContent;
      });
      const fields = new URLSearchParams(new URL(await page.evaluate(() => window.copied)).hash.slice(1));
      assert.deepEqual([fields.get('chapter'), fields.get('step')], [id, step]);
      assert.match(said, /copied/);
    }
  });

  test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
});

const hostile = {
  'an unknown field': '#colour=red',
  'a field of every object': '#constructor=1',
  'an unknown chapter': '#chapter=nowhere',
  'a chapter that every object has': '#chapter=constructor&step=words',
  'an unknown step': '#step=nowhere',
  'a step of another chapter': '#chapter=match&step=divide',
  'a head that there is not': '#head=9',
  'a token beyond the sentence': '#token=9',
  'a token of no sentence': '#sentence=the&token=2',
  'a number that is none': '#head=1e0',
  'no number at all': '#token=NaN',
  'a temperature of nothing': '#temperature=0',
  'a temperature without end': '#temperature=Infinity',
  'an unknown mask': '#mask=all',
  'an unknown grid': '#grid=round',
  'an unknown theme': '#theme=dark"',
  'an unknown word': '#sentence=xyzzy',
  'a sentence that is too long': `#sentence=${'the+'.repeat(24)}the`,
  markup: '#sentence=%3Cimg%20src=x%20onerror=alert(1)%3E',
  'broken escapes': '#sentence=%E0%A4%A',
  'a very long one': `#sentence=${'the+'.repeat(5000)}`,
  'a word to take away that there is not': '#removed=word9',
  'a head to take away that there is not': '#removed=head5',
  'the only word taken away': '#sentence=mole&token=1&removed=word1',
  'nothing taken away': '#removed=word0',
  'what cannot be taken away': '#removed=constructor',
  'no field at all': '#=&&=',
};

const start = {
  sentence: 'a fluffy blue creature roamed the verdant forest',
  // Where the first figure rests: its whole picture.
  step: 'next',
  token: 4,
  theme: 'auto',
  transposed: false,
  options: { temperature: 1, scale: true, mask: 'causal', silentHeads: [] },
};

async function assertStart(page) {
  const { note, head, ...state } = await stateOf(page, 'overview');
  assert.deepEqual(state, start);
  assert.match(note, /could not be read/);
  assert.ok(Number(head) >= 1);
  assert.equal((await readTrace(page)).words.length, 8);
  assert.deepEqual(page.complaints, []);
}

/** In the page: whether there is a note, and what stands beside the first figure. */
const isNoted = () => {
  const { shadowRoot } = document.querySelector('attention-explainer');
  return shadowRoot.querySelector('.note') && shadowRoot.querySelector('input[name="head"]:checked');
};

describe('hostile links: the start, with a note', () => {
  let page;
  before(async () => {
    page = await openPage(browser);
    await load(page, server.site);
  });
  after(() => page?.close());

  for (const [name, hash] of Object.entries(hostile)) {
    test(name, async () => {
      await follow(page, '#chapter=overview');
      await follow(page, hash);
      // What was written last of the address may be on its way still.
      await page.waitForFunction(isNoted);
      await assertStart(page);
    });
  }

  // Each fourth opens a page too: a fragment alone loads none.
  for (const [name, hash] of Object.entries(hostile).filter((_, index) => index % 4 === 0)) {
    test(`${name}, as the page opens`, async () => {
      const other = await openPage(browser);
      await openLazily(other, server.site + hash);
      await other.waitForFunction(isNoted);
      await assertStart(other);
      assert.equal(await other.evaluate(() => scrollY), 0);
      await other.close();
    });
  }
});
