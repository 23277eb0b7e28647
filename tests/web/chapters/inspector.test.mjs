// Any number can be asked where it comes from: by pointer, by touch, by keyboard.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  at,
  choose,
  goTo,
  inChapter,
  inPage,
  listChapters,
  load,
  nextFrames,
  openBrowser,
  openPage,
  readTrace,
  serveBuild,
} from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';

let browser;
let server;
let page;
let trace;
let figures;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
  await choose(page, { head: 1 });
  await bundleForPage(page, new URL('inspector/checks.mjs', import.meta.url), 'inspectorChecks');
  trace = await readTrace(page);
  figures = (await listChapters(page)).filter(({ steps }) => steps).map(({ id }) => id);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const check = (name, id) =>
  page.evaluate((method, chapter) => window.inspectorChecks[method](chapter), name, id);

test('whatever is pointed at, at every step of every figure, is explained by its operands, all digits and what is highlighted', async () => {
  const all = {};
  for (const id of figures) {
    const { wrong, seen } = await check('checkPointing', id);
    assert.deepEqual(wrong, []);
    assert.ok(seen.cells > 0, id);
    all[id] = seen;
  }
  for (const id of ['word', 'context'])
    assert.ok(all[id].runs.length >= 3, `${id}: cells of ${all[id].runs}`);
  assert.ok(all.context.vectors > 0 && all.match.vectors > 0, 'vectors as a whole');
  assert.ok(all.word.parameters > 0 && all.query.parameters > 0, 'parameters');
  const tensors = new Set(Object.values(all).flatMap((seen) => seen.tensors));
  for (const tensor of [
    'w_e',
    'embedding',
    'query',
    'key',
    'score',
    'weight',
    'value',
    'delta',
    'output',
    'probability_after',
  ])
    assert.ok(tensors.has(tensor), `no ${tensor} was pointed at`);
});

test('a walk can begin at every step of every figure, and goes on in all directions', async () => {
  for (const id of figures) assert.deepEqual(await check('checkWalks', id), []);
});

/** Holds a figure in sight at a step: once it has been told of the cards that have passed, which lead it. */
async function holdInSight(on, chapter, step) {
  await inChapter(on, chapter, ({ figure }) =>
    figure.scrollIntoView({ block: 'center', behavior: 'instant' }),
  );
  await nextFrames(on);
  await goTo(on, chapter, step);
}

async function centreOf(on, chapter, cell) {
  return inChapter(
    on,
    chapter,
    ({ figure }, id) => {
      const element = figure.shadowRoot.querySelector(`[data-cell="${id}"]`);
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const box = element.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    },
    cell,
  );
}

const inspected = (on, chapter) =>
  inChapter(on, chapter, async ({ figure }) => {
    await figure.updateComplete;
    const inspector = figure.shadowRoot.querySelector('cell-inspector');
    await inspector.updateComplete;
    const text = (selector) => inspector.shadowRoot.querySelector(selector)?.textContent.trim() ?? '';
    return { shown: !inspector.hidden, what: text('.what'), exact: text('.exact') };
  });

const exactly = (text) => Number(text.replace(/\u2212/g, '-'));

describe('by pointer and key', () => {
  beforeEach(async () => {
    await page.mouse.move(2, 2);
    await inPage(page, async ({ explainer }) => {
      for (const figure of explainer.shadowRoot.querySelectorAll('explainer-figure')) {
        figure.shadowRoot.querySelector('figure').focus({ preventScroll: true });
        const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
        figure.shadowRoot.querySelector('figure').dispatchEvent(escape);
        await figure.updateComplete;
      }
    });
  });

  test('pointing at a dot explains it and lights the query and the key that made it', async () => {
    await holdInSight(page, 'match', 'grid');
    await page.mouse.move(...(await centreOf(page, 'match', 'score:0:3:2')));
    const { shown, what, exact } = await inspected(page, 'match');
    assert.ok(shown);
    assert.match(what, /“creature” asks, “blue” answers/);
    assert.equal(Math.fround(exactly(exact)), at(trace, 'score', 0, 3, 2));
    const highlighted = await inChapter(page, 'match', ({ figure }) =>
      [...figure.shadowRoot.querySelectorAll('.grid .vector.highlight')].map(
        (vector) => vector.querySelector('[data-cell]').dataset.cell,
      ),
    );
    assert.deepEqual(highlighted.sort(), ['key:0:2:0', 'query:0:3:0']);
    await page.mouse.move(2, 2);
    assert.equal((await inspected(page, 'match')).shown, false);
  });

  test('pressing keeps it when the pointer has left, pressing beside it lets go', async () => {
    await holdInSight(page, 'match', 'grid');
    const [x, y] = await centreOf(page, 'match', 'score:0:3:2');
    await page.mouse.click(x, y);
    await page.mouse.move(2, 2);
    assert.match((await inspected(page, 'match')).what, /“creature” asks, “blue” answers/);
    const empty = await inChapter(page, 'match', ({ figure }) => {
      const { left, right, top, bottom } = figure.shadowRoot
        .querySelector('svg.picture')
        .getBoundingClientRect();
      const corners = [left + 4, right - 4].flatMap((x) => [top + 4, bottom - 4].map((y) => [x, y]));
      return corners.find(([x, y]) => figure.shadowRoot.elementFromPoint(x, y).matches('svg.picture'));
    });
    await page.mouse.click(...empty);
    assert.equal((await inspected(page, 'match')).shown, false);
  });

  test('Enter starts a walk, arrows go from cell to cell, Escape ends it', async () => {
    await inChapter(page, 'weights', ({ figure }) => figure.shadowRoot.querySelector('figure').focus());
    await holdInSight(page, 'weights', 'divide');
    await page.keyboard.press('Enter');
    assert.match((await inspected(page, 'weights')).what, /“creature” attends to “a”/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const { what, exact } = await inspected(page, 'weights');
    assert.match(what, /“creature” attends to “blue”/);
    assert.equal(Math.fround(exactly(exact)), at(trace, 'weight', 0, 3, 2));
    await page.keyboard.press('ArrowUp');
    assert.match((await inspected(page, 'weights')).what, /“blue” attends to “blue”/);
    await page.keyboard.press('Escape');
    assert.equal((await inspected(page, 'weights')).shown, false);
  });

  test('a word that is pressed is followed by every figure', async () => {
    await goTo(page, 'overview', 0);
    const place = await inPage(page, ({ figure }) => {
      const token = figure.shadowRoot.querySelector('[data-token="1"]');
      token.scrollIntoView({ block: 'center', behavior: 'instant' });
      const box = token.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    });
    await page.mouse.click(...place);
    const followed = await inPage(page, ({ explainer }) =>
      [...explainer.shadowRoot.querySelectorAll('explainer-figure')]
        .filter(({ context }) => context.runs.sentence === explainer.runs.sentence)
        .map(({ context }) => context.selection.token),
    );
    assert.deepEqual([...new Set(followed)], [1]);
    await choose(page, { token: 4 });
  });
});

test('by touch: a tap on a phone explains, a tap beside lets go', async () => {
  const phone = await openPage(browser, { width: 360, height: 740 });
  await phone.setViewport({ width: 360, height: 740, hasTouch: true, isMobile: true });
  await load(phone, server.chapter('match'));
  await choose(phone, { head: 1 });
  await holdInSight(phone, 'match', 'grid');
  await phone.touchscreen.tap(...(await centreOf(phone, 'match', 'score:0:3:2')));
  const { shown, what, exact } = await inspected(phone, 'match');
  assert.ok(shown);
  assert.match(what, /“creature” asks, “blue” answers/);
  assert.equal(Math.fround(exactly(exact)), at(trace, 'score', 0, 3, 2));
  const inside = await inChapter(phone, 'match', ({ figure }) => {
    const box = figure.shadowRoot.querySelector('cell-inspector').getBoundingClientRect();
    return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
  });
  assert.ok(inside, 'what is explained is on the screen');
  const empty = await inChapter(phone, 'match', ({ figure }) => {
    const { left, top } = figure.shadowRoot.querySelector('svg.picture').getBoundingClientRect();
    return [left + 3, top + 3];
  });
  await phone.touchscreen.tap(...empty);
  assert.equal((await inspected(phone, 'match')).shown, false);
  assert.deepEqual(phone.complaints, []);
  await phone.close();
});

describe('the sheet of a phone', () => {
  let phone;
  before(async () => {
    phone = await openPage(browser, { width: 360, height: 740 });
    await phone.setViewport({ width: 360, height: 740, hasTouch: true, isMobile: true });
    await load(phone, server.site);
  });
  after(() => phone.close());

  /** Taps the first mark in the middle of a figure; says where the sheet is, and what stands below it there. */
  async function tap(chapter) {
    await inChapter(phone, chapter, ({ figure, prose }) => {
      const card = prose.shadowRoot.querySelectorAll('.card')[1] ?? figure;
      scrollBy({ top: card.getBoundingClientRect().top - 0.5 * innerHeight, behavior: 'instant' });
    });
    await nextFrames(phone);
    const place = await inChapter(phone, chapter, async ({ figure }) => {
      await figure.updateComplete;
      const start = figure.figure.startCell(figure.context, figure.stepId);
      const id = [start.tensor, ...start.indices].join(':');
      const mark = figure.shadowRoot.querySelector(`.stage [data-cell="${id}"]`);
      const { left, top, width, height } = mark.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    });
    await phone.touchscreen.tap(...place);
    return sheet(chapter);
  }
  const sheet = (chapter) =>
    inChapter(phone, chapter, async ({ figure }) => {
      await figure.updateComplete;
      const inspector = figure.shadowRoot.querySelector('cell-inspector');
      await inspector.updateComplete;
      const { top, bottom } = inspector.getBoundingClientRect();
      const close = inspector.shadowRoot.querySelector('button')?.getBoundingClientRect();
      const rail = figure.shadowRoot.querySelector('.rail').getBoundingClientRect();
      return {
        ...{ shown: !inspector.hidden, top, bottom, rail: rail.bottom },
        close: close && [close.left + close.width / 2, close.top + close.height / 2],
        size: close && Math.min(close.width, close.height),
      };
    });

  test('stands at the foot of the window, off its figure, with a button that closes it', async () => {
    const { shown, top, bottom, rail, close, size } = await tap('weights');
    assert.ok(shown);
    assert.ok(Math.abs(bottom - 740) < 1 && top >= rail, `${top} to ${bottom}, the rail ends at ${rail}`);
    assert.ok(size >= 44);
    await phone.touchscreen.tap(...close);
    assert.equal((await sheet('weights')).shown, false);
  });

  test('Escape closes it, wherever the focus is', async () => {
    assert.ok((await tap('weights')).shown);
    await phone.evaluate(() => document.activeElement?.blur());
    await phone.keyboard.press('Escape');
    assert.equal((await sheet('weights')).shown, false);
  });

  test('it goes with its figure, and before another one comes under it', async () => {
    assert.ok((await tap('weights')).shown);
    await phone.evaluate(() => scrollBy({ top: 6, behavior: 'instant' }));
    await nextFrames(phone);
    assert.ok((await sheet('weights')).shown, 'a few pixels further it is still there');
    await inChapter(phone, 'value', ({ figure }) => {
      const { top } = figure.getBoundingClientRect();
      scrollBy({ top: top - innerHeight + 60, behavior: 'instant' });
    });
    await nextFrames(phone);
    assert.equal((await sheet('weights')).shown, false);
    assert.deepEqual(phone.complaints, []);
  });
});

test('nothing that is pointed at is covered, nothing moves', async () => {
  for (const id of figures) {
    const { wrong, seen } = await inChapter(page, id, async ({ figure }) => {
      const wrong = [];
      let seen = 0;
      const height = () => figure.getBoundingClientRect().height;
      for (const index of figure.timeline.steps.keys()) {
        figure.goTo(index);
        await figure.updateComplete;
        const before = height();
        const marks = [...figure.shadowRoot.querySelectorAll('.stage [data-cell]')].map(
          (cell) => cell.querySelector('*') ?? cell,
        );
        for (const mark of marks.filter((_, at) => at % Math.ceil(marks.length / 12) === 0)) {
          const pointer = new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse' });
          mark.dispatchEvent(pointer);
          await figure.updateComplete;
          const inspector = figure.shadowRoot.querySelector('cell-inspector');
          await inspector.updateComplete;
          if (inspector.hidden) continue;
          seen += 1;
          const [own, at] = [inspector, mark].map((element) => element.getBoundingClientRect());
          const over =
            own.left < at.right && own.right > at.left && own.top < at.bottom && own.bottom > at.top;
          if (over) wrong.push(`${index}: ${mark.closest('[data-cell]').dataset.cell} is covered`);
          if (height() !== before) wrong.push(`${index}: ${height() - before} px higher`);
        }
        figure.pointed = undefined;
        await figure.updateComplete;
      }
      return { wrong, seen };
    });
    assert.deepEqual(wrong, [], id);
    assert.ok(seen > 5, `${id}: ${seen} were pointed at`);
  }
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
