// The page as a whole: it opens over http at a sub-path and from file://, asks nobody for anything, and its trace is
// what an independent double-precision model computes from the same parameters.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { attention } from '../reference/attention.mjs';
import {
  at,
  fileAddress,
  load,
  openBrowser,
  openPage,
  readTrace,
  serveBuild,
  withFigure,
} from './browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const sentence = ['a', 'fluffy', 'blue', 'creature', 'roamed', 'the', 'verdant', 'forest'];
const places = { 'http, at a sub-path': () => server.site, 'file://': () => fileAddress };

for (const [name, address] of Object.entries(places)) {
  describe(name, () => {
    let page;
    before(async () => {
      page = await openPage(browser);
      await load(page, address());
    });

    test('the main sentence is shown and followed through the model', async () => {
      const trace = await readTrace(page);
      assert.deepEqual(trace.words, sentence);
      const shown = await withFigure(page, ({ figure }) =>
        [...figure.shadowRoot.querySelectorAll('.token.answers text')].map((text) => text.textContent),
      );
      assert.deepEqual(shown.slice(0, sentence.length), sentence);
    });

    test('every tensor of the trace is the oracle’s', async () => {
      const trace = await readTrace(page);
      compareWithOracle(trace);
    });

    test('it plays by itself to the end without an error or a foreign request', async () => {
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
      await page.reload();
      await page.waitForFunction(
        () =>
          document.querySelector('attention-explainer')?.shadowRoot?.querySelector('whole-pass-figure')
            ?.playing === true,
      );
      await withFigure(page, ({ figure }) => (figure.speed = 40));
      await page.waitForFunction(
        () =>
          document.querySelector('attention-explainer').shadowRoot.querySelector('whole-pass-figure')
            .playing === false,
      );
      assert.equal(await withFigure(page, ({ figure }) => figure.step), 14);
      assert.deepEqual(page.complaints, []);
    });
  });
}

test('the two addresses compute the same numbers', async () => {
  const traces = [];
  for (const address of Object.values(places)) {
    const page = await openPage(browser);
    await load(page, address());
    traces.push(await readTrace(page));
    await page.close();
  }
  assert.deepEqual(traces[0], traces[1]);
});

test('in one head, creature attends to both of its adjectives, and knows what it does next', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  const trace = await readTrace(page);
  const [n_heads] = trace.tensors.weight.shape;
  const heads = Array.from({ length: n_heads }, (_, h) => [
    at(trace, 'weight', h, 3, 1),
    at(trace, 'weight', h, 3, 2),
  ]);
  assert.ok(
    heads.some(([fluffy, blue]) => fluffy >= 0.3 && blue >= 0.3),
    `weights on fluffy and blue, head by head: ${JSON.stringify(heads)}`,
  );
  const caption = await withFigure(page, async ({ figure }) => {
    figure.goTo(14);
    await figure.updateComplete;
    return figure.shadowRoot.querySelector('figcaption').textContent;
  });
  assert.match(caption, /from E′ it expects “roamed”/);
  await page.close();
});

test('a look at a trace that is gone fails loudly', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  const message = await withFigure(page, ({ explainer }) => {
    const old = explainer.trace;
    explainer.token = 1;
    const { engine } = explainer.state;
    explainer.state = { kind: 'ready', engine, ...engine.run(['the', 'forest']) };
    try {
      return String(old.at('weight', 0, 0, 0));
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(message, 'StaleTensorError');
  await page.close();
});

/** float32 against double: 1e-5 of the largest value of a tensor is far above rounding, far below any mistake. */
function compareWithOracle(trace) {
  const [n_vocabulary, d_model] = trace.tensors.w_e.shape;
  const [n_heads, d_head] = trace.tensors.w_q.shape;
  const sizes = {
    n_vocabulary,
    d_model,
    n_heads,
    d_head,
    n_positions: trace.tensors.w_p.shape[0],
    d_value: trace.tensors.w_v.shape[1],
  };
  const parameters = Object.fromEntries(
    ['w_e', 'w_p', 'w_q', 'w_k', 'w_v', 'w_o', 'w_u'].map((name) => [name, trace.tensors[name].values]),
  );
  const expected = attention(sizes, parameters, trace.tensors.token.values);
  for (const [name, values] of Object.entries(expected)) {
    const actual = trace.tensors[name].values;
    assert.equal(actual.length, values.length, name);
    const largest = Math.max(...values.filter(Number.isFinite).map(Math.abs));
    values.forEach((value, index) => {
      if (value === -Infinity) assert.equal(actual[index], -Infinity, `${name}[${index}]`);
      else
        assert.ok(
          Math.abs(actual[index] - value) <= 1e-5 * largest,
          `${name}[${index}]: ${actual[index]} ${value}`,
        );
    });
  }
}
