// What holds for every reader, in one engine. An engine is a test file, so that they run at the same time and fail by themselves.
import { after, before, describe } from 'node:test';
import { serveBuild } from '../harness/browser.mjs';
import { openEngine } from '../harness/engines/index.mjs';
import { testCards } from './cards.mjs';
import { testCost } from './cost.mjs';
import { testDelivery } from './delivery.mjs';
import { testFigures } from './figures.mjs';
import { testOpening } from './opening.mjs';
import { testOwnData } from './own-data.mjs';
import { testPictures } from './pictures.mjs';

const size = { width: 1440, height: 900 };

/** A page that others have had, as wide as at first. What they have left in it goes as soon as an address is opened. */
async function turned(page) {
  await page.resize(size.width, size.height);
  return page;
}

export function testEngine(name) {
  describe(name, () => {
    /** The engine, the host and a page, once they are there. */
    const at = {};
    /** As `at`, for parts that take the one page one after another: opening WebKit takes longer than they do. */
    const shared = {
      engine: { newPage: () => turned(at.page) },
      get server() {
        return at.server;
      },
    };
    before(async () => {
      [at.engine, at.server] = await Promise.all([openEngine(name), serveBuild()]);
      at.page = await at.engine.newPage({ ...size, theme: 'light', motion: 'reduce' });
    });
    after(async () => {
      await at.engine?.close();
      await at.server?.stop();
    });
    for (const testPart of [testOpening, testCards]) testPart(at);
    // In the last one WebKit is told of an error that there is not.
    for (const testPart of [testFigures, testOwnData, testPictures, testCost, testDelivery])
      testPart(shared, name);
  });
}
