// What a reader may choose, in every figure at every step: what is drawn is what was computed. The page as it opens is looked at in
// tests/web/engines, in every engine.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isDrawnTo } from '../harness/engines/figures.mjs';
import { openEngine } from '../harness/engines/index.mjs';
import { serveBuild } from '../harness/browser.mjs';
import { assertFigures, call, choices, openFigures, opening } from './figures/open.mjs';

const at = {};
before(async () => {
  [at.engine, at.server] = await Promise.all([openEngine('chromium'), serveBuild()]);
});
after(async () => {
  await at.engine?.close();
  await at.server?.stop();
});

for (const width of [1440, 768, 360]) {
  describe(`${width} px`, () => {
    before(async () => {
      at.page ??= await openFigures(at, width);
      await at.page.resize(width, 900);
      await at.page.waitFor(isDrawnTo, width);
    });

    test('scrubbing backwards shows the same frames', async () => {
      await call(at.page, 'choose', opening);
      for (const id of await call(at.page, 'figureIds'))
        assert.deepEqual(await call(at.page, 'checkScrubbing', id), [], id);
    });

    // The page as it opens has been seen at the width between in every engine.
    if (width !== 768)
      describe('what a reader may choose', () => {
        for (const [name, properties] of Object.entries(choices))
          test(name, async () => {
            await call(at.page, 'choose', { ...opening, ...properties });
            await assertFigures(at.page);
          });
      });
  });
}
