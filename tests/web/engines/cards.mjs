// The card that comes to the reading line leads the figure.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isDrawn } from '../harness/engines/figures.mjs';

/**
 * In the page: whether a card of the first chapter that has some stands at the line, and has led the figure, in sight, to its
 * step. Scrolls to the card, again where what is above it has got another height meanwhile.
 */
function isLedTo(index) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const prose = shadowRoot.querySelector('.carded > chapter-prose');
  const card = [...prose.shadowRoot.querySelectorAll('.card')].at(index);
  const away = card.getBoundingClientRect().top - 0.5 * innerHeight;
  if (Math.abs(away) > 8) {
    scrollBy({ top: away, behavior: 'instant' });
    return false;
  }
  const figure = shadowRoot.querySelector('.carded > explainer-figure');
  const { top, bottom } = figure.shadowRoot.querySelector('.stage').getBoundingClientRect();
  return figure.stepId === card.dataset.step && !figure.playing && top > -2 && bottom < innerHeight;
}

/** In the page: figures have been drawn to another width, and all that is below them stands where it will. */
async function relaidOut() {
  let height;
  do {
    height = document.documentElement.scrollHeight;
    await new Promise((done) => setTimeout(done, 200));
  } while (height !== document.documentElement.scrollHeight);
}

export function testCards(at) {
  describe('cards', () => {
    let page;
    before(async () => {
      page = await at.engine.newPage({ width: 1440, height: 900, theme: 'light', motion: 'no-preference' });
      await page.goto(at.server.site);
      await page.waitFor(isDrawn);
    });
    after(() => page?.close());

    for (const width of [1440, 360]) {
      test(`${width} px: each that comes to the line leads the figure, which stands still beside or above it`, async () => {
        await page.resize(width, 760);
        await page.evaluate(relaidOut);
        for (const index of [1, -1, 1]) await page.waitFor(isLedTo, index);
      });
    }

    test('no error, no warning, no foreign request', async () => {
      assert.deepEqual(await page.complaints(), []);
    });
  });
}
