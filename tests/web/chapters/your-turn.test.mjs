// Chapter 13: what is taken away gives a run that is the oracle's, compared with the whole one; links keep the choice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  addressHas,
  choose,
  goTo,
  inChapter,
  inPage,
  load,
  openBrowser,
  openPage,
  readTrace,
  rowOf,
  serveBuild,
} from '../harness/browser.mjs';
import { assertIsOracle, expectedTensors, withoutWord } from '../harness/oracle.mjs';

const id = 'your-turn';
const asTrained = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };
const main = 'a fluffy blue creature roamed the verdant forest';
const longest =
  'yesterday a fluffy blue creature roamed the verdant forest and a scaly red beast scorched the ruined castle the eiffel tower glittered above paris';

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

/** The buttons of the choice: { name, pressed }, words and heads. */
const choicesIn = (where) =>
  inChapter(where, id, async ({ prose }) => {
    const choice = prose.shadowRoot.querySelector('removal-choice');
    await choice.updateComplete;
    const read = (group) =>
      [
        ...(choice.shadowRoot.querySelector(`[aria-labelledby=${group}]`)?.querySelectorAll('button') ?? []),
      ].map((button) => ({ name: button.textContent.trim(), pressed: button.ariaPressed === 'true' }));
    const status = choice.shadowRoot.querySelector('[role=status]').textContent.trim();
    return { words: read('word'), heads: read('head'), status };
  });

/** Presses the button of a word or a head, from 0. */
const take = (kind, index, where = page) =>
  inChapter(
    where,
    id,
    async ({ prose }, group, place) => {
      const choice = prose.shadowRoot.querySelector('removal-choice');
      await choice.updateComplete;
      choice.shadowRoot.querySelectorAll(`[aria-labelledby=${group}] button`)[place].click();
    },
    kind,
    index,
  );

const caption = (where = page) =>
  inChapter(where, id, ({ figure }) => figure.shadowRoot.querySelector('figcaption').textContent.trim());

test('at rest the sentence stands as it is: what is asked is not shown before', async () => {
  const shown = await inChapter(page, id, ({ figure }) => ({
    step: figure.stepId,
    strikes: figure.shadowRoot.querySelectorAll('.scene .strike').length,
    handles: [...figure.shadowRoot.querySelectorAll('.shown [aria-pressed]')].map((one) => one.ariaPressed),
  }));
  assert.equal(shown.step, 'whole');
  assert.equal(shown.strikes, 0);
  assert.ok(shown.handles.length > 8 && shown.handles.every((pressed) => pressed === 'false'), shown.handles);
});

describe('a word taken away', () => {
  for (const [sentence, token, places] of [
    [main, 4, [0, 1, 2, 3, 7]],
    ['american shrew mole', 3, [0, 1, 2]],
    [longest, 20, [0, 18, 19, 23]],
  ]) {
    test(`“${sentence}”: the run is the oracle’s on the shorter sentence`, async () => {
      await choose(page, { sentence, token, head: 1, removed: null });
      const whole = await readTrace(page);
      for (const j of places) {
        await take('word', j);
        const run = await readTrace(page, 'without');
        assert.deepEqual(run.words, withoutWord(whole, j).words);
        assert.deepEqual(run.tensors.token.values, withoutWord(whole, j).tensors.token.values);
        assertIsOracle(run, asTrained);
        const { words, heads } = await choicesIn(page);
        assert.deepEqual(
          words.map(({ pressed }) => pressed),
          whole.words.map((_, k) => k === j),
        );
        assert.ok(heads.every(({ pressed }) => !pressed));
      }
      assertIsOracle(await readTrace(page), asTrained);
    });
  }

  test('the followed word: its neighbour is followed, and it is said', async () => {
    for (const [token, followed] of [
      [4, 'roamed'],
      [8, 'verdant'],
    ]) {
      await choose(page, { sentence: main, token, head: 1 });
      await take('word', token - 1);
      await goTo(page, id, 'whole');
      const gone = main.split(' ')[token - 1];
      assert.match(await caption(), new RegExp(`“${gone}” is what will be taken away, so “${followed}”`));
      const { status } = await choicesIn(page);
      assert.match(status, new RegExp(`“${gone}” itself is gone, so its neighbour “${followed}”`));
      const chosen = await inChapter(page, id, ({ figure }) =>
        figure.shadowRoot.querySelector('.words .hero-word.chosen').textContent.trim(),
      );
      assert.equal(chosen, followed);
    }
  });

  test('a later word changes nothing, and it is said', async () => {
    await choose(page, { sentence: main, token: 4, head: 1 });
    await take('word', 6);
    const said = [];
    for (const step of ['without', 'difference', 'next']) {
      await goTo(page, id, step);
      said.push(await caption());
    }
    assert.match(said[0], /“verdant” comes after “creature”/);
    assert.match(said[1], /no component of E′ of “creature”/);
    assert.match(said[2], /no next word after “creature”/);
  });

  test('the only word cannot be: heads can', async () => {
    await choose(page, { sentence: 'mole', token: 1, head: null, removed: { kind: 'word', index: 0 } });
    const { words, heads } = await choicesIn(page);
    assert.deepEqual(words, []);
    assert.equal(heads.filter(({ pressed }) => pressed).length, 1);
    const run = await readTrace(page, 'without');
    assert.deepEqual(run.words, ['mole']);
    const silentHeads = [heads.findIndex(({ pressed }) => pressed)];
    assertIsOracle(run, { ...asTrained, silentHeads });
  });
});

describe('a head taken away', () => {
  for (const [sentence, token] of [
    [main, 4],
    ['mole', 1],
    [longest, 20],
  ]) {
    test(`“${sentence}”: the run is the oracle’s without it`, async () => {
      await choose(page, { sentence, token, head: 1, removed: null });
      await goTo(page, id, 'without');
      const whole = await readTrace(page);
      for (let head = 0; head < whole.tensors.w_q.shape[0]; head += 1) {
        await take('head', head);
        const run = await readTrace(page, 'without');
        assert.deepEqual(run.words, whole.words);
        assertIsOracle(run, { ...asTrained, silentHeads: [head] });
        const shown = await inChapter(page, id, ({ figure }) =>
          figure.shadowRoot.querySelector('.rows .weight').dataset.cell.split(':').slice(0, 2),
        );
        assert.deepEqual(shown, ['weight', String(head)], 'its weights are shown');
      }
    });
  }
});

/** What the analysis makes of the figure's difference, by its cells and its words; the numbers behind them. */
const differenceShown = () =>
  inChapter(page, id, async ({ explainer, figure }) => {
    const cells = [...figure.shadowRoot.querySelectorAll('.difference .cell')];
    const { analysis } = figure.context;
    const [token, without] = ['sentence', 'without'].map((run) =>
      Number(
        figure.shadowRoot
          .querySelector(`[data-run=${run}] [data-cell^="output:"]`)
          .dataset.cell.split(':')[1],
      ),
    );
    const row = (run, i) => Array.from(explainer.runs[run].row('output', i));
    const [before, after] = [row('sentence', token), row('without', without)];
    return {
      token,
      without,
      strengths: cells.map((cell) => Number(cell.getAttribute('fill-opacity'))),
      negative: cells.map((cell) => cell.classList.contains('negative')),
      exact: after.map(
        (x, c) => analysis.multiply([x, before[c]], [1, -1]).running[1] === Math.fround(x - before[c]),
      ),
      largest: [...figure.shadowRoot.querySelectorAll('.comparison')].map((text) => text.textContent),
    };
  });

/** E′ of the followed word in both runs, from the oracle alone; without less as it is. */
function expectedDifference(whole, run, options, token, without) {
  const size = whole.tensors.output.shape[1];
  const rowIn = ({ output }, i) => output.slice(i * size, (i + 1) * size);
  const before = rowIn(expectedTensors(whole), token);
  return rowIn(expectedTensors(run, options), without).map((x, c) => x - before[c]);
}

test('the difference vector is the oracle’s', async () => {
  for (const [sentence, token, kind, index] of [
    [main, 4, 'word', 1],
    [main, 4, 'word', 0],
    [main, 4, 'head', 0],
    [longest, 20, 'word', 5],
    ['mole', 1, 'head', 1],
  ]) {
    await choose(page, { sentence, token, head: 1, removed: null });
    await take(kind, index);
    await goTo(page, id, 'difference');
    const whole = await readTrace(page);
    const run = kind === 'word' ? withoutWord(whole, index) : whole;
    const options = { ...asTrained, silentHeads: kind === 'head' ? [index] : [] };
    const shown = await differenceShown();
    assert.equal(shown.token, token - 1);
    assert.equal(shown.without, token - 1 - Number(kind === 'word' && index < token - 1));
    const expected = expectedDifference(whole, run, options, shown.token, shown.without);
    const sizes = expected.map(Math.abs);
    assert.equal(shown.strengths.length, sizes.length);
    assert.ok(shown.exact.every(Boolean), 'the core subtracts exactly');
    // Full colour is where it is for the vectors beside: the largest cell that is not cut off tells where.
    const measured = sizes.map((size, c) => ({ size, strength: (shown.strengths[c] - 0.08) / 0.92 }));
    const { size, strength } = measured
      .filter((cell) => cell.strength < 0.985)
      .reduce((a, b) => (a.size > b.size ? a : b));
    for (const [c, cell] of measured.entries()) {
      const right = Math.min((cell.size * strength) / size, 1);
      assert.ok(Math.abs(cell.strength - right) < 0.03, `component ${c + 1}: ${cell.strength}, not ${right}`);
      if (cell.size > 1e-4) assert.equal(shown.negative[c], expected[c] < 0, `sign of component ${c + 1}`);
    }
    const percent = (100 * Math.hypot(...expected)) / Math.hypot(...rowOf(whole, 'output', shown.token));
    const [, said] = /by (\d+) % of its length/.exec(shown.largest.join());
    assert.ok(Math.abs(Number(said) - percent) <= 0.51, `${said} %, not ${percent}`);
  }
});

test('the named changes are the largest of the oracle’s', async () => {
  await choose(page, { sentence: main, token: 4, head: 1, removed: { kind: 'word', index: 1 } });
  await goTo(page, id, 'next');
  const whole = await readTrace(page);
  const { vocabulary } = await inPage(page, ({ explainer }) => ({
    vocabulary: explainer.state.engine.model.vocabulary,
  }));
  const row = ({ probability_after: all }, i) =>
    all.slice(i * vocabulary.length, (i + 1) * vocabulary.length);
  const before = row(expectedTensors(whole), 3);
  const after = row(expectedTensors(withoutWord(whole, 1)), 2);
  const changes = vocabulary
    .map((word, k) => ({ word, from: before[k], to: after[k] }))
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
    .slice(0, 4)
    .filter(({ from, to }, index) => index < 3 || Math.abs(to - from) >= 0.01)
    .map(({ word, from, to }) => `${word} ${from.toFixed(2)} ${to.toFixed(2)}`);
  const named = await inChapter(page, id, ({ figure }) =>
    [...figure.shadowRoot.querySelectorAll('.change')].map((change) =>
      [change.parentNode.querySelector('.bar-word'), ...change.querySelectorAll('.number')]
        .map((text) => text.textContent)
        .join(' '),
    ),
  );
  assert.deepEqual(named, changes);
});

test('until the reader chooses, it is the word that moves the followed one most', async () => {
  for (const [sentence, token] of [
    [main, 4],
    [longest, 14],
  ]) {
    await choose(page, { sentence, token, head: 1, removed: null });
    const trace = await readTrace(page);
    const moves = trace.words
      .slice(0, token - 1)
      .map((_, j) => Math.hypot(...rowOf(trace, 'word_delta', token - 1, j)));
    const { words } = await choicesIn(page);
    assert.equal(
      words.findIndex(({ pressed }) => pressed),
      moves.indexOf(Math.max(...moves)),
    );
  }
  await choose(page, { sentence: main, token: 1 });
  const { words, heads } = await choicesIn(page);
  assert.ok(
    words.every(({ pressed }) => !pressed),
    'nothing stands before the first word',
  );
  assert.equal(heads.filter(({ pressed }) => pressed).length, 1);
});

test('another sentence is chosen for anew', async () => {
  await choose(page, { sentence: main, token: 4, removed: { kind: 'word', index: 5 } });
  await inPage(page, ({ explainer }) =>
    explainer.shadowRoot
      .querySelector('section.below sentence-box')
      .dispatchEvent(new CustomEvent('sentence', { detail: 'american shrew mole'.split(' ') })),
  );
  const { trace, removed } = await inPage(page, ({ explainer }) => ({
    trace: explainer.trace.words.join(' '),
    removed: explainer.removed ?? null,
  }));
  assert.deepEqual({ trace, removed }, { trace: 'american shrew mole', removed: null });
});

describe('links', () => {
  let page;
  before(async () => {
    page = await openPage(browser);
    await load(page, server.site);
  });
  after(() => page.close());

  for (const [kind, index] of [
    ['word', 2],
    ['head', 3],
  ]) {
    test(`a ${kind} taken away comes back`, async () => {
      await choose(page, { sentence: main, token: 4, head: 1, removed: null });
      await goTo(page, id, 'difference');
      await take(kind, index, page);
      await page.waitForFunction(
        addressHas,
        {},
        {
          chapter: id,
          step: 'difference',
          removed: `${kind}${index + 1}`,
        },
      );
      const link = await page.evaluate(() => location.href);
      const other = await openPage(browser);
      await load(other, link);
      const before = await choicesIn(page);
      assert.deepEqual(await choicesIn(other), before);
      assert.ok(before[`${kind}s`][index].pressed);
      assert.equal(await caption(other), await caption(page));
      assert.equal(await other.evaluate(() => location.href), link);
      assert.deepEqual(other.complaints, []);
      await other.close();
    });
  }

  test('what nobody chose is not written', async () => {
    await choose(page, { sentence: main, token: 4, head: 1, removed: null });
    await page.waitForFunction(() => !location.hash.includes('removed'));
  });
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));

/** Where something that can be pressed in the picture is on the screen, and whether it is pressed. */
const handleIn = (where, name) =>
  inChapter(
    where,
    id,
    async ({ figure }, wanted) => {
      await figure.updateComplete;
      const handle = figure.shadowRoot.querySelector(`[data-handle="${wanted}"]`);
      const { x, y, width, height } = handle.getBoundingClientRect();
      return { x, y, width, height, pressed: handle.getAttribute('aria-pressed') };
    },
    name,
  );

for (const width of [1440, 360]) {
  test(`${width} px: a word is struck out by tapping it in the sentence, a head likewise`, async () => {
    await page.setViewport({ width, height: 740 });
    await choose(page, { sentence: main, token: 4, head: 1, removed: null });
    await goTo(page, id, 'whole');
    await inChapter(page, id, ({ figure }) =>
      figure.scrollIntoView({ block: 'center', behavior: 'instant' }),
    );
    const whole = await readTrace(page);
    for (const [name, run, options] of [
      ['word:1', withoutWord(whole, 1), asTrained],
      ['head:2', whole, { ...asTrained, silentHeads: [2] }],
    ]) {
      const { x, y, ...size } = await handleIn(page, name);
      assert.ok(size.width >= 43.9 && size.height >= 43, `${name}: ${size.width} by ${size.height}`);
      await page.mouse.click(x + size.width / 2, y + size.height / 2);
      assert.equal((await handleIn(page, name)).pressed, 'true');
      const without = await readTrace(page, 'without');
      assert.deepEqual(without.words, run.words);
      assertIsOracle(without, options);
      assert.equal(await inChapter(page, id, ({ figure }) => figure.stepId), 'next', 'what changes is shown');
    }
    await inChapter(page, id, ({ figure }) =>
      figure.shadowRoot.querySelector('[data-handle="word:2"]').focus(),
    );
    await page.keyboard.press(' ');
    assert.equal((await handleIn(page, 'word:2')).pressed, 'true');
    assert.match(await caption(), /Without “blue”/);
    assert.deepEqual(page.complaints, []);
  });
}
