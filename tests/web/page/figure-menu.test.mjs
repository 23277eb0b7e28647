// What stands under a picture: a rail of one line, and at its end a menu.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inChapter, load, nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

let browser;
let site;
before(async () => {
  [browser, site] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** The menu of a figure: pressed on its button, with the place of what opens. */
const press = (page) =>
  inChapter(page, 'match', async ({ figure }) => {
    const tools = figure.shadowRoot.querySelector('figure-tools');
    const { bottom } = tools.getBoundingClientRect();
    if (bottom > innerHeight || bottom < 44) tools.scrollIntoView({ block: 'center', behavior: 'instant' });
    tools.shadowRoot.querySelector('.more').click();
    await tools.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
    const menu = tools.shadowRoot.querySelector('.menu');
    const { left, right, top, bottom: end } = menu.getBoundingClientRect();
    return { left, right, top, bottom: end, text: menu.textContent.replace(/\s+/g, ' ').trim() };
  });
const isOpen = (page) =>
  inChapter(page, 'match', ({ figure }) => figure.shadowRoot.querySelector('figure-tools').open);

for (const [width, height] of [
  [1440, 900],
  [768, 1024],
  [360, 740],
]) {
  describe(`${width} px`, () => {
    let page;
    before(async () => {
      page = await openPage(browser, { width, height });
      await load(page, site.site);
    });
    after(() => page.close());

    test('the rail is one line of 44 px under the picture', async () => {
      const rails = await page.evaluate(() =>
        [
          ...document.querySelector('attention-explainer').shadowRoot.querySelectorAll('explainer-figure'),
        ].map(({ shadowRoot, figure }) => {
          const box = (part) => shadowRoot.querySelector(part).getBoundingClientRect();
          return { id: figure.id, high: box('.rail').height, gap: box('.rail').top - box('.stage').bottom };
        }),
      );
      assert.ok(rails.length >= 10);
      assert.deepEqual(
        rails.filter(({ high, gap }) => high > 44.5 || gap < -0.5),
        [],
      );
    });

    test('the menu opens in the window, with a legend of the colours, and moves nothing', async () => {
      const high = () => page.evaluate(() => document.documentElement.scrollHeight);
      const before = await high();
      const { left, right, top, bottom, text } = await press(page);
      assert.ok(left >= 0 && right <= width && top >= 0 && bottom <= height, JSON.stringify([top, bottom]));
      assert.match(text, /Orange .*blue/);
      assert.equal(await high(), before);
    });

    test('a press anywhere else closes it', async () => {
      assert.equal(await isOpen(page), true);
      await page.mouse.click(3, 3);
      await nextFrames(page);
      assert.equal(await isOpen(page), false);
      assert.deepEqual(page.complaints, []);
    });
  });
}
