// Every figure at every step in three widths of one page: what is drawn is what was computed, and what was computed is what double
// precision makes of it; no text touches another.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertFigures, call, choices, openFigures, opening } from '../chapters/figures/open.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';

const widths = [1440, 768, 360];
const kinds = ['numbers', 'cells', 'dots', 'bars', 'scores', 'texts', 'lines', 'differences', 'changes'];

/** In the page: sizes are observed after a frame has been laid out, and drawn to in the next. */
const nextFrames = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

export function testFigures(at) {
  describe('figures', () => {
    let page;
    before(async () => {
      page = await openFigures(at, widths[0]);
    });

    for (const width of widths) {
      test(`${width} px: every step of every figure shows what was computed`, async () => {
        await page.resize(width, 900);
        await page.evaluate(nextFrames);
        await page.waitFor(isDrawn);
        const seen = await assertFigures(page);
        for (const kind of kinds) assert.ok(seen[kind] > 0, `no ${kind} were seen`);
      });
    }

    test('every run is what double precision makes of it', async () => {
      for (const { options } of Object.values(choices).filter((choice) => choice.options)) {
        await call(page, 'choose', { ...opening, options });
        const runs = await call(page, 'checkRuns');
        assert.ok(runs.length >= 8);
        assert.deepEqual(
          runs.filter(({ wrong }) => wrong.length > 0),
          [],
        );
      }
    });

    test('no error, no warning, no foreign request', async () => {
      assert.deepEqual(await page.complaints(), []);
    });
  });
}
