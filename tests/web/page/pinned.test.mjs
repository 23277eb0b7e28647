// On a phone the picture of a chapter comes before its cards also where it is no figure: it stands in the upper 46 % of the window
// while they pass, with letters that can be read.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inChapter, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

const [width, height] = [360, 740];

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** In the page: brings a card to where it is read, and says where the picture is then. */
async function bring({ section, prose }, at) {
  const host = section.querySelector('learning-figure, parameter-calculator, cost-growth');
  const picture = () => host.shadowRoot.querySelector('.pinned') ?? host;
  const find = () =>
    (host.shadowRoot.querySelector('.pinned') ?? host.shadowRoot).querySelectorAll('svg text:not(.gloss)');
  const card = () => prose.shadowRoot.querySelectorAll('.card')[at].getBoundingClientRect();
  // What stands above has its height when it has been drawn.
  const end = Date.now() + 60_000;
  while (Date.now() < end && (find().length === 0 || Math.abs(card().top - 0.54 * innerHeight) > 2)) {
    scrollBy({ top: card().top - 0.54 * innerHeight, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
  const { top, bottom } = picture().getBoundingClientRect();
  const letters = [...find()].map((text) => {
    const { a } = text.ownerSVGElement.getScreenCTM();
    return parseFloat(getComputedStyle(text).fontSize) * a;
  });
  const { right, left } = section.getBoundingClientRect();
  return { top, bottom, card: card().top, smallest: Math.min(...letters), left, right };
}

for (const lang of ['en', 'zh'])
  for (const id of ['learning', 'counting', 'cost'])
    test(`${id}, ${lang}`, async () => {
      const page = await openPage(browser, { width, height });
      await load(page, `${server.site}#chapter=${id}&lang=${lang}`);
      const cards = await inChapter(page, id, ({ prose }) => prose.chapter.cards.length);
      for (let at = 0; at < cards; at += 1) {
        const seen = await inChapter(page, id, bring, at);
        const where = `card ${at}: ${JSON.stringify(seen)}`;
        assert.ok(seen.bottom <= seen.card, where);
        // At the first one it may still be on its way.
        if (at > 0) assert.ok(seen.top >= -1 && seen.bottom <= 0.46 * height + 1, where);
        assert.ok(seen.smallest >= 11.95, where);
        assert.ok(seen.left >= 0 && seen.right <= width, where);
      }
      assert.deepEqual(page.complaints, []);
      await page.close();
    });
