// What a reader may choose, in every figure at every step: what is drawn is what was computed. The page as it opens is looked at in
// tests/web/engines, in every engine.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
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

// The page as it opens has been seen at the width between these in every engine.
describe('what a reader may choose', () => {
  for (const width of [1440, 360]) {
    test(`${width} px`, async (context) => {
      const page = await openFigures(at, width);
      for (const [name, properties] of Object.entries(choices)) {
        await context.test(name, async () => {
          await call(page, 'choose', { ...opening, ...properties });
          await assertFigures(page);
        });
      }
      await page.close();
    });
  }
});

for (const width of [1440, 768, 360]) {
  test(`${width} px: scrubbing backwards shows the same frames`, async () => {
    const page = await openFigures(at, width);
    for (const id of await call(page, 'figureIds'))
      assert.deepEqual(await call(page, 'checkScrubbing', id), [], id);
    await page.close();
  });
}
