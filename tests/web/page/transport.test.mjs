// Play, pause, step, scrub: by button, by key, by slider. Only the loop moves by itself, and only while it is looked at.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  goTo,
  inChapter,
  inPage,
  listChapters,
  load,
  nextFrames,
  openBrowser,
  openPage,
  serveBuild,
  untilInChapter,
} from '../harness/browser.mjs';
import { hurry } from '../harness/engines/figures.mjs';

let browser;
let server;
let page;
/** The chapters with a figure; the loop is the first of them, `plain` one that is not. */
let chapters;
const plain = 'match';

before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(motion) {
  page = await openPage(browser, { motion });
  await load(page, server.site);
  chapters = (await listChapters(page)).filter(({ steps }) => steps);
}

const stateOf = (chapter) =>
  inChapter(page, chapter, ({ figure: { step, time, playing } }) => ({ step, time, playing }));
/** In the page: whether a figure is where the reader has left it: at rest, or where its cards have led it to. */
const isLeft = ({ figure, prose }) => {
  const { timeline, step, time, playing } = figure;
  const held = ({ start, duration }) => start + duration;
  const rest = timeline.steps.findIndex(({ id }) => id === figure.figure.keyStep);
  const isLed = prose !== null;
  return !playing && time === held(timeline.steps[step]) && (isLed || step === rest);
};
const press = (chapter, label) =>
  inChapter(
    page,
    chapter,
    ({ figure }, name) =>
      figure.shadowRoot
        .querySelector('transport-bar')
        .shadowRoot.querySelector(`button[aria-label="${name}"]`)
        .click(),
    label,
  );
const focus = (chapter) =>
  inChapter(page, chapter, ({ figure }) =>
    figure.shadowRoot.querySelector('figure').focus({ preventScroll: true }),
  );
const waitUntil = (chapter, condition) =>
  page.waitForFunction(
    (id, source) => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      // eslint-disable-next-line no-new-func
      return new Function(`return (${source})`)()(
        shadowRoot.querySelector(`explainer-figure[chapter="${id}"]`),
      );
    },
    {},
    chapter,
    condition.toString(),
  );

/** Brings a figure into sight, and waits until what observes it has been told. */
const show = (chapter) =>
  inChapter(page, chapter, async ({ figure }) => {
    figure.scrollIntoView({ block: 'center', behavior: 'instant' });
    await new Promise((done) => {
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (!entry.isIntersecting) return;
          observer.disconnect();
          requestAnimationFrame(() => done());
        },
        { threshold: 0.3 },
      );
      observer.observe(figure);
    });
  });

describe('still frames (reduced motion)', () => {
  before(() => open('reduce'));
  after(() => page.close());

  test('nothing moves by itself', async () => {
    for (const { id } of chapters) {
      await show(id);
      await nextFrames(page);
      assert.ok(await inChapter(page, id, isLeft), id);
    }
  });

  test('the buttons step on and back through every step of every figure', async () => {
    for (const { id, steps } of chapters) {
      await goTo(page, id, 0);
      const label = (name) => `${id}, ${name}`;
      for (let index = 1; index < steps.length; index += 1) {
        await press(id, 'Step on');
        assert.deepEqual(
          (({ step, playing }) => ({ step, playing }))(await stateOf(id)),
          { step: index, playing: false },
          label(steps[index]),
        );
      }
      await press(id, 'Step on');
      assert.equal((await stateOf(id)).step, steps.length - 1, label('the last step is the end'));
      for (let index = steps.length - 2; index >= 0; index -= 1) {
        await press(id, 'Step back');
        assert.equal((await stateOf(id)).step, index, label(steps[index]));
      }
    }
  });

  test('arrow keys, Home and End step, each figure for itself', async () => {
    const last = chapters.find(({ id }) => id === plain).steps.length - 1;
    await goTo(page, plain, 1);
    await focus(plain);
    for (const [key, step] of [
      ['ArrowRight', 2],
      ['ArrowLeft', 1],
      ['End', last],
      ['Home', 0],
    ]) {
      await page.keyboard.press(key);
      assert.equal((await stateOf(plain)).step, step, key);
    }
    for (const { id } of chapters.filter((chapter) => chapter.id !== plain)) {
      assert.equal((await stateOf(id)).step, 0, id);
    }
  });

  test('every moment of a step is its still frame', async () => {
    for (const { id } of chapters) {
      const differing = await inChapter(page, id, async ({ figure }) => {
        const frameAt = async (time) => {
          figure.seek(time);
          await figure.updateComplete;
          return figure.shadowRoot.querySelector('.scene').cloneNode(true);
        };
        const wrong = [];
        for (const { id: step, start, duration, wait } of figure.timeline.steps) {
          const [early, held, late] = [
            await frameAt(start + 0.3 * duration),
            await frameAt(start + duration),
            await frameAt(start + duration + 0.9 * wait),
          ];
          if (!early.isEqualNode(held) || !late.isEqualNode(held)) wrong.push(step);
        }
        return wrong;
      });
      assert.deepEqual(differing, [], id);
    }
  });

  test('the caption names each step and tells it in words', async () => {
    for (const { id, steps } of chapters) {
      for (const index of steps.keys()) {
        await goTo(page, id, index);
        const caption = await inChapter(
          page,
          id,
          ({ figure }) => figure.shadowRoot.querySelector('figcaption').textContent,
        );
        assert.match(caption.trim(), new RegExp(`^${index + 1}\\. \\p{L}.{15}`, 'su'), id);
        assert.doesNotMatch(caption, /[{}]|NaN|undefined/);
      }
    }
  });
});

describe('by itself', () => {
  before(() => open('no-preference'));
  // A page that is left open goes on moving, beside the one that is tested next.
  after(() => page.close());

  test('the loop plays by itself and begins again at its end', async () => {
    const loops = chapters.filter((chapter) => chapter.loops).map(({ id }) => id);
    assert.deepEqual(loops, ['overview']);
    await waitUntil('overview', ({ playing, time }) => playing && time > 0);
    const length = await inPage(page, ({ figure }) => figure.timeline.length);
    assert.ok(length >= 6000 && length <= 8000, `a loop of ${length} ms`);
    await inPage(page, ({ figure }) => void (figure.time = figure.timeline.length - 40));
    await waitUntil('overview', ({ time }) => time < 5000);
    assert.equal((await stateOf('overview')).playing, true);
  });

  test('out of sight the loop pauses, in sight it goes on', async () => {
    await waitUntil('overview', ({ playing }) => playing);
    await show('value');
    await waitUntil('overview', ({ playing }) => !playing);
    const { time } = await stateOf('overview');
    await nextFrames(page);
    assert.equal((await stateOf('overview')).time, time);
    await show('overview');
    await waitUntil('overview', ({ playing }) => playing);
  });

  test('no other figure moves by itself: one that a card leads comes to rest, and no second one moves', async () => {
    await page.evaluate(hurry, 5);
    for (const { id } of chapters.filter((chapter) => !chapter.loops)) {
      await show(id);
      await nextFrames(page);
      const moving = await inPage(page, ({ explainer }) =>
        [...explainer.shadowRoot.querySelectorAll('explainer-figure')]
          .filter(({ playing }) => playing)
          .map(({ figure }) => figure.id),
      );
      assert.deepEqual(
        moving.filter((other) => other !== id),
        [],
      );
      // A card that leads it may come a moment after the picture.
      await untilInChapter(page, id, isLeft);
    }
    await page.evaluate(hurry, 1 / 5);
  });

  test('another figure pauses out of sight too, and does not go on by itself', async () => {
    await show(plain);
    // Its card may have led it.
    await waitUntil(plain, ({ playing }) => !playing);
    await press(plain, 'Play');
    await waitUntil(plain, ({ playing, time }) => playing && time > 0);
    await show('overview');
    await waitUntil(plain, ({ playing }) => !playing);
    const left = await stateOf(plain);
    await show(plain);
    await nextFrames(page);
    await waitUntil(plain, ({ playing }) => !playing);
    // Where it was, or where its card has led it; had it gone on it would have come to its end.
    const { time } = await stateOf(plain);
    assert.ok(
      time === left.time || (await inChapter(page, plain, isLeft)),
      `${left.time} ms, then ${time} ms`,
    );
  });

  test('a loop that the reader has taken in hand stays as it is left', async () => {
    await show('overview');
    await waitUntil('overview', ({ playing }) => playing);
    await press('overview', 'Pause');
    const left = await stateOf('overview');
    assert.equal(left.playing, false);
    await show('value');
    await show('overview');
    await nextFrames(page);
    assert.deepEqual(await stateOf('overview'), left);
  });
});

describe('in hand', () => {
  before(async () => {
    await open('no-preference');
    await inPage(page, ({ figure }) => figure.pause());
  });
  after(() => page.close());

  test('the slider scrubs', async () => {
    const { steps } = chapters.find(({ id }) => id === plain);
    const text = await inChapter(page, plain, async ({ figure }) => {
      const input = figure.shadowRoot.querySelector('transport-bar').shadowRoot.querySelector('input');
      input.value = '3500';
      input.dispatchEvent(new Event('input'));
      await figure.updateComplete;
      await figure.shadowRoot.querySelector('transport-bar').updateComplete;
      return input.getAttribute('aria-valuetext');
    });
    assert.equal(text, `Step 4 of ${steps.length}: All pairs`);
    const { step, time, playing } = await stateOf(plain);
    assert.deepEqual({ step, playing }, { step: 3, playing: false });
    const { start, duration, wait } = await inChapter(page, plain, ({ figure }) => figure.timeline.steps[3]);
    assert.ok(Math.abs(time - (start + (duration + wait) / 2)) < 2, 'half of the step');
  });

  test('the speed button doubles, halves and comes back', async () => {
    const speeds = [];
    for (let press = 0; press < 3; press += 1) {
      await inChapter(page, plain, ({ figure }) =>
        figure.shadowRoot.querySelector('transport-bar').shadowRoot.querySelector('.speed').click(),
      );
      speeds.push(await inChapter(page, plain, ({ figure }) => figure.speed));
    }
    assert.deepEqual(speeds, [2, 0.5, 1]);
  });

  test('space plays and pauses, and playing moves the picture', async () => {
    await show(plain);
    await goTo(page, plain, 0);
    await inChapter(page, plain, ({ figure }) => void (figure.speed = 2));
    const frame = () =>
      inChapter(page, plain, ({ figure }) => figure.shadowRoot.querySelector('.scene').innerHTML);
    const start = await frame();
    await focus(plain);
    await page.keyboard.press('Space');
    assert.equal((await stateOf(plain)).playing, true);
    await waitUntil(plain, ({ step, timeline, time }) => step >= 1 && time > timeline.steps[1].start + 300);
    await focus(plain);
    await page.keyboard.press('Space');
    assert.equal((await stateOf(plain)).playing, false);
    const still = await frame();
    assert.notEqual(still, start);
    await nextFrames(page);
    assert.equal(await frame(), still, 'a paused figure holds still');
  });

  test('a step plays its motion and holds', async () => {
    await show(plain);
    await goTo(page, plain, 1);
    await inChapter(page, plain, ({ figure }) => void (figure.speed = 2));
    // In one go: the motion may be over before a second question comes.
    const plays = await inChapter(page, plain, ({ figure }) => {
      const { shadowRoot } = figure.shadowRoot.querySelector('transport-bar');
      shadowRoot.querySelector('button[aria-label="Step on"]').click();
      return figure.playing;
    });
    assert.equal(plays, true);
    await waitUntil(plain, ({ playing }) => !playing);
    const { step, time } = await stateOf(plain);
    const held = await inChapter(page, plain, ({ figure }) => {
      const { start, duration } = figure.timeline.steps[2];
      return start + duration;
    });
    assert.deepEqual({ step, time }, { step: 2, time: held });
  });

  test('objects move, they are not replaced', async () => {
    for (const { id } of chapters) {
      const { replaced, furthest } = await inChapter(page, id, followObjects);
      assert.deepEqual(replaced, [], id);
      // In the first figure words stay where they are read: what changes are arcs, which grow, and bars.
      if (id !== 'overview') assert.ok(furthest > 20, `${id}: nothing moves further than ${furthest} px`);
    }
  });
});

/**
 * In the page: plays a figure through in steps of a tenth of a second. An object that stands in one frame and in the
 * next (the same tensor at the same indices, of the same kind) must be the same element in both. Numbers are no objects:
 * they are written where an object comes to.
 */
async function followObjects({ figure }) {
  const scene = figure.shadowRoot.querySelector('.scene');
  // What leaves with its scene is not what comes with the next one.
  const isCrossing = (element) => element.closest('.part')?.hasAttribute('opacity');
  const objects = () => {
    const found = new Map();
    for (const element of scene.querySelectorAll('[data-cell]:not(text)')) {
      if (isCrossing(element)) continue;
      const run = element.closest('[data-run]')?.dataset.run ?? '';
      const key = `${element.localName}.${element.getAttribute('class')?.split(' ')[0]} ${run}/${element.dataset.cell}`;
      found.set(key, [...(found.get(key) ?? []), element]);
    }
    return found;
  };
  const placeOf = (element) => {
    const box = element.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const replaced = new Set();
  const places = new Map();
  let furthest = 0;
  let before = new Map();
  for (let time = 0, frame = 0; time <= figure.timeline.length; time += 100, frame += 1) {
    figure.seek(time);
    await figure.updateComplete;
    const now = objects();
    for (const [key, elements] of now) {
      const earlier = before.get(key);
      if (earlier?.length === elements.length && !elements.every((element) => earlier.includes(element)))
        replaced.add(`${key} at ${time} ms`);
    }
    // Where things are is asked for now and then: each time the whole page is laid out.
    if (frame % 8 === 0) {
      const all = [...now.values()].flat();
      for (const element of all.filter((_, index) => index % Math.ceil(all.length / 400) === 0)) {
        const [x, y] = placeOf(element);
        const [firstX, firstY] = places.get(element) ?? [x, y];
        places.set(element, [firstX, firstY]);
        furthest = Math.max(furthest, Math.hypot(x - firstX, y - firstY));
      }
    }
    before = now;
  }
  return { replaced: [...replaced].slice(0, 10), furthest };
}
