// At a zoom of 200 % scrolling tells, too: by the wheel each card leads its figure, which is wholly in sight beside it, and nothing that
// stands still covers the card that is read, or the figure. Give the page's styles a tall title that sticks to the top, or a figure that
// scrolls away, and it fails.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inChapter, load, nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { hurry } from '../harness/engines/figures.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** In the page: which card is read, what the figure shows, and where both are. */
function look({ figure, prose }) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const cards = [...prose.shadowRoot.querySelectorAll('.card')];
  const read = cards.filter((card) => card.getBoundingClientRect().top <= 0.55 * innerHeight);
  const told = (read.at(-1) ?? cards[0]).querySelector('.told').getBoundingClientRect();
  const { left, width, top, bottom } = figure.shadowRoot.querySelector('figure').getBoundingClientRect();
  const box = (part) => figure.shadowRoot.querySelector(part).getBoundingClientRect().toJSON();
  // Some of its lines are in the window: what is over them there?
  const lines = [told.top + 8, (told.top + told.bottom) / 2, told.bottom - 8].filter(
    (y) => y > 0 && y < innerHeight - 4,
  );
  return {
    read: read.at(-1)?.dataset.step,
    step: figure.stepId,
    playing: figure.playing,
    scrolled: scrollY,
    stage: box('.stage'),
    rail: box('.rail'),
    covered: lines.filter((y) => shadowRoot.elementFromPoint(told.left + 20, y) !== prose),
    seen: lines.length,
    hidden: [top + 6, (top + bottom) / 2, bottom - 6].filter(
      (y) => y > 0 && y < innerHeight && shadowRoot.elementFromPoint(left + width / 2, y) !== figure,
    ),
    told: told.toJSON(),
  };
}

/** What there is when nothing scrolls any more, and the figure has come to the step of the card that is read, or to some rest. */
async function settled(page, chapter) {
  for (let last = -1; ;) {
    await nextFrames(page);
    const found = await inChapter(page, chapter, look);
    if (found.scrolled === last && (found.step === found.read || !found.playing)) return found;
    last = found.scrolled;
  }
}

for (const [width, height, chapters] of [
  [1440, 900, ['match', 'heads']],
  [1280, 720, ['weights']],
]) {
  describe(`${width} x ${height} at 200 %`, () => {
    for (const chapter of chapters)
      test(chapter, async () => {
        const page = await openPage(browser, { motion: 'no-preference' });
        await page.setViewport({ width: width / 2, height: height / 2, deviceScaleFactor: 2 });
        await load(page, server.site);
        await page.evaluate(hurry);
        const steps = await inChapter(page, chapter, ({ section, prose }) => {
          scrollBy({ top: section.getBoundingClientRect().top, behavior: 'instant' });
          return prose.chapter.cards.map(({ step }) => step);
        });
        await page.mouse.move(width / 8, height / 4);
        const met = [];
        for (let turn = 0; turn < 300 && met.at(-1) !== steps.at(-1); turn += 1) {
          const { read } = await inChapter(page, chapter, look);
          if (read && read !== met.at(-1)) {
            const found = await settled(page, chapter);
            const { stage, rail, step, covered, seen } = found;
            const where = `${found.read}: ${JSON.stringify(found)}`;
            met.push(found.read);
            assert.equal(step, found.read, where);
            assert.ok(seen > 0 && covered.length === 0, where);
            assert.ok(stage.left >= found.told.right, where);
            // At the first one it may still be on its way.
            if (met.length > 1) assert.deepEqual(found.hidden, [], where);
            if (met.length > 1) assert.ok(stage.top >= -1 && rail.bottom <= height / 2 + 1, where);
          }
          await page.mouse.wheel({ deltaY: 90 });
          await nextFrames(page);
        }
        assert.deepEqual(met, steps);
        assert.deepEqual(page.complaints, []);
        await page.close();
      });
  });
}
