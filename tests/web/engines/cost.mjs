// Chapter 11: what the worker runs against the oracle, progress, stopping, refusals, and that the page goes on meanwhile; over
// http and from file://.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { attend, layer } from '../../reference/operator.mjs';
import { fileAddress } from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';

const largestError = 2e-6;
const phases = ['memory', 'w_q', 'w_k', 'w_v', 'w_o', 'input', 'run'];

const places = { http: (to) => to.site, file: () => fileAddress };

async function open(page, address) {
  await page.goto(address);
  await page.waitFor(isDrawn);
  await bundleForPage(page, new URL('../fixtures/cost.mjs', import.meta.url), 'cost');
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    window.growth = shadowRoot.querySelector('cost-growth');
    window.head = shadowRoot.querySelector('cost-head');
  });
}

const ask = (page, ...request) => page.evaluate((...values) => window.cost.ask(...values), ...request);

const rowsOf = (flat, width) =>
  Array.from({ length: flat.length / width }, (_, i) => flat.slice(i * width, (i + 1) * width));

function assertClose(actual, expected, what) {
  assert.equal(actual.length, expected.length, what);
  const wrong = expected.findIndex((value, at) => !(Math.abs(actual[at] - value) <= largestError));
  assert.equal(wrong, -1, `${what}[${wrong}] is ${actual[wrong]}, not ${expected[wrong]}`);
}

/** In double precision, the outputs and the weights of a run of the growth. */
function attendAgain({ n_tokens, kept }, d_head) {
  const bias = Array.from({ length: n_tokens }, (_, i) =>
    Array.from({ length: n_tokens }, (_, j) => (j > i ? -Infinity : 0)),
  );
  const [query, key, value] = ['query', 'key', 'value'].map((name) => rowsOf(kept[name], d_head));
  const given = { query, key, bias, scale: 1 / Math.sqrt(d_head) };
  const unit = query.map((_, i) => query.map((_, j) => Number(i === j)));
  return {
    output: attend({ ...given, value }, d_head).flat(),
    weight: attend({ ...given, value: unit }, n_tokens).flat(),
  };
}

/** In the page: zooms in by the slider, walks to a pair by keys, and reads what is shown of it. */
async function readZoomed() {
  const { shadowRoot } = growth;
  const slider = shadowRoot.querySelector('input');
  slider.value = '4';
  slider.dispatchEvent(new Event('input'));
  const canvas = shadowRoot.querySelector('canvas');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight'])
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key }));
  await growth.updateComplete;
  const { pattern, timings, cell } = growth;
  const row = (i) => pattern.weight.subarray(i * pattern.n_tokens, (i + 1) * pattern.n_tokens);
  return {
    tokens: timings.map(({ n_tokens }) => n_tokens),
    rows: [0, 15, 700, 2047].map((i) => row(i).reduce((sum, w) => sum + w, 0)),
    reading: [shadowRoot.querySelector('.reading').textContent, row(cell.query)[cell.key], cell],
    ratio: [shadowRoot.querySelector('.ratio').textContent, timings.map((each) => each.milliseconds)],
  };
}

/** What has to do with where the page comes from: threads are started from it. */
function testThreads(on) {
  test('the pattern and the outputs are those of the oracle', async () => {
    const tokens = [3, 8, 21];
    const request = { kind: 'growth', tokens, d_head: 12, seed: 5, keep: true };
    const { reports } = await ask(on.page, request, 'growth', tokens.length);
    assert.deepEqual(
      reports.map(({ n_tokens }) => n_tokens),
      tokens,
    );
    for (const report of reports) {
      const { output, weight } = attendAgain(report, 12);
      assertClose(report.kept.output, output, `output of ${report.n_tokens}`);
      assertClose(report.weight, weight, `weight of ${report.n_tokens}`);
      assert.ok(report.milliseconds > 0 && report.runs > 1);
    }
  });

  test('a module that does not start, and a script that throws, are told of', async () => {
    const request = { kind: 'growth', tokens: [2], d_head: 4, seed: 1, bytes: null };
    const { failed } = await ask(on.page, request, 'growth', 1);
    assert.equal(failed.name, 'AttentionError');
    assert.ok(failed.message.length > 0);
    const broken = await on.page.evaluate(() =>
      window.cost.startBroken('throw new Error("broken on purpose")'),
    );
    assert.match(broken, /AttentionError: .*broken on purpose/);
  });
}

/** What a thread computes, and what it says when it cannot. */
function testRuns(on) {
  test('a longer text begins as the shorter one, and another seed is another text', async () => {
    const request = { kind: 'growth', tokens: [4, 9], d_head: 8, keep: true };
    const [one, again, other] = [
      await ask(on.page, { ...request, seed: 1 }, 'growth', 2),
      await ask(on.page, { ...request, seed: 1 }, 'growth', 2),
      await ask(on.page, { ...request, seed: 2 }, 'growth', 2),
    ];
    const [short, long] = one.reports;
    assert.deepEqual(short.kept.query, long.kept.query.slice(0, 32));
    assert.deepEqual(long.kept, again.reports[1].kept);
    assert.notDeepEqual(long.kept.query, other.reports[1].kept.query);
  });

  test('the pixels are as opaque as the weights are large beside the largest of the row', async () => {
    const request = { kind: 'growth', tokens: [7], d_head: 8, seed: 3 };
    const [{ weight, pixels }] = (await ask(on.page, request, 'growth', 1)).reports;
    for (let i = 0; i < 7; i += 1) {
      const largest = Math.max(...weight.slice(7 * i, 7 * i + 7));
      for (let j = 0; j < 7; j += 1) {
        const expected = 255 * Math.sqrt(weight[7 * i + j] / largest);
        assert.ok(Math.abs(pixels[4 * (7 * i + j) + 3] - expected) <= 0.51, `${i}, ${j}`);
      }
    }
  });

  test('a head’s deltas are those of the oracle, after every phase was told', async () => {
    const sizes = { n_tokens: 6, d_model: 40, n_heads: 1, d_head: 12, d_value: 8, causal: true };
    const { reports } = await ask(on.page, { kind: 'head', sizes, seed: 1, keep: true }, 'head', 1);
    const told = reports.slice(0, -1);
    assert.deepEqual(
      told.map(({ phase }) => phase),
      phases,
    );
    const { kept, weightBytes, bytes, milliseconds } = reports.at(-1);
    assertClose(kept.delta, layer(sizes, kept), 'delta');
    assert.equal(weightBytes, 4 * (kept.w_q.length + kept.w_k.length + kept.w_v.length + kept.w_o.length));
    assert.ok(bytes > weightBytes && milliseconds > 0);
    const spread = Math.sqrt(kept.w_q.reduce((sum, w) => sum + w * w, 0) / kept.w_q.length);
    assert.ok(Math.abs(spread - 1 / Math.sqrt(40)) < 0.02, 'spread of the random weights');
  });

  test('sizes that are refused are refused with the core’s sentence', async () => {
    const sizes = {
      n_tokens: 200000,
      d_model: 12288,
      n_heads: 1,
      d_head: 128,
      d_value: 128,
      causal: true,
    };
    const { failed } = await ask(on.page, { kind: 'head', sizes, seed: 1 }, 'head', 1);
    assert.equal(failed.name, 'AttentionError');
    assert.equal(failed.code, 2);
    assert.match(failed.message, /more than 4 GiB|not enough memory/);
    const none = await ask(on.page, { kind: 'head', sizes: { ...sizes, n_tokens: 0 }, seed: 1 }, 'head', 1);
    assert.equal(none.failed.code, 1);
    assert.match(none.failed.message, /is 0; it must be from 1/);
    const part = { ...sizes, d_model: 1.5 };
    const fraction = await ask(on.page, { kind: 'head', sizes: part, seed: 1 }, 'head', 1);
    assert.match(fraction.failed.message, /d_model must be a whole number/);
  });

  test('a thread that is stopped reports nothing more', async () => {
    const request = { kind: 'growth', tokens: [2, 3, 4, 5], d_head: 4, seed: 1 };
    const reports = await on.page.evaluate(
      (...values) => window.cost.stopEarly(...values),
      request,
      'growth',
      4,
    );
    assert.equal(reports, 1);
  });
}

function testGrowth(on) {
  test('the figure: measured as it comes into sight, zoomed, read, and the page goes on', async () => {
    const turns = await on.page.evaluate(async () => {
      growth.scrollIntoView({ behavior: 'instant' });
      let turns = 0;
      while (growth.state === 'idle' || growth.state === 'running') {
        await new Promise((done) => setTimeout(done));
        turns += 1;
      }
      return growth.state === 'done' ? turns : growth.state.failed.message;
    });
    assert.equal(typeof turns, 'number', turns);
    // Were the runs on the page's own thread, it would have a turn for each length and no more.
    assert.ok(turns > 60, `the page had ${turns} turns while the runs were under way`);
    const { tokens, rows, reading, ratio } = await on.page.evaluate(readZoomed);
    assert.deepEqual(tokens, [8, 16, 32, 64, 128, 256, 512, 1024, 2048]);
    for (const sum of rows) assert.ok(Math.abs(sum - 1) < 1e-4, `a row adds up to ${sum}`);
    const [text, weight, cell] = reading;
    assert.match(text, new RegExp(`Token ${cell.query + 1} attends to token ${cell.key + 1} with weight`));
    const told = Number(/weight ([\d.e-]+)\.$/.exec(text)[1]);
    assert.ok(Math.abs(told - weight) <= Math.max(0.006, 0.06 * weight), `${told} for ${weight}`);
    const [before, after_] = ratio[1].slice(-2);
    assert.ok(Math.abs(Number(/([\d.]+) times the time/.exec(ratio[0])[1]) / (after_ / before) - 1) < 0.02);
  });

  test('the figure: dots of the picture are the weights', async () => {
    const { drawn, weights, side } = await on.page.evaluate(async () => {
      const slider = growth.shadowRoot.querySelector('input');
      slider.value = '3';
      slider.dispatchEvent(new Event('input'));
      growth.cell = undefined;
      await growth.updateComplete;
      const canvas = growth.shadowRoot.querySelector('canvas');
      const context = canvas.getContext('2d');
      const cell = canvas.width / 8;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const areaOf = (i, j) => {
        let sum = 0;
        for (let y = Math.ceil(i * cell) + 1; y < (i + 1) * cell - 1; y += 1)
          for (let x = Math.ceil(j * cell) + 1; x < (j + 1) * cell - 1; x += 1)
            sum += data[4 * (y * canvas.width + x) + 3] / 255;
        return sum;
      };
      const pairs = Array.from({ length: 64 }, (_, at) => [at >> 3, at & 7]).filter(([i, j]) => j <= i);
      const { pattern } = growth;
      return {
        drawn: pairs.map(([i, j]) => areaOf(i, j)),
        weights: pairs.map(([i, j]) => pattern.weight[i * pattern.n_tokens + j]),
        side: cell,
      };
    });
    const full = Math.PI * (0.46 * side) ** 2;
    drawn.forEach((area, at) =>
      assert.ok(Math.abs(area / full - weights[at]) < 0.03, `${area / full} for ${weights[at]}`),
    );
  });
}

function testHead(on) {
  test('one head of GPT-3: run, told in numbers that follow from what was measured', async () => {
    await on.page.evaluate(() => head.start());
    await on.page.waitFor(() => head.state.kind !== 'running');
    const { state, measured, text, figures } = await on.page.evaluate(async () => {
      await head.updateComplete;
      const { shadowRoot } = head;
      const text = shadowRoot.querySelector('.result')?.textContent.replace(/\s+/g, ' ');
      const figures = [...shadowRoot.querySelectorAll('td b')].map((each) => each.textContent);
      return { state: head.state.kind, measured: head.measured, text, figures };
    });
    assert.equal(state, 'idle');
    assert.equal(measured.weightBytes, 4 * 4 * 128 * 12288);
    assert.match(text, /96 × 96 = 9,216 heads/);
    assert.match(text, /25.2 MB *6,291,456 numbers/);
    assert.match(text, /232 GB/);
    const units = { µs: 1e-3, ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };
    const times = figures.slice(0, 2).map((figure) => {
      const [number, unit] = figure.split(' ');
      return Number(number) * units[unit];
    });
    assert.ok(Math.abs(times[0] / measured.milliseconds - 1) < 0.02, text);
    assert.ok(Math.abs(times[1] / (9216 * measured.milliseconds) - 1) < 0.02, text);
  });

  test('stopped from the page, started again, refused in a sentence', async () => {
    const stopped = await on.page.evaluate(async () => {
      head.start();
      await head.updateComplete;
      const shown = head.shadowRoot.querySelector('[role=status] progress') !== null;
      const stop = [...head.shadowRoot.querySelectorAll('button')].find(
        (each) => each.textContent === 'Stop',
      );
      stop.click();
      await head.updateComplete;
      return [shown, head.state.kind, head.shadowRoot.querySelector('[role=status] progress') === null];
    });
    assert.deepEqual(stopped, [true, 'stopped', true]);
    await on.page.evaluate(() => {
      head.tokens = 200000;
      head.start();
    });
    await on.page.waitFor(() => head.state.kind !== 'running');
    const sentence = await on.page.evaluate(async () => {
      await head.updateComplete;
      return head.shadowRoot.querySelector('.failed').textContent;
    });
    assert.match(sentence, /not enough memory.*Fewer tokens/s);
    await on.page.evaluate(() => {
      head.tokens = 4;
      head.start();
    });
    await on.page.waitFor(() => head.state.kind !== 'running');
    assert.equal(await on.page.evaluate(() => head.state.kind), 'idle');
  });
}

export function testCost(at) {
  for (const [place, address] of Object.entries(places)) {
    describe(`what it costs, from ${place}`, () => {
      /** The page, once it is there. */
      const on = {};
      before(async () => {
        on.page = await at.engine.newPage();
        await open(on.page, address(at.server));
      });

      testThreads(on);
      if (place === 'http') {
        testRuns(on);
        testGrowth(on);
        testHead(on);
      }
      test('no error, no warning, no foreign request', async () => {
        assert.deepEqual(await on.page.complaints(), []);
      });
    });
  }
}
