// Chapter 12: training in the page. The same seed gives the same run in every engine, whatever the reader does between
// its steps; what is shown of a snapshot is what the oracle makes of its weights; a trained model can be used everywhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { attention } from '../../reference/attention.mjs';
import { fileAddress } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { engineNames, openEngine } from '../harness/engines/index.mjs';

const settings = { seed: 7, learningRate: 0.02, heads: 4 };
/** Snapshots of a short run: 34 steps. */
const few = 13;

/** In the page: leaves `figure()` and what the tests do with it on the global object. */
function install() {
  const explainer = document.querySelector('attention-explainer');
  const figure = () => explainer.shadowRoot.querySelector('learning-figure');
  const hash = ({ values }) => {
    let bits = 0x811c9dc5;
    for (const name of Object.keys(values)) {
      for (const word of new Uint32Array(values[name].buffer)) bits = Math.imul(bits ^ word, 0x01000193);
    }
    return bits;
  };
  const fingerprint = (count) =>
    figure()
      .history.snapshots.slice(0, count)
      .map(({ step, loss, heldOutLoss, weights }) =>
        [step, String(loss), heldOutLoss, hash(weights)].join(' '),
      );
  const frames = async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
  };
  const settled = async () => {
    await explainer.updateComplete;
    await figure().updateComplete;
  };
  /** What is drawn, without what lies ahead of the snapshot shown: that grows with the run. */
  const scene = async () => {
    await settled();
    const copy = figure().shadowRoot.querySelector('.scene').cloneNode(true);
    for (const ahead of copy.querySelectorAll('.ahead')) ahead.remove();
    return copy.innerHTML;
  };
  const press = async (selector) => {
    figure().shadowRoot.querySelector(selector).click();
    await settled();
  };
  globalThis.learning = { explainer, figure, fingerprint, frames, settled, scene, press };
  figure().scrollIntoView({ behavior: 'instant' });
}

const hasSnapshots = (count) => (globalThis.learning.figure().history?.snapshots.length ?? 0) >= count;

/** Opens the page and scrolls to the chapter, until the random weights are there. */
async function open(engine, options) {
  const page = await engine.newPage(options);
  await page.goto(fileAddress);
  await page.waitFor(isDrawn);
  await page.evaluate(install);
  await page.waitFor(hasSnapshots, 1);
  return page;
}

async function begin(page, chosen) {
  await page.evaluate((given) => globalThis.learning.figure().begin(given), chosen);
  await page.waitFor(hasSnapshots, 1);
}

/** Trains until there are `count` snapshots, then pauses. */
async function train(page, count) {
  await page.evaluate(() => globalThis.learning.figure().play());
  await page.waitFor(hasSnapshots, count);
  await page.evaluate(() => globalThis.learning.figure().pause());
}

const fingerprint = (page, count = few) => page.evaluate((n) => globalThis.learning.fingerprint(n), count);

/** In the page: the weights of the snapshot shown, and what was made of the sentence with them, as plain data. */
function readShown() {
  const figure = globalThis.learning.figure();
  const { dimensions, values } = figure.history.snapshots[figure.index].weights;
  const parameters = Object.fromEntries(Object.entries(values).map(([name, list]) => [name, [...list]]));
  return { dimensions, parameters };
}

/** In the page: a run as plain data. Text, because JSON knows no infinity. */
function readRun(run) {
  const { explainer, figure } = globalThis.learning;
  const trace = run === 'shown' ? figure().trace : explainer.runs[run];
  return {
    words: trace.words,
    tensors: Object.fromEntries(trace.names.map((name) => [name, trace.values(name).map(String)])),
  };
}

const readVocabulary = () => globalThis.learning.explainer.state.engine.model.vocabulary;

/** Every stage of a run against the double-precision model. Float32 sums of 32 products: a few units in 1e-6. */
function assertOracle(run, { dimensions, parameters }, vocabulary) {
  const tokens = run.words.map((word) => vocabulary.indexOf(word));
  const expected = attention(dimensions, parameters, tokens);
  for (const [name, values] of Object.entries(expected)) {
    const given = run.tensors[name].map(Number);
    assert.equal(given.length, values.length, name);
    const largest = Math.max(1, ...values.filter(Number.isFinite).map(Math.abs));
    values.forEach((value, index) => {
      const same = given[index] === value || Math.abs(given[index] - value) <= 2e-5 * largest;
      assert.ok(same, `${name}[${index}] is ${given[index]}, by the oracle ${value}`);
    });
  }
}

describe('chromium, from file://', () => {
  let engine;
  let page;
  let uninterrupted;
  before(async () => {
    engine = await openEngine('chromium');
    page = await open(engine, { motion: 'no-preference' });
  });
  after(() => engine?.close());

  test('nothing trains by itself; random weights guess blindly', async () => {
    const { steps, playing, blind, loss, chosen } = await page.evaluate(async () => {
      const { figure, frames } = globalThis.learning;
      await frames(20);
      const { snapshots, blindLoss, settings: run } = figure().history;
      return {
        steps: snapshots.map(({ step }) => step),
        playing: figure().playing,
        blind: blindLoss,
        loss: snapshots[0].heldOutLoss,
        chosen: run,
      };
    });
    assert.deepEqual([steps, playing], [[0], false]);
    assert.deepEqual(
      chosen,
      { seed: 1, learningRate: 0.02, heads: 4 },
      'as the model that came with the page',
    );
    assert.ok(Math.abs(loss - blind) < 0.3, `${loss}, blind ${blind}`);
  });

  test('the same seed gives the same run, bit for bit; another seed another', async () => {
    const runs = [];
    for (const seed of [7, 7, 8]) {
      await begin(page, { ...settings, seed });
      await train(page, few);
      runs.push(await fingerprint(page));
    }
    [uninterrupted] = runs;
    assert.equal(uninterrupted.length, few);
    assert.deepEqual(runs[1], runs[0]);
    assert.notDeepEqual(runs[2], runs[0]);
  });

  test('pauses, scrubbing and looking around change nothing of the run; a pause is one at once', async () => {
    await begin(page, settings);
    for (const count of [4, 7, 10]) {
      await train(page, count);
      const [before, later] = await page.evaluate(async () => {
        const { figure, frames } = globalThis.learning;
        const kept = () => figure().history.snapshots.length;
        const first = kept();
        figure().seek(1);
        await frames(40);
        return [first, kept()];
      });
      assert.ok(later <= before + 1, `${later - before} snapshots after the pause`);
    }
    await train(page, few);
    assert.deepEqual(await fingerprint(page), uninterrupted);
  });

  test('a run that is given up leaves nothing in the next', async () => {
    await begin(page, { ...settings, seed: 8 });
    await page.evaluate(() => globalThis.learning.figure().play());
    await page.waitFor(hasSnapshots, 3);
    await begin(page, settings);
    await train(page, few);
    assert.deepEqual(await fingerprint(page), uninterrupted);
  });

  test('going back shows the same frame as before', async () => {
    await begin(page, settings);
    await train(page, 6);
    const places = [0, 2, 5];
    const look = async () => {
      const seen = [];
      for (const place of places) {
        await page.evaluate((index) => globalThis.learning.figure().seek(index), place);
        seen.push(await page.evaluate(() => globalThis.learning.scene()));
      }
      return seen;
    };
    const first = await look();
    assert.equal(new Set(first).size, places.length, 'each snapshot looks different');
    await train(page, 12);
    assert.deepEqual(await look(), first);
    await begin(page, settings);
    await train(page, 6);
    assert.deepEqual(await look(), first);
  });

  test('out of sight it stops, or goes on without drawing if that is asked for', async () => {
    await begin(page, settings);
    const away = (goesOn) =>
      page.evaluate(async (asked) => {
        const { explainer, figure, frames } = globalThis.learning;
        figure().goesOn = asked;
        figure().play();
        explainer.scrollIntoView({ block: 'start', behavior: 'instant' });
        await frames(5);
        return figure().history.snapshots.length;
      }, goesOn);
    const kept = await away(false);
    const later = await page.evaluate(async () => {
      await globalThis.learning.frames(40);
      return globalThis.learning.figure().history.snapshots.length;
    });
    assert.ok(later <= kept + 1, `${later - kept} snapshots out of sight`);
    await page.evaluate(() => globalThis.learning.figure().pause());
    const before = await away(true);
    const drawn = await page.evaluate(() => globalThis.learning.figure().index);
    await page.waitFor(hasSnapshots, before + 4);
    assert.equal(await page.evaluate(() => globalThis.learning.figure().index), drawn);
    await page.evaluate(() => {
      const { figure } = globalThis.learning;
      figure().pause();
      figure().goesOn = false;
      figure().scrollIntoView({ behavior: 'instant' });
    });
  });

  test('settings that mean nothing are refused with a sentence, and the run stays', async () => {
    const tries = [
      ['seed', '-1', /whole number/],
      ['seed', '4294967296', /whole number/],
      ['seed', '1.5', /whole number/],
      ['rate', '0', /above 0/],
      ['rate', '1e-99', /above 0/],
      ['rate', 'fast', /above 0/],
      ['rate', '2', /at most 1/],
    ];
    for (const [field, text, sentence] of tries) {
      const { said, same } = await page.evaluate(
        async (name, typed) => {
          const { figure } = globalThis.learning;
          const { history } = figure();
          const form = figure().shadowRoot.querySelector('learning-settings');
          const input = form.shadowRoot.querySelector(`input.${name}`);
          const old = input.value;
          const type = async (value) => {
            input.value = value;
            input.dispatchEvent(new Event('input'));
            form.shadowRoot.querySelector('form').requestSubmit();
            await form.updateComplete;
          };
          await type(typed);
          const alert = form.shadowRoot.querySelector('[role="alert"]')?.textContent ?? '';
          const kept = figure().history === history;
          input.value = old;
          input.dispatchEvent(new Event('input'));
          await form.updateComplete;
          return { said: alert, same: kept };
        },
        field,
        text,
      );
      assert.match(said, sentence, `${field}: ${text}`);
      assert.ok(same);
    }
  });

  test('a trainer with other words than the page is refused with a sentence', async () => {
    const said = await page.evaluate(async () => {
      const { figure, settled } = globalThis.learning;
      const { page: own } = figure();
      const { trained } = own.engine;
      const model = { vocabulary: [...trained.model.vocabulary].reverse() };
      figure().page = {
        ...own,
        engine: { trained: { model, read: (take) => trained.read(take), run: null } },
      };
      figure().begin(undefined);
      for (;;) {
        await settled();
        const alert = figure().shadowRoot.querySelector('[role="alert"]');
        if (alert) {
          figure().page = own;
          return alert.textContent;
        }
        await new Promise(requestAnimationFrame);
      }
    });
    assert.match(said, /do not know the same words/);
  });

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
      assert.ok(
        Math.abs(heldOutLoss - trainedLoss) < 0.05,
        `${heldOutLoss}, the page's model ${trainedLoss}`,
      );
    });

    test('one head of “creature” has found both adjectives', async () => {
      const masses = await page.evaluate(() => {
        const { trace } = globalThis.learning.figure();
        return Array.from(
          { length: trace.n_heads },
          (_, h) => trace.at('weight', h, 3, 1) + trace.at('weight', h, 3, 2),
        );
      });
      assert.ok(Math.max(...masses) >= 0.8, String(masses));
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
          const largest = 46 * 0.46;
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
      assert.match(await note(), /trained here: seed 1, step 2000/);
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

  for (const other of engineNames.filter((name) => name !== 'chromium')) {
    test(`${other} trains the very same run`, async () => {
      const second = await openEngine(other);
      try {
        const there = await open(second, {});
        await begin(there, settings);
        await train(there, few);
        assert.deepEqual(await fingerprint(there), uninterrupted);
        assert.deepEqual(await there.complaints(), []);
      } finally {
        await second.close();
      }
    });
  }
});
