// An author's own numbers in each engine: drawn as the oracle has them, read out by keys, and without a fault that axe-core finds.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, describe, test } from 'node:test';
import { attended, oneHead } from '../fixtures/given.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const expected = attended(oneHead);
/** A word that does not see the last one: its part may be written as 0, or be left out. */
const token = 4;
/** Where weights stand as numbers in each figure, of the row that is followed. */
const steps = { weights: 'divide', match: 'plane', value: 'add' };

/** In the page: another chapter, or other data; the figure once it is drawn. */
async function show(given) {
  const one = document.querySelector('attention-explainer');
  Object.assign(one, given);
  await one.updateComplete;
  await one.given?.read;
  await one.updateComplete;
}

/** In the page: whether the chapter's figure shows the author's numbers, and all that stands around it. */
function isShown(chapter) {
  const one = document.querySelector('attention-explainer');
  const figure = one.shadowRoot.querySelector(`section[data-chapter="${chapter}"] explainer-figure`);
  const scene = figure?.shadowRoot?.querySelector('.scene');
  return one.trace?.given && figure?.figure?.id === chapter && figure.pointer && scene?.childElementCount > 0;
}

/** In the page: the numbers of the row's weights, in the order of the keys. */
async function weightsAt(step, row) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figure = shadowRoot.querySelector('explainer-figure');
  figure.goTo(figure.timeline.steps.findIndex(({ id }) => id === step));
  await figure.updateComplete;
  return [...figure.shadowRoot.querySelectorAll(`.scene [data-cell^="weight:0:${row}:"]`)]
    .map((mark) => [mark.getAttribute('data-cell'), mark.querySelector('.number')?.textContent])
    .filter(([, number]) => number)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, number]) => Number(number));
}

/** In the page: the number that a walk has come to, and what is said of it. */
function walked() {
  const one = document.querySelector('attention-explainer');
  const figure = one.shadowRoot.querySelector('explainer-figure');
  if (!figure.pointed) return undefined;
  const { tensor, indices } = figure.pointed;
  const said =
    one.shadowRoot.querySelector('cell-inspector') ?? figure.shadowRoot.querySelector('cell-inspector');
  return { tensor, indices, said: said?.shadowRoot.textContent ?? '' };
}

/** In the page: rule, and the elements that break it. */
async function violations() {
  const { violations: found } = await window.axe.run('attention-explainer', { resultTypes: ['violations'] });
  return found.map(({ id, nodes }) => `${id}: ${nodes[0].target.flat().join(' > ')}`);
}

export function testOwnData(at) {
  describe('numbers of an author’s own', () => {
    let page;
    const opens = async (chapter, given = {}) => {
      await page.evaluate(show, { chapter, ...given });
      await page.waitFor(isShown, chapter);
    };
    before(async () => {
      page = await at.engine.newPage();
      await page.goto(at.server.chapter('weights', { lang: 'en' }));
      await page.waitFor(() => document.querySelector('attention-explainer')?.trace !== undefined);
      await page.evaluate((text) => {
        new Function(text)();
      }, axe);
      await opens('weights', { data: { ...oneHead, title: 'A toy' }, head: 1, token });
    });

    for (const chapter of ['weights', 'match', 'value', 'heads'])
      test(`${chapter}: drawn as the oracle has them, and axe finds nothing`, async () => {
        await opens(chapter);
        if (steps[chapter]) {
          const numbers = await page.evaluate(weightsAt, steps[chapter], token - 1);
          assert.ok(numbers.length >= token);
          numbers.forEach((number, j) =>
            assert.ok(Math.abs(number - expected.weight[token - 1][j]) <= 0.0051),
          );
        }
        await page.evaluate(show, { data: { ...oneHead, tokens: ['too', 'few'] } });
        await page.waitFor(() =>
          document.querySelector('attention-explainer').shadowRoot.querySelector('.note[role=status]'),
        );
        assert.deepEqual(await page.evaluate(violations), []);
        await opens(chapter, { data: { ...oneHead, title: 'A toy' } });
      });

    test('keys walk from number to number, and each is said as the oracle has it', async () => {
      await opens('weights');
      await page.evaluate(weightsAt, 'divide', token - 1);
      await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        shadowRoot.querySelector('explainer-figure').shadowRoot.querySelector('figure').focus();
      });
      for (const [key, j] of [
        ['Enter', 0],
        ['ArrowRight', 1],
      ]) {
        await page.press(key);
        await page.waitFor(
          (number) =>
            document.querySelector('attention-explainer').shadowRoot.querySelector('explainer-figure').pointed
              ?.indices[2] === number,
          j,
        );
        const { tensor, indices, said } = await page.evaluate(walked);
        assert.deepEqual([tensor, indices], ['weight', [0, token - 1, j]]);
        assert.ok(said.includes(expected.weight[token - 1][j].toFixed(2)), said);
      }
      await page.press('Escape');
      assert.equal(await page.evaluate(walked), undefined);
    });

    test('nothing was complained of', async () => {
      assert.deepEqual(await page.complaints(), []);
    });
  });
}
