// An author's own numbers in a figure: what stands in the picture is their softmax, by an oracle of its own; what does not fit is told and
// changes nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { attended, oneHead } from '../fixtures/given.mjs';
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
    expected.score[token].forEach((score, j) =>
      assert.ok(Math.abs(score - scores[j]) <= 0.0051, `score ${j}`),
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
