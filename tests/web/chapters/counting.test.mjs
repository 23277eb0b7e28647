// Chapter 10: every figure of the calculator against arithmetic of its own, exact beyond 2^53; editing, refusals, and a
// picture whose areas are the counts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { importSource } from '../harness/bundle.mjs';
import { openEngine } from '../harness/engines/index.mjs';
import { sources } from '../harness/sources.mjs';

const { countParameters, shareOf } = await importSource(sources.counts);
const { gpt3, largestSize, presets, readSize, sizeNames } = await importSource(sources.sizes);
const { sharesOf, sideBySide } = await importSource(sources.areas);

/** GPT-3 as it is known. */
const known = {
  w_q: 1_572_864n,
  w_k: 1_572_864n,
  value_down: 1_572_864n,
  value_up: 1_572_864n,
  square: 150_994_944n,
  head: 6_291_456n,
  block: 603_979_776n,
  attention: 57_982_058_496n,
  mlp: 115_964_116_992n,
  embeddings: 1_235_116_032n,
  total: 175_181_291_520n,
};

/** Once more, by adding rows of matrices: no product of two sizes is taken but by repeated doubling. */
function countAgain(sizes) {
  const times = (n, m) => {
    let [sum, step, left] = [0n, BigInt(m), BigInt(n)];
    for (; left > 0n; left >>= 1n, step += step) if (left & 1n) sum += step;
    return sum;
  };
  const { d_model, d_k, d_v, n_heads, n_layers, n_vocabulary, n_positions, hasMlp } = sizes;
  const [w_q, value_down] = [times(d_model, d_k), times(d_model, d_v)];
  const head = w_q + w_q + value_down + value_down;
  const block = times(n_heads, head);
  const attention = times(n_layers, block);
  const mlp = hasMlp ? 8n * times(n_layers, times(d_model, d_model)) : 0n;
  const embeddings = 2n * times(n_vocabulary, d_model);
  const total = attention + mlp + embeddings;
  const positions = times(n_positions, d_model);
  const square = times(d_model, d_model);
  const matrices = { w_q, w_k: w_q, value_down, value_up: value_down };
  return {
    ...matrices,
    square,
    head,
    block,
    attention,
    mlp,
    embeddings,
    total,
    positions,
    whole: total + positions,
  };
}

const figuresOf = (sizes) =>
  Object.fromEntries(Object.entries(countParameters(sizes)).map(([item, { count }]) => [item, count]));

const largest = { ...Object.fromEntries(sizeNames.map((name) => [name, largestSize])), hasMlp: true };

describe('figures', () => {
  test('GPT-3: all that is known of it', () => {
    const figures = figuresOf(gpt3);
    for (const [item, count] of Object.entries(known)) assert.equal(figures[item], count, item);
    const share = shareOf(figures.attention, figures.total);
    assert.ok(Math.abs(share - 57982058496 / 175181291520) < 1e-12);
    assert.ok(Math.abs(share - 1 / 3) < 0.003);
  });

  const uneven = {
    d_model: 1000,
    d_k: 7,
    d_v: 333,
    n_heads: 11,
    n_layers: 3,
    n_vocabulary: 999,
    n_positions: 5,
  };
  const model = { n_vocabulary: 491, n_positions: 24, d_model: 32, n_heads: 4, d_head: 8, d_value: 8 };
  const cases = {
    ...presets(model),
    'uneven sizes': { ...uneven, hasMlp: true },
    'no MLP': { ...uneven, hasMlp: false },
    'all sizes at their largest, far beyond 2^53': largest,
  };
  for (const [name, sizes] of Object.entries(cases)) {
    test(`${name}: every figure, and each is what its operands make`, () => {
      assert.deepEqual(figuresOf(sizes), countAgain(sizes));
      for (const { operator, operands, count } of Object.values(countParameters(sizes))) {
        const values = operands.map(({ value }) => value);
        assert.equal(
          values.reduce((a, b) => (operator === '+' ? a + b : a * b)),
          count,
        );
      }
    });
  }
  test('the largest count has all its digits', () => {
    assert.equal(countParameters(largest).attention.count, 4n * 10n ** 28n);
  });
});

test('areas are shares of the counts, and add up to the whole', () => {
  for (const sizes of [gpt3, largest, { ...gpt3, d_v: 4000, n_vocabulary: 7 }]) {
    const counts = countParameters(sizes);
    const shares = sharesOf(sizes, counts);
    const pieces = sideBySide(['attention', 'mlp', 'embeddings'], shares.parts, 600);
    for (const { item, width } of pieces) {
      const expected = (600 * Number(counts[item].count)) / Number(counts.total.count);
      assert.ok(Math.abs(width - expected) < 1e-6, item);
    }
    assert.ok(Math.abs(shares.matrices.reduce((a, b) => a + b) - 1) < 1e-12);
    assert.ok(Math.abs(pieces.at(-1).start + pieces.at(-1).width - 600) < 1e-6);
  }
});

test('what is typed is read, or refused for what it is', () => {
  const good = { 128: 128, ' 12,288 ': 12288, '12 288': 12288, '1_000_000': 1e6, '007': 7, '１２': 12 };
  for (const [text, size] of Object.entries(good))
    assert.deepEqual(readSize(text), { kind: 'size', size }, text);
  const bad = {
    empty: ['', '  '],
    small: ['0', '-5', '−5', '-1.5', '000'],
    fraction: ['1.5', '.5', '3,14'],
    large: ['10000001', '9'.repeat(400)],
    other: ['abc', '12a', '1e6', 'NaN', 'Infinity', '0x10', '1 2', '<b>1</b>', '🦊', '--5'],
  };
  for (const [kind, texts] of Object.entries(bad)) {
    for (const text of texts) assert.deepEqual(readSize(text), { kind }, text);
  }
});

describe('in the page', () => {
  let engine;
  let server;
  let page;
  before(async () => {
    [engine, server] = await Promise.all([openEngine('chromium'), serveBuild()]);
    page = await engine.newPage({ width: 1440, height: 900, theme: 'light', motion: 'reduce' });
    await page.goto(server.chapter('counting'));
    await page.waitFor(isDrawn);
    await page.evaluate(() => {
      const explainer = document.querySelector('attention-explainer');
      const calculator = explainer.shadowRoot.querySelector('parameter-calculator');
      const field = (name) => calculator.shadowRoot.querySelector(`number-field[data-size="${name}"]`);
      const input = (name) => field(name).shadowRoot.querySelector('input');
      const settle = async () => {
        await calculator.updateComplete;
        for (const each of calculator.shadowRoot.querySelectorAll('number-field')) await each.updateComplete;
      };
      Object.assign(window, { explainer, calculator, field, input, settle });
    });
  });
  after(async () => {
    await engine?.close();
    await server?.stop();
  });

  /** Types into a field at once; returns the sentence under it. */
  const type = (name, text) =>
    page.evaluate(
      async (size, typed) => {
        input(size).value = typed;
        input(size).dispatchEvent(new Event('input'));
        input(size).dispatchEvent(new Event('change'));
        await settle();
        return field(size).shadowRoot.querySelector('[role=alert]')?.textContent ?? '';
      },
      name,
      text,
    );

  /** The figures as they stand in the table, by item, without the share. */
  async function table() {
    const rows = await page.evaluate(async () => {
      await settle();
      return [...calculator.shadowRoot.querySelectorAll('tbody tr')].map((row) => [
        row.dataset.item,
        row.lastElementChild.textContent,
      ]);
    });
    const counts = rows.filter(([item]) => item !== 'share');
    return Object.fromEntries(counts.map(([item, text]) => [item, BigInt(text.replaceAll(',', ''))]));
  }

  const choose = (index) =>
    page.evaluate(async (at) => {
      calculator.shadowRoot.querySelectorAll('.choice')[at].click();
      await settle();
    }, index);

  test('it opens on GPT-3', async () => {
    const figures = await table();
    for (const [item, count] of Object.entries(known)) assert.equal(figures[item], count, item);
  });

  test('the model of the page has as many parameters as were loaded', async () => {
    await choose(2);
    const loaded = await page.evaluate(() => {
      const { trace } = explainer;
      const names = ['w_e', 'w_p', 'w_q', 'w_k', 'w_v', 'w_o', 'w_u'];
      return names.reduce((sum, name) => sum + trace.values(name).length, 0);
    });
    assert.equal((await table()).whole, BigInt(loaded));
  });

  test('every field that is edited changes the figures', async () => {
    await choose(0);
    const sizes = { ...presets({}).gpt2 };
    for (const [index, name] of sizeNames.entries()) {
      sizes[name] = 31 * (index + 3);
      assert.equal(await type(name, String(sizes[name])), '');
      assert.deepEqual(await table(), countAgain(sizes), name);
    }
    await page.evaluate(() => calculator.shadowRoot.querySelector('[type=checkbox]').click());
    assert.deepEqual(await table(), countAgain({ ...sizes, hasMlp: false }));
  });

  test('what is no size is refused in a sentence, and the figures stay', async () => {
    await choose(1);
    const refusals = {
      '': /nothing in d_k: .*from 1 to 10,000,000.*still show 128/,
      twelve: /“twelve” is not a whole number.*still show 128/,
      '-3': /at least 1/,
      0.5: /“0.5” has a fraction/,
      '99999999999999999999': /at most 10,000,000/,
    };
    for (const [text, sentence] of Object.entries(refusals)) {
      assert.match(await type('d_k', text), sentence, text);
      assert.equal((await table()).total, known.total, text);
    }
    assert.equal(await type('d_k', '256'), '');
    assert.equal((await table()).w_q, 2n * known.w_q);
  });

  test('a preset clears what was left standing', async () => {
    await choose(1);
    await type('d_k', 'many');
    await choose(0);
    const shown = await page.evaluate(() => [input('d_k').value, field('d_k').problem ?? '']);
    assert.deepEqual(shown, ['64', '']);
  });

  test('keys step, double and halve; Escape takes back', async () => {
    await choose(1);
    await page.evaluate(() => input('n_layers').focus());
    const value = () => page.evaluate(() => calculator.sizes.n_layers);
    for (const [key, expected] of [
      ['ArrowUp', 97],
      ['ArrowDown', 96],
      ['PageUp', 192],
      ['PageDown', 96],
    ]) {
      await page.press(key);
      assert.equal(await value(), expected, key);
    }
    await type('n_layers', '1');
    await page.press('ArrowDown');
    assert.equal(await value(), 1);
    await type('n_layers', 'x');
    await page.press('Escape');
    assert.equal(await page.evaluate(async () => (await settle(), input('n_layers').value)), '1');
  });

  test('focus on a figure tells its formula with the operands, and lights it in the picture', async () => {
    await choose(1);
    const [text, highlighted] = await page.evaluate(async () => {
      calculator.shadowRoot.querySelector('details').open = true;
      calculator.shadowRoot.querySelector('tr.block button').focus();
      await settle();
      const { shadowRoot } = calculator;
      return [
        shadowRoot.querySelector('.reading').textContent.replace(/\s+/g, ' '),
        shadowRoot.querySelectorAll('.rows .highlight').length,
      ];
    });
    assert.match(text, /heads × one head.*= 96 × 6,291,456 = 603,979,776/);
    assert.ok(highlighted > 0);
  });

  test('areas in the picture are as the counts', async () => {
    for (const preset of [0, 1, 2]) {
      await choose(preset);
      const counts = await table();
      const widths = await page.evaluate(() =>
        ['w_q', 'w_k', 'value_down', 'value_up', 'mlp', 'embeddings'].map((item) => {
          const area = calculator.shadowRoot.querySelector(`.rows g[data-item="${item}"] .area`);
          return [item, Number(area.getAttribute('width'))];
        }),
      );
      const whole = { mlp: counts.total, embeddings: counts.total };
      const [, w_q] = widths[0];
      const length = 4 * w_q;
      for (const [item, width] of widths) {
        const expected = (length * Number(counts[item])) / Number(whole[item] ?? counts.head);
        assert.ok(Math.abs(width - expected) < 0.01, `${item}: ${width}, not ${expected}`);
      }
    }
  });

  test('targets are 44 px and labelled, and nothing runs off at any width', async () => {
    for (const width of [360, 768, 1440]) {
      await page.resize(width, 900);
      for (const size of ['128', '10000000']) {
        await type('d_model', size);
        const { small, nameless, surplus } = await page.evaluate(async () => {
          await settle();
          const roots = [calculator, ...calculator.shadowRoot.querySelectorAll('number-field')];
          const targets = roots.flatMap((each) => [...each.shadowRoot.querySelectorAll('button, input')]);
          const box = (target) => (target.closest('label') ?? target).getBoundingClientRect();
          return {
            small: targets.filter((each) => Math.min(box(each).width, box(each).height) < 43.9).length,
            nameless: targets.filter(
              (each) => !each.textContent.trim() && !each.ariaLabel && !each.labels?.length,
            ).length,
            surplus: document.documentElement.scrollWidth - innerWidth,
          };
        });
        assert.deepEqual({ small, nameless, surplus }, { small: 0, nameless: 0, surplus: 0 }, `${width} px`);
      }
    }
  });

  test('the question’s answer is what is counted', async () => {
    const text = await page.evaluate(async () => {
      const { shadowRoot } = explainer.shadowRoot.querySelector(
        'section[data-chapter="counting"] chapter-prose',
      );
      [...shadowRoot.querySelectorAll('.options button')]
        .find((each) => each.textContent.includes('4'))
        .click();
      await explainer.shadowRoot.querySelector('chapter-prose').updateComplete;
      await new Promise((done) => requestAnimationFrame(done));
      return shadowRoot.querySelector('[role=status]').textContent;
    });
    assert.match(text, /Right, 4 times.*only 2 times/);
  });

  test('no error, no warning, no foreign request', async () => {
    assert.deepEqual(await page.complaints(), []);
  });
});
