// The page opens, computes with the variant that the engine can run, is drawn, and is stepped by keyboard, over http and from
// file://, without an error or a foreign request.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileAddress } from '../harness/browser.mjs';
import { isDrawn, listFigures } from '../harness/engines/figures.mjs';

const variants = { chromium: 'relaxed-simd', firefox: 'relaxed-simd', webkit: 'simd128' };
const places = {
  'http, at a sub-path': (server) => server.site,
  'file://': () => fileAddress,
};

/** In the page: puts the focus on the first figure, at its first step. */
async function focusFirstFigure() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figure = [...shadowRoot.querySelectorAll('*')].find((element) => element.figure && element.goTo);
  figure.goTo(0);
  await figure.updateComplete;
  figure.shadowRoot.querySelector('[tabindex="0"]').focus();
}

/** In the page: the step of the first figure. */
function firstFigureStep() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  return [...shadowRoot.querySelectorAll('*')].find((element) => element.figure && element.goTo).step;
}

export function testOpening(at) {
  describe('opening', () => {
    let page;
    before(async () => {
      page = await at.engine.newPage({ width: 1440, height: 900, theme: 'light', motion: 'reduce' });
    });
    after(() => page?.close());

    for (const [place, address] of Object.entries(places)) {
      describe(place, () => {
        before(async () => {
          await page.goto(address(at.server));
          await page.waitFor(isDrawn);
        });

        test('it computes with the fastest variant that there is for the engine', async () => {
          const variant = () => document.querySelector('attention-explainer').state.engine.variant;
          assert.equal(await page.evaluate(variant), variants[at.engine.name]);
        });

        test('every row of attention weights sums to 1', async () => {
          const { shape, values } = await page.evaluate(() => {
            const { trace } = document.querySelector('attention-explainer');
            return { shape: trace.shape('weight'), values: [...trace.values('weight')] };
          });
          const [n_heads, n_queries, n_keys] = shape;
          assert.equal(values.length, n_heads * n_queries * n_keys);
          for (let start = 0; start < values.length; start += n_keys) {
            const row = values.slice(start, start + n_keys);
            assert.ok(row.every((weight) => weight >= 0));
            assert.ok(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5, String(row));
          }
        });

        test('keys step the figure', async () => {
          await page.evaluate(focusFirstFigure);
          await page.press('ArrowRight');
          assert.equal(await page.evaluate(firstFigureStep), 1);
          await page.press('End');
          const [{ steps }] = await page.evaluate(listFigures);
          assert.equal(await page.evaluate(firstFigureStep), steps.length - 1);
          await page.press('ArrowLeft');
          assert.equal(await page.evaluate(firstFigureStep), steps.length - 2);
        });

        test('it fits windows of 360, 768 and 1440 px', async () => {
          for (const width of [360, 768, 1440]) {
            await page.resize(width, 900);
            const widths = () => [innerWidth, document.documentElement.scrollWidth];
            assert.deepEqual(await page.evaluate(widths), [width, width]);
          }
        });

        test('no error, no warning, no foreign request', async () => {
          assert.deepEqual(await page.complaints(), []);
        });
      });
    }

    test('colour scheme and motion are the reader’s', async () => {
      const matches = () =>
        ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)'].map(
          (query) => matchMedia(query).matches,
        );
      const paper = () => getComputedStyle(document.querySelector('attention-explainer')).backgroundColor;
      assert.deepEqual(await page.evaluate(matches), [false, true]);
      const other = await at.engine.newPage({ theme: 'dark', motion: 'no-preference' });
      await other.goto(at.server.site);
      await other.waitFor(isDrawn);
      assert.deepEqual(await other.evaluate(matches), [true, false]);
      assert.notEqual(await other.evaluate(paper), await page.evaluate(paper));
      assert.deepEqual(await other.complaints(), []);
      await other.close();
    });

    test('what a page should not do is noticed', async () => {
      await page.goto(at.server.site);
      await page.evaluate(async () => {
        console.error('a console error');
        setTimeout(() => {
          throw new Error('an uncaught error');
        });
        Promise.reject(new Error('an unhandled rejection'));
        await fetch('http://elsewhere.invalid/asked', { mode: 'no-cors' }).catch(() => {});
        await fetch('https://elsewhere.invalid/', { mode: 'no-cors' }).catch(() => {});
      });
      const complaints = (await page.complaints()).join('\n');
      for (const sign of [
        'a console error',
        'an uncaught error',
        'an unhandled rejection',
        'http://elsewhere.invalid/asked',
        'https://elsewhere.invalid',
      ])
        assert.ok(complaints.includes(sign), `${sign}, in:\n${complaints}`);
    });
  });
}
