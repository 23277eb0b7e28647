// An author's own numbers in a figure: what stands in the picture is their softmax, by an oracle of its own; what does not fit is told and
// changes nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { attended, numbers, oneHead, softmaxRows, tokens } from '../fixtures/given.mjs';
import { host, waitForFigures } from '../fixtures/host.mjs';
import { openBrowser } from '../harness/browser.mjs';

let browser;
let page;
let close;
before(async () => {
  browser = await openBrowser();
  ({ page, close } = await host(
    browser,
    `<attention-explainer id="one" chapter="weights" lang="en"></attention-explainer><script>
      const one = document.getElementById('one');
      window.told = [];
      one.addEventListener('error', ({ detail }) => told.push(detail));
      window.seen = [];
      one.addEventListener('selection', ({ detail }) => seen.push(detail.sentence));
      one.data = ${JSON.stringify({ ...oneHead, title: 'A toy' })};
    </script>`,
  ));
  await waitForFigures(page, 1);
});
after(async () => {
  await close?.();
  await browser?.close();
});

/** Sets properties of the element; resolves when all is drawn, with what it says of whose numbers are shown. */
const set = (properties) =>
  page.evaluate(async (given) => {
    const one = document.getElementById('one');
    Object.assign(one, given);
    await one.ready;
    await one.updateComplete;
    await one.given?.read;
    await one.updateComplete;
    await one.shadowRoot.querySelector('explainer-figure')?.updateComplete;
    return [...one.shadowRoot.querySelectorAll('.note')].map((note) =>
      note.textContent.trim().replace(/\s+/g, ' '),
    );
  }, properties);

/** What the marks of a tensor's row read: the numbers of its cells, in the order of the keys. */
const numbersOf = (tensor, head, token, step) =>
  page.evaluate(
    async ({ prefix, at }) => {
      const one = document.getElementById('one');
      one.goTo(at);
      const figure = one.shadowRoot.querySelector('explainer-figure');
      await figure.updateComplete;
      return [...figure.shadowRoot.querySelectorAll(`.scene [data-cell^="${prefix}"]`)]
        .map((mark) => [
          Number(mark.getAttribute('data-cell').split(':').at(-1)),
          mark.querySelector('.number')?.textContent,
        ])
        .filter(([, number]) => number !== undefined && number !== null)
        .sort(([a], [b]) => a - b)
        .map(([, number]) => number);
    },
    { prefix: `${tensor}:${head}:${token}:`, at: step },
  );

/** As figures write numbers: two decimals, and a sign that is one. */
const written = (number) => number.replace('−', '-').replace('∞', 'Infinity');

test('queries, keys and values are drawn as the softmax of an oracle, and nothing else was drawn before', async () => {
  const notes = await set({ token: 4 });
  assert.equal(notes.length, 1);
  assert.match(notes[0], /^A toy: the author’s own numbers\./);
  const expected = attended(oneHead);
  for (const token of [1, 3]) {
    await set({ token: token + 1 });
    const read = async (...args) => (await numbersOf(...args)).map((number) => Number(written(number)));
    const scores = await read('score', 0, token, 'scores');
    const weights = await read('weight', 0, token, 'divide');
    assert.equal(weights.length, 5);
    // What is not written yet has no score.
    assert.equal(scores.length, token + 1);
    scores.forEach((score, j) =>
      assert.ok(Math.abs(score - expected.score[token][j]) <= 0.0051, `score ${j}`),
    );
    expected.weight[token].forEach((weight, j) =>
      assert.ok(Math.abs(weight - weights[j]) <= 0.0051, `weight ${j}`),
    );
  }
  assert.ok(
    (await page.evaluate(() => window.seen)).every((sentence) => sentence === oneHead.tokens.join(' ')),
    'nobody has seen the model’s sentence',
  );
  assert.deepEqual(await page.evaluate(() => window.told), []);
  assert.deepEqual(page.complaints, []);
});

test('what does not fit is told to script and reader, and the figure stays as it was', async () => {
  const before = await numbersOf('weight', 0, 3, 'divide');
  const refusedData = [
    [{ ...oneHead, tokens: ['too', 'few'] }, /query has 5 rows for 2 tokens/],
    [
      {
        tokens: ['a', 'b'],
        weights: [
          [1, 0],
          [0.5, 0.4],
        ],
      },
      /Row 2 of weights, head 1, adds up to 0\.9\d* and not to 1/,
    ],
    // Products of these are beyond float32.
    [{ tokens: ['a'], query: [[1e30]], key: [[1e30]] }, /score went beyond the range of float32/],
  ];
  for (const [data, said] of refusedData) {
    const notes = await set({ data });
    assert.equal(notes.length, 2, 'whose numbers are shown, and why others are not');
    assert.match(notes[1], said);
    const error = await page.evaluate(() => window.told.pop());
    assert.deepEqual(error, { kind: 'data', message: notes[1] });
    assert.deepEqual(await numbersOf('weight', 0, 3, 'divide'), before);
  }
});

test('null goes back to the model, and to the sentence that was set meanwhile', async () => {
  await set({ data: oneHead });
  await set({ sentence: 'a fluffy blue creature' });
  const words = () => page.evaluate(() => document.getElementById('one').trace.words.join(' '));
  assert.equal(await words(), oneHead.tokens.join(' '));
  assert.deepEqual(await set({ data: null }), []);
  assert.equal(await words(), 'a fluffy blue creature');
  assert.deepEqual(page.complaints, []);
});

/** What is drawn of a tensor in a figure: the ids of its cells. */
const cellsOf = (tensor) =>
  page.evaluate((name) => {
    const figure = document.getElementById('one').shadowRoot.querySelector('explainer-figure');
    const marks = [...figure.shadowRoot.querySelectorAll(`.scene [data-cell^="${name}:"]`)];
    return [...new Set(marks.map((mark) => mark.getAttribute('data-cell')))];
  }, tensor);

/** Shows a chapter, which is loaded first; its steps. */
const chapter = async (id, properties) => {
  await set({ chapter: id, ...properties });
  await page.waitForFunction(
    (name) => {
      const { shadowRoot } = document.getElementById('one');
      const section = shadowRoot.querySelector(`section[data-chapter="${name}"]`);
      return section && !section.classList.contains('awaited');
    },
    {},
    id,
  );
  return page.evaluate(async () => {
    const figure = document.getElementById('one').shadowRoot.querySelector('explainer-figure');
    await figure?.measured;
    await figure?.updateComplete;
    return figure?.timeline.steps.map((step) => step.id) ?? [];
  });
};

const several = {
  tokens,
  query: numbers(11, 3, 5, 4),
  key: numbers(12, 1, 5, 4),
  value: numbers(13, 1, 5, 3),
  causal: false,
};

test('heads share a key and look at all words: match, value and heads draw what the oracle has', async () => {
  const expected = several.query.map((query) =>
    attended({ query, key: several.key[0], value: several.value[0], causal: false }),
  );
  const options = { data: several, head: 2, token: 3 };
  const near = (texts, wanted, what) => {
    assert.equal(texts.length, wanted.length, what);
    wanted.forEach((x, at) => assert.ok(Math.abs(Number(written(texts[at])) - x) <= 0.0051, `${what} ${at}`));
  };
  assert.deepEqual(await chapter('match', options), ['meet', 'pair', 'row', 'grid', 'plane']);
  near(await numbersOf('score', 1, 2, 'grid'), expected[1].score[2], 'score');
  near(await numbersOf('weight', 1, 2, 'plane'), expected[1].weight[2], 'weight beside the plane');
  assert.deepEqual(await chapter('value', options), ['weigh', 'add']);
  near(await numbersOf('weight', 1, 2, 'add'), expected[1].weight[2], 'weight under a word');
  assert.equal((await cellsOf('head_output')).length, 3, 'the weighted sum is drawn');
  assert.deepEqual(await chapter('heads', options), ['patterns']);
  assert.equal((await cellsOf('weight')).length, 2 * 25, 'two grids, nothing hidden');
  assert.deepEqual(page.complaints, []);
});

test('of scores and of weights alone only what follows is drawn; a chapter that has nothing of it says so', async () => {
  const weights = softmaxRows(numbers(8, 5, 5));
  assert.deepEqual(await chapter('match', { data: { tokens, scores: numbers(9, 5, 5) } }), ['grid']);
  assert.deepEqual(await chapter('value'), []);
  assert.deepEqual(await chapter('weights', { data: { tokens, weights } }), ['all']);
  assert.equal((await cellsOf('weight')).length, 15, 'of each word the part of it and of each word before');
  for (const name of ['score', 'exp', 'probability_after']) assert.deepEqual(await cellsOf(name), [], name);
  assert.deepEqual(await chapter('match'), []);
  assert.deepEqual(await chapter('word'), []);
  const said = await page.evaluate(
    () => document.getElementById('one').shadowRoot.querySelector('.body .note').textContent,
  );
  assert.match(said, /have nothing of what this chapter shows/);
  assert.deepEqual(page.complaints, []);
});

test('weights with values: value and heads draw both, and what they add up to', async () => {
  const weights = softmaxRows(numbers(17, 5, 5));
  const value = numbers(18, 5, 6);
  const options = { data: { tokens, weights, value }, head: 1, token: 4 };
  assert.deepEqual(await chapter('value', options), ['weigh', 'add']);
  const read = (await numbersOf('weight', 0, 3, 'add')).map((number) => Number(written(number)));
  read.forEach((number, j) => assert.ok(Math.abs(number - weights[3][j]) <= 0.0051, `weight ${j}`));
  assert.equal(read.length, 5, 'of later words 0');
  assert.equal((await cellsOf('value')).length, 4 * 6, 'the value of each');
  assert.equal((await cellsOf('head_output')).length, 6, 'the weighted sum is drawn');
  assert.deepEqual(await chapter('heads'), ['patterns']);
  assert.equal((await cellsOf('weight')).length, 25);
  assert.deepEqual(page.complaints, []);
});

test('an address in the attribute is read', async () => {
  const address = `data:application/json,${encodeURIComponent(JSON.stringify(oneHead))}`;
  await page.evaluate((given) => {
    const one = document.getElementById('one');
    one.chapter = 'weights';
    one.setAttribute('data', given);
  }, address);
  const notes = await set({ token: 4 });
  assert.equal(notes.length, 1);
  assert.equal(
    await page.evaluate(() => document.getElementById('one').trace.words.join(' ')),
    tokens.join(' '),
  );
});
