// Many heads: they are shown on a word for which two of them work, and one is switched off in the picture itself: the next word
// is then the oracle's without that head.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import {
  choose,
  eventually,
  inChapter,
  inPage,
  load,
  nextFrames,
  openBrowser,
  openPage,
  readTrace,
  rowOf,
  serveBuild,
  untilInChapter,
} from '../harness/browser.mjs';
import { expectedTensors } from '../harness/oracle.mjs';

const id = 'heads';
const main = 'a fluffy blue creature roamed the verdant forest';
const asTrained = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.chapter(id));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(async () => {
  await choose(page, { sentence: main, token: null, silent: [] });
  assert.deepEqual(page.complaints, []);
});

const shown = () =>
  inChapter(page, id, ({ figure: { context } }) => ({
    words: context.runs.sentence.words.join(' '),
    token: context.selection.token,
  }));

/** Of a word: the heads that move it by a fifth of the farthest move of the sentence, and what each looks at most. */
function workOn(trace, token) {
  const [n_heads, n_tokens] = trace.tensors.head_delta.shape;
  const lengths = Array.from({ length: n_heads }, (_, h) =>
    Array.from({ length: n_tokens }, (__, i) => Math.hypot(...rowOf(trace, 'head_delta', h, i))),
  );
  const largest = Math.max(...lengths.flat());
  return lengths
    .map((row, h) => ({ h, length: row[token] }))
    .filter(({ length }) => length >= 0.2 * largest)
    .sort((a, b) => b.length - a.length)
    .map(({ h }) => {
      const weights = rowOf(trace, 'weight', h, token);
      return { h, j: weights.indexOf(Math.max(...weights)) };
    });
}

const isWorkedTwice = (trace, token) => {
  const [first, second] = workOn(trace, token);
  return second !== undefined && first.j !== second.j && first.j !== token && second.j !== token;
};

test('the sentence that is shown has a word for which two heads work, the reader’s own where it has one', async () => {
  const own = await readTrace(page);
  assert.ok(
    own.words.every((_, token) => !isWorkedTwice(own, token)),
    'the opening sentence has none',
  );
  const lesson = await shown();
  const phrase = await readTrace(page, 'miniature');
  assert.equal(lesson.words, phrase.words.join(' '));
  assert.ok(isWorkedTwice(phrase, lesson.token));
  for (const token of [4, 2]) {
    await choose(page, { sentence: 'a bony black monster haunted the verdant forest', token });
    const read = await readTrace(page);
    assert.deepEqual(await shown(), { words: read.words.join(' '), token: 3 });
    assert.ok(isWorkedTwice(read, 3));
  }
});

/** The boxes that can be pressed in the picture: { name, pressed, box } on the screen. */
const handles = () =>
  inChapter(page, id, ({ figure }) =>
    [...figure.shadowRoot.querySelectorAll('.handle')].map((handle) => {
      const { x, y, width, height } = handle.getBoundingClientRect();
      const pressed = handle.getAttribute('aria-pressed') === 'true';
      return { name: handle.getAttribute('aria-label'), pressed, box: { x, y, width, height } };
    }),
  );

/** The next words that are shown, from where to where, as written. */
const nextWords = () =>
  inChapter(page, id, ({ figure }) =>
    [...figure.shadowRoot.querySelectorAll('.scene .part.next .change')].map((change) => ({
      word: change.parentNode.querySelector('.bar-word').textContent,
      from: Number(change.querySelector('.from .number').textContent),
      to: Number(change.querySelector('.to .number').textContent),
    })),
  );

/** What the oracle makes of the next word without some heads: the largest changes. */
async function expectedWords(silentHeads) {
  const trace = await readTrace(page, 'miniature');
  const vocabulary = await inPage(page, ({ explainer }) => explainer.state.engine.model.vocabulary);
  const { token } = await shown();
  const row = (options) =>
    expectedTensors(trace, options).probability_after.slice(
      token * vocabulary.length,
      (token + 1) * vocabulary.length,
    );
  const [from, to] = [row(asTrained), row({ ...asTrained, silentHeads })];
  return vocabulary
    .map((word, k) => ({ word, from: from[k], to: to[k] }))
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
    .slice(0, 3);
}

/** Comes to a step of the figure, in a window as wide. */
async function openAt(width, step) {
  await page.setViewport({ width, height: 740 });
  await untilInChapter(
    page,
    id,
    ({ figure }, wide) =>
      innerWidth === wide && Math.abs(figure.available - figure.clientWidth) < 2 && !figure.isUpdatePending,
    width,
  );
  await inChapter(
    page,
    id,
    async ({ figure }, wanted) => {
      figure.goTo(figure.timeline.steps.findIndex((one) => one.id === wanted));
      await figure.updateComplete;
      figure.scrollIntoView({ block: 'center', behavior: 'instant' });
    },
    step,
  );
  await nextFrames(page);
}

/** What is written is what the oracle makes of the next word; returns the words. */
async function assertNextWords(silentHeads) {
  const [expected, written] = [await expectedWords(silentHeads), await nextWords()];
  const words = written.map(({ word }) => word);
  assert.deepEqual(
    words,
    expected.map(({ word }) => word),
  );
  for (const [index, { from, to }] of written.entries()) {
    assert.ok(Math.abs(from - expected[index].from) <= 0.0051, `${from}, not ${expected[index].from}`);
    assert.ok(Math.abs(to - expected[index].to) <= 0.0051, `${to}, not ${expected[index].to}`);
  }
  return words;
}

for (const [width, step] of [
  [1440, 'words'],
  [360, 'words'],
  [360, 'sum'],
]) {
  test(`${width} px, ${step}: a head is tapped off in the picture, and on again by key`, async () => {
    await openAt(width, step);
    const before = await handles();
    assert.equal(before.length, 4);
    for (const { name, pressed, box } of before) {
      assert.ok(pressed, `${name} is on`);
      assert.ok(box.width >= 43.9 && box.height >= 43.9, `${name} is ${box.width} by ${box.height}`);
    }
    const { box } = before[0];
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await eventually(async () => {
      const on = (await handles()).map(({ pressed }) => pressed);
      assert.deepEqual(on, [false, true, true, true]);
    });
    const words = await assertNextWords([0]);
    const said = await inChapter(
      page,
      id,
      ({ figure }) => figure.shadowRoot.querySelector('[role=status]').textContent,
    );
    assert.ok(
      words.slice(0, 2).some((word) => said.includes(word)),
      `“${said}” tells the next word`,
    );
    await inChapter(page, id, ({ figure }) => figure.shadowRoot.querySelector('.handle').focus());
    await page.keyboard.press('Enter');
    await eventually(async () => assert.ok((await handles()).every(({ pressed }) => pressed)));
  });
}
