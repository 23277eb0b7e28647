// Play, pause, step, scrub: by button, by key, by slider, and the same frame from whichever side one comes.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { goTo, load, openBrowser, openPage, serveBuild, steps, withFigure } from './browser.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// A page that is left open goes on moving, beside the one that is tested next.
afterEach(() => page.close());

const stepNow = () => withFigure(page, ({ figure }) => figure.step);
const frame = () => withFigure(page, ({ figure }) => figure.shadowRoot.querySelector('.scene').innerHTML);
const press = (label) =>
  withFigure(
    page,
    ({ figure }, name) =>
      figure.shadowRoot
        .querySelector('transport-bar')
        .shadowRoot.querySelector(`button[aria-label="${name}"]`)
        .click(),
    label,
  );
const focusFigure = () => withFigure(page, ({ figure }) => figure.shadowRoot.querySelector('figure').focus());

describe('still frames (reduced motion)', () => {
  beforeEach(async () => {
    page = await openPage(browser);
    await load(page, server.site);
  });

  test('nothing moves by itself', async () => {
    assert.equal(await withFigure(page, ({ figure }) => figure.playing), false);
    assert.equal(await stepNow(), 0);
  });

  test('the buttons step on and back through every step', async () => {
    await goTo(page, 0);
    for (let index = 1; index < steps.length; index += 1) {
      await press('Step on');
      assert.equal(await stepNow(), index);
    }
    await press('Step on');
    assert.equal(await stepNow(), steps.length - 1, 'the last step is the end');
    for (let index = steps.length - 2; index >= 0; index -= 1) {
      await press('Step back');
      assert.equal(await stepNow(), index);
    }
  });

  test('arrow keys, Home and End step', async () => {
    await goTo(page, 3);
    await focusFigure();
    await page.keyboard.press('ArrowRight');
    assert.equal(await stepNow(), 4);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await stepNow(), 3);
    await page.keyboard.press('End');
    assert.equal(await stepNow(), steps.length - 1);
    await page.keyboard.press('Home');
    assert.equal(await stepNow(), 0);
  });

  test('the caption names the step and tells it in words', async () => {
    for (let index = 0; index < steps.length; index += 1) {
      await goTo(page, index);
      const caption = await withFigure(
        page,
        ({ figure }) => figure.shadowRoot.querySelector('figcaption').textContent,
      );
      assert.match(caption.trim(), new RegExp(`^${index + 1}\\. \\p{L}`, 'u'));
      assert.doesNotMatch(caption, /[{}]|NaN|undefined/);
    }
  });
});

describe('in motion', () => {
  beforeEach(async () => {
    page = await openPage(browser, { motion: 'no-preference' });
    await load(page, server.site);
    await withFigure(page, ({ figure }) => figure.pause());
  });

  test('any moment looks the same whether it is reached forwards or backwards', async () => {
    const times = [300, 3200, 5600, 9000, 12500, 17000, 21000, 24800, 28000, 31000, 36000];
    const differing = await withFigure(
      page,
      async ({ figure }, moments) => {
        const frameAt = async (time) => {
          figure.seek(time);
          await figure.updateComplete;
          return figure.shadowRoot.querySelector('.scene').cloneNode(true);
        };
        const forwards = new Map();
        for (const time of moments) forwards.set(time, await frameAt(time));
        const different = [];
        for (const time of [...moments].reverse()) {
          if (!(await frameAt(time)).isEqualNode(forwards.get(time))) different.push(time);
        }
        const frames = [...forwards.values()];
        if (frames.some((one, index) => index > 0 && one.isEqualNode(frames[index - 1])))
          different.push('none moves');
        return different;
      },
      times,
    );
    assert.deepEqual(differing, []);
  });

  test('the slider scrubs', async () => {
    await withFigure(page, ({ figure }) => {
      const input = figure.shadowRoot.querySelector('transport-bar').shadowRoot.querySelector('input');
      input.value = '9500';
      input.dispatchEvent(new Event('input'));
    });
    assert.equal(await stepNow(), 9);
    const value = await withFigure(page, ({ figure }) =>
      figure.shadowRoot
        .querySelector('transport-bar')
        .shadowRoot.querySelector('input')
        .getAttribute('aria-valuetext'),
    );
    assert.equal(value, 'Step 10 of 15: Divide');
  });

  test('space plays and pauses, and playing moves the dots', async () => {
    await goTo(page, 3);
    await withFigure(page, ({ figure }) => (figure.speed = 2));
    await focusFigure();
    await page.keyboard.press('Space');
    assert.equal(await withFigure(page, ({ figure }) => figure.playing), true);
    await page.waitForFunction(
      () =>
        document.querySelector('attention-explainer').shadowRoot.querySelector('whole-pass-figure').step >= 4,
    );
    await focusFigure();
    await page.keyboard.press('Space');
    assert.equal(await withFigure(page, ({ figure }) => figure.playing), false);
    const still = await frame();
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    assert.equal(await frame(), still, 'a paused figure holds still');
  });

  test('a step plays its motion and holds', async () => {
    await goTo(page, 4);
    await withFigure(page, ({ figure }) => (figure.speed = 2));
    await press('Step on');
    await page.waitForFunction(
      () =>
        !document.querySelector('attention-explainer').shadowRoot.querySelector('whole-pass-figure').playing,
    );
    assert.equal(await stepNow(), 5);
  });

  test('out of sight it pauses', async () => {
    await page.evaluate(() => {
      document.body.style.paddingBottom = '4000px';
    });
    await withFigure(page, ({ figure }) => {
      figure.seek(0);
      figure.play();
    });
    await page.evaluate(() => window.scrollTo(0, 4000));
    await page.waitForFunction(
      () =>
        !document.querySelector('attention-explainer').shadowRoot.querySelector('whole-pass-figure').playing,
    );
  });

  test('an object moves, it is not replaced', async () => {
    const same = await withFigure(page, async ({ figure }) => {
      const find = () => figure.shadowRoot.querySelector('.scene [data-cell^="query:"][data-cell$=":3:0"]');
      figure.seek(6000);
      await figure.updateComplete;
      const early = find();
      figure.seek(40000);
      await figure.updateComplete;
      return early !== null && early === find();
    });
    assert.ok(same);
  });
});
