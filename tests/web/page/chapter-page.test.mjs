// The page as its chapters see it: the same object until something that they see has changed, and what they ask of it is
// done to all.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inChapter, inPage, isOpenAt, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Changes properties of the element; returns whether the chapters see another page, and whether all see the same. */
const seenAfter = (properties) =>
  inPage(
    page,
    async ({ explainer }, chosen) => {
      // One with a lesson of its own sees the page with that in the place of the reader's sentence.
      const pages = () =>
        [...explainer.shadowRoot.querySelectorAll('chapter-prose')]
          .filter(({ chapter }) => !chapter.lesson)
          .map((prose) => prose.page);
      const before = pages();
      Object.assign(explainer, chosen);
      await explainer.updateComplete;
      const after = pages();
      return { another: after[0] !== before[0], shared: after.every((one) => one === after[0]) };
    },
    properties,
  );

describe('what is seen', () => {
  test('all chapters see one page, with all chapters in it', async () => {
    assert.deepEqual(await seenAfter({}), { another: false, shared: true });
    const chapters = await inChapter(page, 'word', ({ prose }) =>
      prose.page.chapters.map(({ id, number }) => [id, number]),
    );
    assert.equal(chapters.length, 14);
    assert.deepEqual(
      chapters.map(([, number]) => number),
      chapters.map((_, index) => index),
    );
  });

  for (const [name, properties] of Object.entries({
    'another theme': { theme: 'dark' },
    'a term that is pointed at': { named: { chapter: 'match', object: 'query' } },
    'other controls': { controls: 'heading title prose transport' },
  })) {
    test(`${name} is the same page`, async () =>
      assert.deepEqual(await seenAfter(properties), { another: false, shared: true }));
  }

  for (const [name, properties] of Object.entries({
    'another head': { head: 3 },
    'another word': { token: 2 },
    switches: { options: { temperature: 2, scale: true, mask: 'causal', silentHeads: [] } },
    'silent heads': { silent: [1] },
    'another rank': { rank: 2 },
    'another sentence': { sentence: 'american shrew mole' },
    'another language': { lang: 'zh' },
  })) {
    test(`${name} is another page, for all of them`, async () =>
      assert.deepEqual(await seenAfter(properties), { another: true, shared: true }));
  }
});

describe('what is asked', () => {
  /** Asks something of the page that a chapter sees; returns properties of the element. */
  const ask = (action, ...values) =>
    inChapter(
      page,
      'word',
      async ({ explainer, prose }, source, args) => {
        // eslint-disable-next-line no-new-func
        await new Function(`return (${source})`)()(prose.page, ...args);
        await explainer.updateComplete;
        const { options, silent, rank, removed, token } = explainer;
        return { options, silent, rank, removed, token, words: explainer.trace.words.join(' ') };
      },
      action.toString(),
      values,
    );

  test('switches, heads, directions and what is taken away are the element’s', async () => {
    const options = { temperature: 3, scale: false, mask: 'none', silentHeads: [] };
    assert.deepEqual((await ask((seen, value) => seen.setOptions(value), options)).options, options);
    assert.deepEqual((await ask((seen) => seen.setSilent([0, 3]))).silent, [0, 3]);
    assert.equal((await ask((seen) => seen.setRank(5))).rank, 5);
    const removed = { kind: 'head', index: 2 };
    assert.deepEqual((await ask((seen, value) => seen.setRemoved(value), removed)).removed, removed);
  });

  test('another sentence is run, its last word followed, and nothing of the old one taken away', async () => {
    const { words, token, removed } = await ask((seen) => seen.setSentence(['the', 'eiffel', 'tower']));
    assert.deepEqual({ words, token }, { words: 'the eiffel tower', token: 3 });
    assert.equal(removed ?? undefined, undefined);
  });

  test('a step is shown, and is the one that is told', async () => {
    const steps = await inChapter(page, 'word', async ({ explainer, prose }) => {
      prose.page.show('match', 'grid');
      await explainer.updateComplete;
      return [prose.page.stepOf('match'), prose.page.stepOf('counting')];
    });
    assert.deepEqual(steps, ['grid', null]);
  });

  test('a chapter is opened at a step, in sight and with the focus', async () => {
    await inChapter(page, 'word', ({ prose }) => prose.page.open('heads', 'slices'));
    await page.waitForFunction(() => {
      const { activeElement } = document.querySelector('attention-explainer').shadowRoot;
      return activeElement?.getAttribute('chapter') === 'heads';
    });
    await page.waitForFunction(isOpenAt, {}, 'heads', 'slices');
    assert.equal(await inChapter(page, 'word', ({ prose }) => prose.page.stepOf('heads')), 'slices');
  });
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
