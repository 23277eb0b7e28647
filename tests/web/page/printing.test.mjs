// Whether the page is being printed, by whatever is told of it: the events of a browser, or another medium.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChapters, load, nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('printing itself draws the frames before it begins', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  const wanted = (await listChapters(page)).reduce((sum, { steps = [] }) => sum + steps.length, 0);
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const count = () => {
      const stills = [...shadowRoot.querySelectorAll('figure-stills')];
      globalThis.printed = stills.flatMap((one) =>
        [...one.shadowRoot.querySelectorAll('.scene')].filter((scene) => scene.childElementCount > 0),
      ).length;
    };
    // Listeners are called in their order, and what the page's own has asked for is drawn before the next.
    addEventListener('beforeprint', count);
  });
  const pdf = await page.pdf({ format: 'A4', timeout: 120000 });
  assert.ok(pdf.length > 100000, `${pdf.length} bytes`);
  assert.equal(await page.evaluate(() => globalThis.printed), wanted);
  await page.close();
});

test('frames for paper are there from the event before printing until the one after, and for the medium', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  const frames = () =>
    page.evaluate(async () => {
      const explainer = document.querySelector('attention-explainer');
      await explainer.updateComplete;
      return explainer.shadowRoot.querySelectorAll('figure-stills').length;
    });
  const tell = (name) => page.evaluate((event) => void dispatchEvent(new Event(event)), name);
  const figures = (await listChapters(page)).filter(({ steps }) => steps).length;
  assert.equal(await frames(), 0);
  await tell('beforeprint');
  assert.equal(await frames(), figures);
  // Both are told where a browser prints: the second of them changes nothing.
  await page.emulateMediaType('print');
  await nextFrames(page);
  assert.equal(await frames(), figures);
  await page.emulateMediaType('screen');
  await nextFrames(page);
  await tell('afterprint');
  assert.equal(await frames(), 0);
  await page.emulateMediaType('print');
  await nextFrames(page);
  assert.equal(await frames(), figures);
  await page.emulateMediaType('screen');
  await nextFrames(page);
  assert.equal(await frames(), 0);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('an element that has been taken out of the page is told of nothing, and of all when it is back', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  const counted = await page.evaluate(async () => {
    const explainer = document.querySelector('attention-explainer');
    const { parentNode } = explainer;
    const count = async (event) => {
      dispatchEvent(new Event(event));
      await explainer.updateComplete;
      return explainer.shadowRoot.querySelectorAll('figure-stills').length > 0;
    };
    explainer.remove();
    const away = await count('beforeprint');
    parentNode.append(explainer);
    return [away, await count('beforeprint'), await count('afterprint')];
  });
  assert.deepEqual(counted, [false, true, false]);
  await page.close();
});
