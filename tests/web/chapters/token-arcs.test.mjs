// Pointing at a word, in any picture, shows what it attends to in the head that is shown; leaving takes it away again.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  choose,
  goTo,
  inChapter,
  listChapters,
  load,
  nextFrames,
  openBrowser,
  openPage,
  readTrace,
  rowOf,
  serveBuild,
} from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';
import { isDrawnTo } from '../harness/engines/figures.mjs';
import { sources } from '../harness/sources.mjs';

/** Not the head that the page opens with. */
const head = 2;
const leastWeight = 0.01;
const at = {};
before(async () => {
  [at.browser, at.server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await at.browser?.close();
  await at.server?.stop();
});

/** A chapter alone, so that no card leads its figure away from the step. */
async function open(chapter, width, { motion, touch = false } = {}) {
  const page = await openPage(at.browser, { width, motion });
  await page.setViewport({ width, height: 900, hasTouch: touch, isMobile: touch });
  await load(page, at.server.chapter(chapter));
  await choose(page, { head });
  await inChapter(page, chapter, ({ figure }) => figure.pause());
  return page;
}

/** Chips of the picture: token, kind, head that they stand over, box, and where one can be pointed at. */
const chipsOf = (page, chapter) =>
  inChapter(page, chapter, ({ figure }) =>
    [...figure.shadowRoot.querySelectorAll('.scene [data-token]')].map((chip, index) => {
      const { x, y, width, height } = chip.getBoundingClientRect();
      const letters = chip.querySelector('text') ?? chip;
      const inner = letters.getBoundingClientRect();
      const cell = chip.closest('.panel')?.querySelector('[data-cell^="weight:"]')?.dataset.cell;
      return {
        index,
        token: Number(chip.dataset.token),
        over: cell && Number(cell.split(':')[1]),
        box: { x, y, width, height },
        middle: [inner.x + inner.width / 2, inner.y + inner.height / 2],
      };
    }),
  );

/** What is drawn over the picture: ends of each arc on the screen, widths, what stays loud, how pale the rest is. */
const arcsOf = (page, chapter) =>
  inChapter(page, chapter, ({ figure }) => {
    const svg = figure.shadowRoot.querySelector('svg.picture');
    const overlay = svg.querySelector(':scope > .arcs');
    const { opacity } = getComputedStyle(svg.querySelector('.scene'));
    const { x, y, width, height } = svg.getBoundingClientRect();
    const picture = { x, y, width, height };
    if (!overlay) return { arcs: [], opacity: Number(opacity), picture };
    const arcs = [...overlay.querySelectorAll('.arc')].map((arc) => {
      const place = (length) => {
        const { x: left, y: top } = arc.getPointAtLength(length).matrixTransform(arc.getScreenCTM());
        return [left, top];
      };
      const whole = arc.getTotalLength();
      const points = Array.from({ length: 21 }, (_, part) => place((whole * part) / 20));
      return { points, stroke: Number(arc.getAttribute('stroke-width')) };
    });
    const marked = overlay.querySelectorAll('[data-token], [data-cell]').length;
    return { arcs, opacity: Number(opacity), picture, marked };
  });

const isNear = ([x, y], box, room) =>
  x >= box.x - room && x <= box.x + box.width + room && y >= box.y - room && y <= box.y + box.height + room;

/** An arc for each weight that is not too small, as thick as it, from a chip of its word into the one that is pointed at. */
function checkArcs({ arcs, picture, opacity }, weights, chip, chips, name) {
  const wanted = weights.flatMap((weight, token) => (weight >= leastWeight ? [{ weight, token }] : []));
  assert.equal(arcs.length, wanted.length, `${name}: ${arcs.length} arcs for ${weights}`);
  assert.ok(opacity < 0.5, `${name}: the rest is pale`);
  const total = arcs.reduce((sum, { stroke }) => sum + stroke, 0);
  const given = wanted.reduce((sum, { weight }) => sum + weight, 0);
  const left = [...wanted];
  for (const { points, stroke } of arcs) {
    const found = left.findIndex(
      ({ weight, token }) =>
        Math.abs(stroke / total - weight / given) < 0.004 &&
        chips.some(
          (from) => from.token === token && isNear(points[0], from.box, token === chip.token ? 24 : 2),
        ),
    );
    assert.ok(found >= 0, `${name}: an arc of ${stroke / total} from ${points[0]}`);
    left.splice(found, 1);
    assert.ok(isNear(points.at(-1), chip.box, 16), `${name}: ends at its word`);
    for (const point of points) assert.ok(isNear(point, picture, 1), `${name}: ${point} leaves the picture`);
  }
}

const away = async (page) => {
  await page.mouse.move(1, 1);
  await nextFrames(page);
};

/** Points at every third word of a figure at its key step; whether there are any. */
async function pointAtWords(page, id, width) {
  const { keyStep, run } = await inChapter(page, id, ({ figure: { figure } }) => figure);
  await goTo(page, id, keyStep);
  const chips = await chipsOf(page, id);
  const trace = await readTrace(page, run);
  for (const chip of chips.filter(({ token, index }) => (token + index) % 3 === 0)) {
    const name = `${id}, ${width} px, word ${chip.token} (${chip.index})`;
    await page.mouse.move(...chip.middle);
    await nextFrames(page);
    const weights = rowOf(trace, 'weight', chip.over ?? head - 1, chip.token);
    checkArcs(await arcsOf(page, id), weights, chip, chips, name);
    await away(page);
    const { arcs, opacity } = await arcsOf(page, id);
    assert.deepEqual([arcs.length, opacity], [0, 1], `${name}: left`);
  }
  return chips.length > 0;
}

test('every word of every figure at its key step, at 1440 and at 360', { timeout: 300000 }, async () => {
  const whole = await openPage(at.browser);
  await load(whole, at.server.site);
  const figures = (await listChapters(whole)).filter(({ steps }) => steps).map(({ id }) => id);
  await whole.close();
  const withWords = [];
  for (const id of figures) {
    const page = await open(id, 1440);
    for (const width of [1440, 360]) {
      await page.setViewport({ width, height: 900 });
      await page.waitForFunction(isDrawnTo, {}, width);
      if (await pointAtWords(page, id, width)) withWords.push(`${id} ${width}`);
    }
    assert.deepEqual(page.complaints, []);
    await page.close();
  }
  for (const one of ['overview 1440', 'overview 360', 'match 1440', 'match 360'])
    assert.ok(withWords.includes(one), withWords.join());
});

describe('a press', () => {
  const chosen = (page) =>
    page.evaluate(() => {
      const { head: shown, token } = document.querySelector('attention-explainer');
      return { head: shown, token };
    });

  test('follows the word in the same head, and its arcs stay while it is pointed at', async () => {
    const page = await open('match', 1440);
    await goTo(page, 'match', 'grid');
    const chip = (await chipsOf(page, 'match')).find(({ token }) => token === 6);
    await page.mouse.click(...chip.middle);
    await nextFrames(page);
    assert.deepEqual(await chosen(page), { head, token: 7 });
    const weights = rowOf(await readTrace(page), 'weight', head - 1, 6);
    checkArcs(await arcsOf(page, 'match'), weights, chip, await chipsOf(page, 'match'), 'after the press');
    await page.keyboard.press('Escape');
    assert.equal((await arcsOf(page, 'match')).arcs.length, 0, 'Escape takes them away');
    await page.close();
  });

  test('by a finger too: the arcs go by themselves, or with the next touch', async () => {
    const page = await open('overview', 360, { touch: true });
    await goTo(page, 'overview', 'next');
    const [chip, other] = [2, 6].map(
      (wanted) => async () => (await chipsOf(page, 'overview')).find(({ token }) => token === wanted),
    );
    await page.touchscreen.tap(...(await chip()).middle);
    await nextFrames(page);
    assert.deepEqual(await chosen(page), { head, token: 3 });
    assert.ok((await arcsOf(page, 'overview')).arcs.length > 0, 'shown');
    await page.waitForFunction(
      () =>
        !document
          .querySelector('attention-explainer')
          .shadowRoot.querySelector('explainer-figure')
          .shadowRoot.querySelector('svg > .arcs'),
    );
    await page.touchscreen.tap(...(await other()).middle);
    await nextFrames(page);
    assert.ok((await arcsOf(page, 'overview')).arcs.length > 0, 'shown again');
    await page.touchscreen.tap(20, 880);
    await nextFrames(page);
    assert.equal((await arcsOf(page, 'overview')).arcs.length, 0, 'gone with a touch elsewhere');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
});

test('a file of a figure that is pointed at is the figure as it is', async () => {
  const page = await open('match', 1440);
  await goTo(page, 'match', 'grid');
  await bundleForPage(page, sources.svgExport, 'svgExport');
  const file = () =>
    inChapter(
      page,
      'match',
      ({ figure }) =>
        window.svgExport.svgFile(figure.shadowRoot.querySelector('svg.picture'), {
          caption: 'c',
          source: 's',
        }).text,
    );
  const plain = await file();
  const chip = (await chipsOf(page, 'match')).find(({ token }) => token === 6);
  await page.mouse.move(...chip.middle);
  await nextFrames(page);
  assert.ok((await arcsOf(page, 'match')).arcs.length > 0);
  assert.ok((await file()) === plain, 'the same file');
  const { marked } = await arcsOf(page, 'match');
  assert.equal(marked, 0, 'what is drawn over it is no cell and no word');
  await page.close();
});

test('still frames do not grow, others do', async () => {
  for (const motion of ['reduce', 'no-preference']) {
    const page = await open('match', 1440, { motion });
    await goTo(page, 'match', 'grid');
    const chip = (await chipsOf(page, 'match')).find(({ token }) => token === 6);
    const dashes = await inChapter(
      page,
      'match',
      ({ figure }, index) => {
        const word = figure.shadowRoot.querySelectorAll('.scene [data-token]')[index];
        word.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
        return [...figure.shadowRoot.querySelectorAll('.arcs .arc')].map((arc) =>
          arc.getAttribute('stroke-dasharray'),
        );
      },
      chip.index,
    );
    assert.ok(dashes.length > 0);
    for (const dash of dashes) assert.equal(dash === null, motion === 'reduce', motion);
    await page.close();
  }
});
