// The card that comes to the reading line leads the figure: by the wheel and by a finger, forwards and backwards.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isDrawn } from '../harness/engines/figures.mjs';

/** How far a turn of the wheel or a finger goes, in pixels: less than half of the 320 that there are at least from a card to the next. */
const turned = 150;

/** Ways to scroll, and the widths of the windows in which they are taken. */
const ways = [
  { name: 'the wheel', method: 'wheel', widths: [1440, 360] },
  { name: 'a finger', method: 'drag', widths: [360] },
];

/** In the page: brings the first card of the first chapter that has some to just below the line. Whether it stands there. */
function isBeforeTheFirst() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const prose = shadowRoot.querySelector('.carded > chapter-prose');
  const away = prose.shadowRoot.querySelector('.card').getBoundingClientRect().top - 0.62 * innerHeight;
  if (Math.abs(away) > 8) scrollBy({ top: away, behavior: 'instant' });
  return Math.abs(away) <= 8;
}

/** In the page: the card that is read, what the figure shows, and how much of it is in sight. */
function look() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const prose = shadowRoot.querySelector('.carded > chapter-prose');
  const cards = [...prose.shadowRoot.querySelectorAll('.card')];
  const read = cards.filter((card) => card.getBoundingClientRect().top <= 0.55 * innerHeight);
  const figure = shadowRoot.querySelector('.carded > explainer-figure');
  const { top, bottom } = figure.shadowRoot.querySelector('.stage').getBoundingClientRect();
  return {
    cards: cards.map(({ dataset }) => dataset.step),
    read: read.at(-1)?.dataset.step,
    step: figure.stepId,
    isWhole: top > -2 && bottom < innerHeight,
  };
}

/** In the page: whether the scrolling has come to rest, and the figure to the step of the card that is read, or to some rest. */
async function isLed() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figure = shadowRoot.querySelector('.carded > explainer-figure');
  const prose = shadowRoot.querySelector('.carded > chapter-prose');
  const from = scrollY;
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  const cards = [...prose.shadowRoot.querySelectorAll('.card')];
  const read =
    cards.filter((card) => card.getBoundingClientRect().top <= 0.55 * innerHeight).at(-1) ?? cards[0];
  return scrollY === from && (figure.stepId === read.dataset.step || !figure.playing);
}

/** In the page: whether nothing has scrolled for some frames. */
async function hasScrolled() {
  const from = scrollY;
  for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
  return scrollY === from;
}

/** In the page: figures have been drawn to another width, and all that is below them stands where it will. */
async function relaidOut() {
  let height;
  do {
    height = document.documentElement.scrollHeight;
    await new Promise((done) => setTimeout(done, 200));
  } while (height !== document.documentElement.scrollHeight);
}

/** Scrolls until a card is read; each that comes on the way has led the figure. The steps of all of them. */
async function scrollTo(page, method, [x, y], by, last) {
  const met = [];
  for (let turn = 0; turn < 200 && met.at(-1) !== last; turn += 1) {
    const { read } = await page.evaluate(look);
    if (read !== undefined && read !== met.at(-1)) {
      await page.waitFor(isLed);
      // What rolls on may have come to before the first one: there the figure stays where that has led it.
      const { cards, isWhole, step, read: card = cards[0] } = await page.evaluate(look);
      assert.equal(step, card);
      // At the first one it may still be on its way.
      assert.ok(isWhole || card === cards[0], `${card}: the figure is not wholly in sight`);
      met.push(card);
    }
    if (met.at(-1) === last) break;
    await page[method](x, y, by);
    // Turns that come before the last one has scrolled go further than they say.
    await page.waitFor(hasScrolled);
  }
  return met;
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

    for (const { name, method, widths } of ways)
      for (const width of widths)
        test(`${width} px: each that comes to the line by ${name} leads the figure, which stands still beside or above it`, async (t) => {
          if (!page[method]) return void t.skip(`${at.engine.name} has none here`);
          await page.resize(width, 760);
          await page.evaluate(relaidOut);
          await page.waitFor(isBeforeTheFirst);
          const { cards } = await page.evaluate(look);
          const scroll = (by, last) => scrollTo(page, method, [width / 4, 600], by, last);
          assert.deepEqual(await scroll(turned, cards.at(-1)), cards);
          assert.deepEqual(await scroll(-turned, cards[0]), cards.toReversed());
        });

    test('no error, no warning, no foreign request', async () => {
      assert.deepEqual(await page.complaints(), []);
    });
  });
}
