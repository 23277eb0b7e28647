// Who only scrolls gets the whole story: the card that comes to the reading line leads the figure to its step, by wheel, by touch
// and by key, forwards and backwards; nobody's scrolling is changed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { waitForFigures } from '../fixtures/host.mjs';
import { hurry } from '../harness/engines/figures.mjs';
import {
  addressHas,
  eventually,
  inChapter,
  isOpenAt,
  load,
  nextFrames,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';
import { serve } from '../harness/server.mjs';

let browser;
let site;
/** A chapter with cards: the first that has at least three. */
let chapter;
let steps;
before(async () => {
  [browser, site] = await Promise.all([openBrowser(), serveBuild()]);
  const page = await openPage(browser);
  await load(page, site.site);
  [chapter, steps] = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const prose = [...shadowRoot.querySelectorAll('.carded > chapter-prose')].map(
      ({ chapter: { id, cards } }) => [id, cards.map(({ step }) => step)],
    );
    return prose.find(([id, all]) => id === 'weights' || all.length >= 3);
  });
  await page.close();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function open({ width = 1440, height = 900, motion = 'no-preference', touch = false, hash = '' } = {}) {
  const page = await openPage(browser, { width, height, motion });
  if (touch) await page.setViewport({ width, height, hasTouch: true, isMobile: true });
  await load(page, `${site.site}${hash}`);
  await page.evaluate(hurry);
  await nextFrames(page);
  return page;
}

/** Scrolls, so that the beginning of a card, or of the chapter, stands at a part of the window's height. */
async function bring(page, index, part) {
  await inChapter(
    page,
    chapter,
    ({ section, prose }, at, where) => {
      const target = prose.shadowRoot.querySelectorAll('.card')[at] ?? section;
      const { top } = target.getBoundingClientRect();
      scrollBy({ top: top - where * innerHeight, behavior: 'instant' });
    },
    index ?? -1,
    part,
  );
  await nextFrames(page);
}

/** The step that the card says that is read, and what the figure shows. */
const shown = (page) =>
  inChapter(page, chapter, ({ figure, prose }) => {
    const cards = [...prose.shadowRoot.querySelectorAll('.card')];
    const read = cards.filter((card) => card.getBoundingClientRect().top <= 0.55 * innerHeight);
    const marked = cards.filter((card) => card.classList.contains('shown'));
    return {
      // Before the first one the figure stays where that has led it.
      read: (read.at(-1) ?? cards[0]).dataset.step,
      step: figure.stepId,
      playing: figure.playing,
      marked: marked.map((card) => card.dataset.step),
      scrolled: scrollY,
    };
  });

/** Does what makes the page scroll, and waits until it has come to rest: that may take its time. */
async function scrolling(page, act) {
  await page.evaluate(() => {
    window.ended = new Promise((done) => addEventListener('scrollend', done, { once: true }));
  });
  await act();
  await page.evaluate(async () => void (await window.ended));
}

/** Waits until nothing scrolls any more, and the figure has come to the step of the card that is read, or to some rest. */
async function settled(page) {
  for (let last = -1; ;) {
    await nextFrames(page);
    const { playing, read, scrolled, step } = await shown(page);
    if (scrolled === last && (step === read || !playing)) return nextFrames(page);
    last = scrolled;
  }
}

/** The figure comes to where the card that is read leads it, and the card is marked. What scrolls may have stood still for a moment. */
const assertLed = (page, wanted) =>
  eventually(async () => {
    await settled(page);
    const { read, step, marked } = await shown(page);
    assert.equal(step, read);
    assert.deepEqual(marked, [read]);
    if (wanted !== undefined) assert.equal(read, wanted);
    return read;
  });

/** In the page: notes how many figures play at once, and whether somebody keeps the browser from scrolling. */
function watch() {
  globalThis.most = 0;
  globalThis.kept = 0;
  const { shadowRoot } = document.querySelector('attention-explainer');
  const look = () => {
    const playing = [...shadowRoot.querySelectorAll('explainer-figure')].filter((figure) => figure.playing);
    globalThis.most = Math.max(globalThis.most, playing.length);
    requestAnimationFrame(look);
  };
  look();
  for (const kind of ['wheel', 'touchmove', 'keydown'])
    addEventListener(kind, (event) => (globalThis.kept += event.defaultPrevented ? 1 : 0));
}
const watched = (page) => page.evaluate(() => ({ most: globalThis.most, kept: globalThis.kept }));

/** A reader who steps the figure by its rail while one card is read. */
async function useRail(page) {
  await bring(page, 0, 0.5);
  await assertLed(page, steps[0]);
  const press = () =>
    inChapter(page, chapter, ({ figure }) =>
      figure.shadowRoot
        .querySelector('transport-bar')
        .shadowRoot.querySelector('button[aria-label="Step on"]')
        .click(),
    );
  await press();
  await settled(page);
  await page.mouse.move(700, 700);
  await page.mouse.wheel({ deltaY: 20 });
  await settled(page);
  assert.equal((await shown(page)).step, steps[1], 'the same card is read, the reader has the rail');
  await bring(page, steps.length - 1, 0.5);
  await assertLed(page, steps.at(-1));
}

for (const [width, height] of [
  [1440, 900],
  [768, 1024],
  [360, 740],
]) {
  describe(`${width} px`, () => {
    let page;
    before(async () => {
      page = await open({ width, height });
      await page.evaluate(watch);
      await page.mouse.move(width / 2, height * 0.8);
    });
    after(() => page.close());

    test('the wheel: every card leads in its turn, forwards and backwards', async () => {
      await bring(page, 0, 0.54);
      const met = [];
      for (const by of [120, -120]) {
        for (let turn = 0; turn < 400; turn += 1) {
          await page.mouse.wheel({ deltaY: by });
          await nextFrames(page);
          const { read } = await shown(page);
          if (read && read !== met.at(-1)) met.push(await assertLed(page));
          if (by > 0 ? met.at(-1) === steps.at(-1) : met.length > steps.length && read === steps[0]) break;
        }
      }
      assert.deepEqual(met, [...steps, ...steps.slice(0, -1).reverse()]);
    });

    test('flung over several screens it comes to where the reader does', async () => {
      for (const [from, by] of [
        [0, 3 * height],
        [steps.length - 1, -3 * height],
      ]) {
        await bring(page, from, 0.5);
        await settled(page);
        await scrolling(page, () => page.mouse.wheel({ deltaY: by }));
        await assertLed(page);
      }
    });

    test('keys scroll: Page Down, the space bar', async () => {
      await bring(page, 0, 0.9);
      await page.evaluate(() => document.activeElement?.blur());
      for (const key of ['PageDown', 'Space', 'PageUp']) {
        const { scrolled } = await shown(page);
        await page.keyboard.press(key);
        await page.waitForFunction(
          (from, least) => Math.abs(scrollY - from) > least,
          {},
          scrolled,
          0.5 * height,
        );
        await assertLed(page);
      }
    });

    if (width === 1440)
      test('who uses the rail is not pulled back until another card comes', () => useRail(page));

    test('one figure at a time has moved, and nothing has kept the browser from scrolling', async () => {
      assert.deepEqual(await watched(page), { most: 1, kept: 0 });
      assert.deepEqual(page.complaints, []);
    });

    test('at the line a card is in sight beside or under the whole figure', async () => {
      // Where things stand is the same without the motion, and there sooner.
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      for (const index of steps.keys()) {
        await bring(page, index, 0.54);
        await settled(page);
        const { card, stage, rail, beside } = await inChapter(
          page,
          chapter,
          ({ figure, prose }, at) => {
            const box = (element) => {
              const { left, right, top, bottom } = element.getBoundingClientRect();
              return { left, right, top, bottom };
            };
            const card = box(prose.shadowRoot.querySelectorAll('.card')[at]);
            const [stage, rail] = ['.shown', '.rail'].map((part) =>
              box(figure.shadowRoot.querySelector(part)),
            );
            return { card, stage, rail, beside: card.right <= stage.left };
          },
          index,
        );
        const where = `${steps[index]}: card ${JSON.stringify(card)}, stage ${JSON.stringify(stage)}`;
        assert.ok(stage.top >= -1 && rail.bottom <= height + 1, where);
        assert.equal(beside, width >= 1080, where);
        if (!beside) assert.ok(rail.bottom <= card.top, where);
        // At the first one it may still be on its way.
        if (index === 0) continue;
        if (!beside) assert.ok(rail.bottom <= 0.46 * height + 2, where);
        else assert.ok(Math.abs(stage.top - (height - rail.bottom)) < 3, `in the middle: ${where}`);
      }
    });
  });
}

test('by touch', async () => {
  const page = await open({ width: 360, height: 740, touch: true });
  await page.evaluate(watch);
  /** A finger that goes up (down if negative) by so many pixels, in tens. */
  const swipe = async (by) => {
    const from = by > 0 ? 700 : 400;
    await page.touchscreen.touchStart(180, from);
    for (let part = 1; part <= 10; part += 1) {
      await page.touchscreen.touchMove(180, from - (part * by) / 10);
      await nextFrames(page);
    }
    await page.touchscreen.touchEnd();
    return assertLed(page);
  };
  await bring(page, 0, 0.54);
  assert.equal(await assertLed(page), steps[0]);
  const met = [];
  while (met.at(-1) !== steps.at(-1) && met.length < 40) met.push(await swipe(300));
  assert.equal(met.at(-1), steps.at(-1));
  assert.ok(new Set(met).size >= steps.length / 2, met.join());
  const before = steps.indexOf(await swipe(-300));
  assert.ok(steps.indexOf(await swipe(-300)) < before || before < steps.length - 1, 'and back');
  const { most, kept } = await watched(page);
  assert.ok(most <= 1);
  assert.equal(kept, 0);
  await page.close();
});

for (const [width, height] of [
  [1440, 900],
  [360, 740],
]) {
  test(`${width} px: a link to a step opens at its card`, async () => {
    for (const index of [0, Math.floor(steps.length / 2), steps.length - 1]) {
      const page = await open({ width, height, hash: `#chapter=${chapter}&step=${steps[index]}` });
      await page.waitForFunction(isOpenAt, {}, chapter, steps[index]);
      await assertLed(page, steps[index]);
      await page.close();
    }
  });
}

describe('with reduced motion', () => {
  let page;
  before(async () => {
    page = await open({ motion: 'reduce' });
  });
  after(() => page?.close());

  test('the address names the card that is read, also where its figure rests at that step already', async () => {
    const at = await inChapter(page, chapter, ({ figure, prose }) => ({
      resting: prose.chapter.cards.findIndex(({ step }) => step === figure.stepId),
      rests: figure.rests,
    }));
    assert.ok(at.rests && at.resting >= 0);
    const named = (step) => page.waitForFunction(addressHas, {}, { chapter, step: steps[step] });
    await bring(page, at.resting, 0.5);
    await named(at.resting);
    // From there to another and back.
    const other = at.resting === 0 ? 1 : at.resting - 1;
    for (const index of [other, at.resting]) {
      await bring(page, index, 0.5);
      await named(index);
    }
    // The rail has led it to where the next card does.
    const next = at.resting + 1 < steps.length ? at.resting + 1 : at.resting - 1;
    await inChapter(page, chapter, ({ figure }, index) => figure.goTo(index), next);
    await bring(page, next, 0.5);
    await named(next);
  });

  test('and the chapter, where there is no figure', async () => {
    // A card that stood at the line before the page had looked is nobody's: it comes there from below, again if need be.
    const isNamed = () => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const prose = shadowRoot.querySelector('section[data-chapter="counting"] chapter-prose');
      const { top } = prose.shadowRoot.querySelector('.card').getBoundingClientRect();
      const isRead = top <= 0.55 * innerHeight;
      scrollBy({ top: top - (isRead ? 0.9 : 0.5) * innerHeight, behavior: 'instant' });
      return location.hash.includes('chapter=counting');
    };
    await page.waitForFunction(isNamed, { polling: 500 });
  });

  test('each card shows its still frame', async () => {
    await page.evaluate(watch);
    for (const index of [...steps.keys(), 0, steps.length - 1]) {
      await bring(page, index, 0.5);
      const { time, held } = await inChapter(page, chapter, ({ figure: { time, timeline, step } }) => {
        const { start, duration } = timeline.steps[step];
        return { time, held: start + duration };
      });
      assert.equal((await shown(page)).step, steps[index]);
      assert.equal(time, held);
    }
    assert.equal((await watched(page)).most, 0);
  });
});

test('in a post of others the cards lead, and the post scrolls as it does without them', async () => {
  const paragraph = `<p style="height: 1500px">before</p>`;
  const post = (inside) =>
    `<!doctype html><title>post</title><link rel="icon" href="data:,"><body>${paragraph}${inside}${paragraph}`;
  const element = `<script src="${site.site}attention-explainer.js"></script>
    <attention-explainer chapter="${chapter}" controls="cards transport"></attention-explainer>`;
  const server = await serve((path) => (path === '/' ? Buffer.from(post(element)) : undefined));
  const page = await openPage(browser, { motion: 'no-preference' });
  await page.goto(server.origin);
  await waitForFigures(page, 1);
  await page.evaluate(hurry);
  await page.evaluate(watch);
  const inPost = (action) =>
    page.evaluate((source) => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const figure = shadowRoot.querySelector('explainer-figure');
      const cards = [...shadowRoot.querySelector('chapter-prose').shadowRoot.querySelectorAll('.card')];
      // eslint-disable-next-line no-new-func
      return new Function(`return (${source})`)()({ figure, cards });
    }, action.toString());
  await inPost(({ cards }) =>
    scrollTo({ top: scrollY + cards[0].getBoundingClientRect().top - innerHeight, behavior: 'instant' }),
  );
  await page.mouse.move(700, 500);
  const met = [];
  for (let turn = 0; turn < 24; turn += 1) {
    const from = await page.evaluate(() => scrollY);
    await page.mouse.wheel({ deltaY: 100 });
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 1, {}, from + 100);
    await page.waitForFunction(
      () =>
        !document.querySelector('attention-explainer').shadowRoot.querySelector('explainer-figure').playing,
    );
    assert.ok(Math.abs((await page.evaluate(() => scrollY)) - from - 100) < 1, 'nothing scrolls the post');
    met.push(await inPost(({ figure }) => figure.stepId));
  }
  assert.ok(new Set(met).size >= 3, met.join());
  assert.deepEqual(await watched(page), { most: 1, kept: 0 });
  await page.close();
  await server.stop();
});
