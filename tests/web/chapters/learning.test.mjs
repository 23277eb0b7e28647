// Chapter 12: training in the page. The same seed gives the same run in every engine, whatever the reader does between
// its steps. What is shown of it: learned.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames, openEngine } from '../harness/engines/index.mjs';
import { begin, few, fingerprint, hasSnapshots, open, settings, train } from './learning/open.mjs';

describe('chromium, from file://', () => {
  let engine;
  let page;
  let uninterrupted;
  before(async () => {
    engine = await openEngine('chromium');
    page = await open(engine, { motion: 'no-preference' });
  });
  after(() => engine?.close());

  test('in sight it trains by itself, once, and nobody is told; random parameters guess blindly', async () => {
    await page.waitFor(hasSnapshots, 4);
    const { playing, blind, loss, chosen, said, after } = await page.evaluate(async () => {
      const { figure, frames } = globalThis.learning;
      const { snapshots, blindLoss, settings: run } = figure().history;
      const plays = figure().playing;
      const told = figure().said;
      figure().pause();
      await frames(20);
      return {
        playing: plays,
        blind: blindLoss,
        loss: snapshots[0].heldOutLoss,
        chosen: run,
        said: told,
        after: figure().playing,
      };
    });
    assert.deepEqual([playing, said, after], [true, '', false], 'what the reader has paused stays so');
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
        // What the thread had sent before comes first.
        await frames(2);
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
    /** Plays and goes away, until the figure has been told that it is out of sight. */
    const away = (goesOn) =>
      page.evaluate(async (asked) => {
        const { explainer, figure, frames } = globalThis.learning;
        figure().goesOn = asked;
        figure().play();
        explainer.scrollIntoView({ block: 'start', behavior: 'instant' });
        await frames(2);
        // Everybody who looks is told by one task.
        await new Promise((done) => new IntersectionObserver(done).observe(explainer));
        await frames(1);
        await figure().updateComplete;
        const { history, index } = figure();
        return { kept: history.snapshots.length, drawn: index };
      }, goesOn);
    await away(false);
    // What the thread has on its way still comes, and then nothing, long before the end.
    const isUnfinished = await page.evaluate(async () => {
      const { figure, frames } = globalThis.learning;
      const last = () => figure().history.snapshots.at(-1).step;
      for (let before; last() !== before; await frames(40)) before = last();
      return last() < figure().history.steps;
    });
    assert.ok(isUnfinished, 'it has trained on out of sight');
    await page.evaluate(() => globalThis.learning.figure().pause());
    const { kept: before, drawn } = await away(true);
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
