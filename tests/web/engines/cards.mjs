// The card that comes to the reading line leads the figure: by the wheel and by a finger, forwards and backwards.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hurry, isDrawn } from '../harness/engines/figures.mjs';

/** How far past the line a turn of the wheel brings a card, in pixels: no more than a fifth of what there is to the next one. */
const past = 60;

/**
 * Ways to scroll, how far each goes at most at a time, where it is put to scroll by so much, and the widths of the windows in which
 * they are taken. A finger stays below the figure, which is above its column.
 */
const ways = [
  { name: 'the wheel', method: 'wheel', most: Infinity, y: () => 600, widths: [1440, 360] },
  { name: 'a finger', method: 'drag', most: 300, y: (by) => 530 + by / 2, widths: [360] },
];

/** In the page: brings the first card of the first chapter that has some to just below the line. Whether it stands there. */
function isBeforeTheFirst() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const prose = shadowRoot.querySelector('.carded > chapter-prose');
  const away = prose.shadowRoot.querySelector('.card').getBoundingClientRect().top - 0.62 * innerHeight;
  if (Math.abs(away) > 8) scrollBy({ top: away, behavior: 'instant' });
  return Math.abs(away) <= 8;
}

/**
 * In the page: the card that is read, what the figure shows, and how much of it is in sight; and how far it is, in pixels, until
 * the next card is read, and until the one before is.
 */
function look(beyond) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const prose = shadowRoot.querySelector('.carded > chapter-prose');
  const cards = [...prose.shadowRoot.querySelectorAll('.card')];
  const away = cards.map((card) => card.getBoundingClientRect().top - 0.55 * innerHeight);
  const read = away.filter((distance) => distance <= 0).length - 1;
  const figure = shadowRoot.querySelector('.carded > explainer-figure');
  const { top, bottom } = figure.shadowRoot.querySelector('.stage').getBoundingClientRect();
  return {
    cards: cards.map(({ dataset }) => dataset.step),
    read: cards[read]?.dataset.step,
    step: figure.stepId,
    isWhole: top > -2 && bottom < innerHeight,
    from: scrollY,
    onwards: Math.ceil(away[read + 1] + beyond),
    back: Math.floor(away[read] - beyond),
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

/** In the page: whether most of a turn by so many pixels has scrolled from where it began, and now nothing has for some frames. */
async function hasScrolled(began, by) {
  const from = scrollY;
  for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
  return scrollY === from && Math.abs(from - began) > Math.abs(by) / 2;
}

/** In the page: figures have been drawn to another width, and all that is below them stands where it will. */
async function relaidOut() {
  let height;
  do {
    height = document.documentElement.scrollHeight;
    await new Promise((done) => setTimeout(done, 200));
  } while (height !== document.documentElement.scrollHeight);
}

/**
 * Scrolls from card to card until the last one is read; each that comes has led the figure. `way` is `onwards` or `back`.
 * The steps of all of them.
 */
async function scrollTo(page, { method, most, y }, x, way, last) {
  const met = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const { read } = await page.evaluate(look, past);
    if (read !== undefined && read !== met.at(-1)) {
      await page.waitFor(isLed);
      const { cards, isWhole, step, read: card } = await page.evaluate(look, past);
      assert.equal(step, card);
      // At the first one it may still be on its way.
      assert.ok(isWhole || card === cards[0], `${card}: the figure is not wholly in sight`);
      met.push(card);
    }
    if (met.at(-1) === last) break;
    const { from, [way]: wanted } = await page.evaluate(look, past);
    const by = Math.max(-most, Math.min(most, wanted));
    await page[method](x, y(by), by);
    await page.waitFor(hasScrolled, from, by);
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
      await page.evaluate(hurry);
    });
    after(() => page?.close());

    for (const way of ways)
      for (const width of way.widths)
        test(`${width} px: each that comes to the line by ${way.name} leads the figure, which stands still beside or above it`, async (t) => {
          const lack = at.engine.lacks?.[way.method];
          if (lack) return void t.skip(lack);
          await page.resize(width, 760);
          await page.evaluate(relaidOut);
          await page.waitFor(isBeforeTheFirst);
          const { cards } = await page.evaluate(look, past);
          const scroll = (direction, last) => scrollTo(page, way, width / 4, direction, last);
          assert.deepEqual(await scroll('onwards', cards.at(-1)), cards);
          assert.deepEqual(await scroll('back', cards[0]), cards.toReversed());
        });

    test('no error, no warning, no foreign request', async () => {
      assert.deepEqual(await page.complaints(), []);
    });
  });
}
