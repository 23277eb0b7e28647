// Chapter 12: what is shown of a training, and what becomes of it. Dots, bars and numbers of a snapshot are its weights, what is made
// of them is what the oracle makes, and a trained model can be used everywhere.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { openEngine } from '../harness/engines/index.mjs';
import {
  assertOracle,
  begin,
  hasSnapshots,
  open,
  readRun,
  readShown,
  readVocabulary,
  settings,
  train,
} from './learning/open.mjs';

const repository = new URL('../../../', import.meta.url);

let engine;
let page;
before(async () => {
  engine = await openEngine('chromium');
  page = await open(engine, { motion: 'no-preference' });
});
after(() => engine?.close());

describe('a whole run with the settings of the model that came with the page', () => {
  let vocabulary;
  let original;
  before(async () => {
    original = await page.evaluate(readRun, 'sentence');
    vocabulary = await page.evaluate(readVocabulary);
    await begin(page, undefined);
    await page.evaluate(() => globalThis.learning.figure().play());
    for (const count of [40, 55, 65, 75, 80, 85, 90, 95, 100]) await page.waitFor(hasSnapshots, count);
    await page.waitFor(() => !globalThis.learning.figure().playing);
  });

  test('it ends as good as that model on sentences that were never trained on', async () => {
    const { step, heldOutLoss, trainedLoss, steps } = await page.evaluate(() => {
      const { history } = globalThis.learning.figure();
      const { step: at, heldOutLoss: loss } = history.snapshots.at(-1);
      return { step: at, heldOutLoss: loss, trainedLoss: history.trainedLoss, steps: history.steps };
    });
    assert.equal(step, steps);
    assert.ok(Math.abs(heldOutLoss - trainedLoss) < 0.05, `${heldOutLoss}, the page's model ${trainedLoss}`);
  });

  test('the texts say how many steps it has, and how many the model that came with the page', async () => {
    const bytes = await readFile(new URL('core/model/attention.safetensors', repository));
    const { __metadata__: notes } = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())));
    const { steps } = await page.evaluate(() => globalThis.learning.figure().history);
    for (const language of ['en', 'zh']) {
      const file = new URL(`web/messages/${language}/learning.json`, repository);
      const { 'exact.learning.kept.1': text } = JSON.parse(await readFile(file, 'utf8'));
      const said = text.match(/\d[\d,]*\d/g).map((number) => Number(number.replaceAll(',', '')));
      assert.deepEqual(said, [Number(notes.steps), steps], language);
    }
  });

  test('one head of “creature” has found both adjectives', async () => {
    const heads = await page.evaluate(() => {
      const { trace } = globalThis.learning.figure();
      return Array.from({ length: trace.n_heads }, (_, h) => [1, 2].map((j) => trace.at('weight', h, 3, j)));
    });
    const found = heads.some(([fluffy, blue]) => fluffy + blue >= 0.8 && Math.min(fluffy, blue) >= 0.2);
    assert.ok(found, `weights on fluffy and blue, head by head: ${JSON.stringify(heads)}`);
  });

  test('dots have the area of their weights, bars the length of their probabilities, numbers their values', async () => {
    const wrong = await page.evaluate(async () => {
      const { figure, settled } = globalThis.learning;
      const found = [];
      for (const index of [0, 20, 40, 60, 99]) {
        figure().seek(index);
        await settled();
        const { trace, history } = figure();
        const near = (what, a, b, by) =>
          Math.abs(a - b) <= by || found.push(`${index}: ${what} ${a}, not ${b}`);
        const value = (element) => {
          const [tensor, ...indices] = element.dataset.cell.split(':');
          return trace.at(tensor, ...indices.map(Number));
        };
        const root = figure().shadowRoot;
        const largest = 62 * 0.46;
        const dots = root.querySelectorAll('.weight:has(.dot)');
        if (dots.length !== 16) found.push(`${dots.length} dots`);
        for (const cell of dots) {
          near('area', (cell.querySelector('.dot').getAttribute('r') / largest) ** 2, value(cell), 2e-3);
          const number = cell.querySelector('text');
          if (number) near('number', Number(number.textContent), value(cell), 0.00501);
        }
        const bars = [...root.querySelectorAll('.bar')];
        const full = bars[0].querySelector('.bar-length').getAttribute('width') / value(bars[0]);
        for (const bar of bars) {
          const width = Number(bar.querySelector('.bar-length').getAttribute('width'));
          near('bar', width, Math.max(full * value(bar), 1), 0.02);
        }
        const loss = root.querySelector('[data-loss="held-out"]').textContent;
        near('loss', Number(loss), history.snapshots[index].heldOutLoss, 0.00501);
      }
      return found;
    });
    assert.deepEqual(wrong, []);
  });

  test('what is shown of a snapshot is what the oracle makes of its weights', async () => {
    for (const index of [0, 30]) {
      await page.evaluate((at) => globalThis.learning.figure().seek(at), index);
      assertOracle(await page.evaluate(readRun, 'shown'), await page.evaluate(readShown), vocabulary);
    }
  });

  test('every chapter can use it, and the model that came with the page again', async () => {
    const link = () => page.evaluate(() => location.hash);
    await page.evaluate(() => globalThis.learning.figure().seek(Infinity));
    // The address says what is shown from the first move on.
    await page.evaluate(() =>
      globalThis.learning.explainer.shadowRoot.querySelector('explainer-figure').goTo(0),
    );
    await page.waitFor(() => location.hash !== '');
    const before = await link();
    const weights = await page.evaluate(readShown);
    await page.evaluate(() => globalThis.learning.press('.use'));
    for (const run of ['switched', 'mole-animal']) {
      assertOracle(await page.evaluate(readRun, run), weights, vocabulary);
    }
    const note = () =>
      page.evaluate(() => {
        const { shadowRoot } = globalThis.learning.explainer;
        return shadowRoot.querySelector('p.model:not([hidden])')?.textContent ?? '';
      });
    const { steps } = await page.evaluate(() => globalThis.learning.figure().history);
    assert.match(await note(), new RegExp(`trained here: seed 1, step ${steps}\\b`));
    assert.equal(await link(), before, 'a link is to the model that came with the page');
    await page.evaluate(() => globalThis.learning.press('.back'));
    assert.equal(await note(), '');
    assert.deepEqual(await page.evaluate(readRun, 'sentence'), original);
  });
});

test('a model with other heads than the chapters are made for is trained and shown, but used nowhere else', async () => {
  for (const heads of [1, 2]) {
    await begin(page, { ...settings, heads });
    await train(page, 4);
    const seen = await page.evaluate(async () => {
      const { explainer, figure, press, settled } = globalThis.learning;
      await settled();
      const root = figure().shadowRoot;
      await press('.use');
      return {
        rows: root.querySelectorAll('.scene g.weight:has(.dot)').length,
        disabled: root.querySelector('.use').disabled,
        why: root.querySelector('.why').textContent,
        own: explainer.ownModel !== undefined,
      };
    });
    assert.equal(seen.rows, 4 * heads);
    assert.deepEqual([seen.disabled, seen.own], [true, false]);
    assert.match(seen.why, /made for 4 heads/);
  }
});

test('no error, no warning, no foreign request', async () => {
  assert.deepEqual(await page.complaints(), []);
});
