// What holds for every reader, in one engine. An engine is a test file, so that they run at the same time and fail by themselves.
import { after, before, describe } from 'node:test';
import { serveBuild } from '../harness/browser.mjs';
import { openEngine } from '../harness/engines/index.mjs';
import { testCards } from './cards.mjs';
import { testCost } from './cost.mjs';
import { testDelivery } from './delivery.mjs';
import { testFigures } from './figures.mjs';
import { testOpening } from './opening.mjs';
import { testPictures } from './pictures.mjs';

export function testEngine(name) {
  describe(name, () => {
    /** The engine and the host, once they are there. */
    const at = {};
    before(async () => {
      [at.engine, at.server] = await Promise.all([openEngine(name), serveBuild()]);
    });
    after(async () => {
      await at.engine?.close();
      await at.server?.stop();
    });
    for (const testPart of [testOpening, testCards, testFigures, testPictures, testDelivery, testCost])
      testPart(at);
  });
}
