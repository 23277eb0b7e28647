// Any number can be asked where it comes from: by pointer, by touch, by keyboard.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { at, goTo, load, openBrowser, openPage, readTrace, serveBuild, withFigure } from './browser.mjs';

let browser;
let server;
let page;
let trace;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
  await withFigure(page, ({ explainer }) => (explainer.head = 1));
  trace = await readTrace(page);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  await page.mouse.move(2, 2);
  await withFigure(page, ({ figure }) => figure.shadowRoot.querySelector('figure').focus());
  await page.keyboard.press('Escape');
  assert.equal((await inspected()).shown, false);
});

async function centreOf(cell) {
  return withFigure(
    page,
    ({ figure }, id) => {
      const element = figure.shadowRoot.querySelector(`[data-cell="${id}"]`);
      element.scrollIntoView({ block: 'center' });
      const box = element.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    },
    cell,
  );
}

const inspected = () =>
  withFigure(page, async ({ figure }) => {
    const inspector = figure.shadowRoot.querySelector('cell-inspector');
    await inspector.updateComplete;
    const text = (selector) => inspector.shadowRoot.querySelector(selector)?.textContent.trim() ?? '';
    return {
      shown: !inspector.hidden,
      what: text('.what'),
      operands: text('.operands'),
      exact: text('.exact'),
      terms: [...inspector.shadowRoot.querySelectorAll('.term')].map((term) => term.textContent),
    };
  });

const exactly = (text) => Number(text.replace(/\u2212/g, '-'));

test('pointing at a dot shows the products that made it, and every digit of the sum', async () => {
  await goTo(page, 4);
  await page.mouse.move(...(await centreOf('score:0:3:2')));
  const { what, terms, exact } = await inspected();
  assert.match(what, /“creature” asks, “blue” answers/);
  assert.equal(terms.length, 8);
  terms.forEach((term, c) => {
    const [q, k] = term.split(' × ').map((factor) => exactly(factor.replace(/[()]/g, '')));
    assert.ok(Math.abs(q - at(trace, 'query', 0, 3, c)) <= 0.0501, `q[${c}] in ${term}`);
    assert.ok(Math.abs(k - at(trace, 'key', 0, 2, c)) <= 0.0501, `k[${c}] in ${term}`);
  });
  assert.equal(Math.fround(exactly(exact)), at(trace, 'score', 0, 3, 2));
  const lit = await withFigure(page, ({ figure }) =>
    [...figure.shadowRoot.querySelectorAll('.vector.lit')].map(
      (vector) => vector.querySelector('[data-cell]').dataset.cell,
    ),
  );
  assert.deepEqual(lit.sort(), ['key:0:2:0', 'query:0:3:0']);
});

const cells = {
  1: ['embedding:3:0'],
  2: ['query:0:3:1', 'query:0:7:7'],
  3: ['key:0:2:5'],
  5: ['scaled:0:3:2'],
  6: ['masked:0:3:2', 'masked:0:3:6'],
  7: ['shifted:0:3:1', 'row_max:0:3'],
  8: ['exp:0:3:1', 'row_sum:0:3'],
  9: ['weight:0:3:2'],
  10: ['value:0:2:4'],
  11: ['head_output:0:3:0'],
  12: ['head_delta:2:3:5', 'delta:3:9'],
  13: ['output:3:31'],
};

for (const [step, ids] of Object.entries(cells)) {
  for (const id of ids) {
    test(`pressing ${id} explains it`, async () => {
      await goTo(page, Number(step));
      await page.mouse.click(...(await centreOf(id)));
      await page.mouse.move(2, 2);
      const { shown, what, operands, exact } = await inspected();
      const [tensor, ...indices] = id.split(':');
      const value = at(trace, tensor, ...indices.map(Number));
      assert.ok(shown, 'it stays when the pointer has left');
      assert.match(what, /\p{L}/u);
      assert.doesNotMatch(what + operands, /[{}]|NaN|undefined/);
      if (Number.isFinite(value)) assert.equal(Math.fround(exactly(exact)), value);
      else assert.match(operands, /−∞/);
    });
  }
}

describe('keyboard', () => {
  test('Enter starts a walk, arrows go from cell to cell, Escape ends it', async () => {
    await goTo(page, 9);
    await withFigure(page, ({ figure }) => figure.shadowRoot.querySelector('figure').focus());
    await page.keyboard.press('Enter');
    assert.match((await inspected()).what, /“creature” attends to “a”/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const { what, exact } = await inspected();
    assert.match(what, /“creature” attends to “blue”/);
    assert.equal(Math.fround(exactly(exact)), at(trace, 'weight', 0, 3, 2));
    await page.keyboard.press('ArrowUp');
    assert.match((await inspected()).what, /“blue” attends to “blue”/);
    await page.keyboard.press('Escape');
    assert.equal((await inspected()).shown, false);
  });
});

test('a probability in the readout is explained by its logit', async () => {
  await goTo(page, 14);
  const id = await withFigure(
    page,
    ({ figure }) => figure.shadowRoot.querySelector('.after [data-cell]').dataset.cell,
  );
  await page.mouse.click(...(await centreOf(id)));
  const { what, exact } = await inspected();
  assert.match(what, /after “creature”, from E′/);
  assert.equal(
    Math.fround(exactly(exact)),
    at(trace, 'probability_after', ...id.split(':').slice(1).map(Number)),
  );
});
