// The handles of the space of meanings: it is turned by hand, by key and by button, and what attention adds is added little by
// little; the page knows of it, and so do links, those who listen, and paper.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  eventually,
  goTo,
  inChapter,
  load,
  nextFrames,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, `${server.site}#chapter=context&step=after`);
  await page.waitForFunction(() =>
    document
      .querySelector('attention-explainer')
      .shadowRoot.querySelector('[data-chapter=context] explainer-figure'),
  );
});
after(async () => {
  assert.deepEqual(page.complaints, []);
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  await inChapter(page, 'context', ({ explainer }) => void (explainer.handled = {}));
  await goTo(page, 'context', 'after');
});

/** Shafts, what is said at the tips, and what the page knows. */
const shown = (at = page) =>
  inChapter(at, 'context', async ({ explainer, figure }) => {
    await figure.updateComplete;
    const all = (selector) => [...figure.shadowRoot.querySelectorAll(`.scene ${selector}`)];
    return {
      shafts: all('.space-arrow .shaft').map((shaft) => shaft.getAttribute('d')),
      texts: all('.space-name text').map(({ textContent }) => textContent),
      ghosts: all('[key], path.leader[style*="ax-value"]').length,
      step: figure.stepId,
      handled: { ...explainer.handled },
      address: location.hash,
    };
  });

const handles = (action, ...given) =>
  inChapter(
    page,
    'context',
    async ({ figure }, source, values) => {
      const element = figure.shadowRoot.querySelector('space-handles');
      // eslint-disable-next-line no-new-func
      const result = new Function(`return (${source})`)()(element.shadowRoot, ...values);
      await element.updateComplete;
      return result;
    },
    action.toString(),
    given,
  );

/**
 * The page is told once the hand rests. While it does not, timers of the page stand still, however long it takes: for those of a hand
 * that moves on the time would not have come.
 */
const holdTimers = (action) =>
  page.evaluate((what) => {
    window.held ??= { setTimeout: window.setTimeout, waiting: new Map() };
    const { setTimeout, waiting } = window.held;
    if (what === 'hold') {
      window.setTimeout = (callback) => {
        const id = setTimeout(() => {}, 0);
        waiting.set(id, callback);
        return id;
      };
      window.clearTimeout = ((clear) => (id) => (waiting.delete(id), clear(id)))(window.clearTimeout);
      return;
    }
    window.setTimeout = setTimeout;
    for (const callback of waiting.values()) callback();
    waiting.clear();
  }, action);

test('buttons and arrow keys turn it, and say so', async () => {
  const before = await shown();
  await handles((root) => root.querySelector('button').focus());
  await page.keyboard.press('ArrowRight');
  const right = await shown();
  assert.notDeepEqual(right.shafts, before.shafts);
  assert.match(
    await handles((root) => root.querySelector('[role=status]').textContent),
    /Turned by 20 degrees/,
  );
  await page.keyboard.press('ArrowLeft');
  assert.deepEqual((await shown()).shafts, before.shafts);
  await page.keyboard.press('Enter');
  await eventually(async () => {
    const { handled, address } = await shown();
    assert.equal(handled.turn, -20);
    assert.match(address, /turn=-20/);
  });
  assert.equal((await shown()).step, 'after', 'the keys are not those of the figure');
});

test('a drag across turns it and presses nothing; where the pointer rests, a press still asks', async () => {
  const before = await shown();
  const place = await inChapter(page, 'context', ({ figure }) => {
    figure.scrollIntoView();
    const { left, top, width, height } = figure.shadowRoot
      .querySelector('svg.picture')
      .getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await holdTimers('hold');
  await page.mouse.move(place.x, place.y);
  await page.mouse.down();
  await page.mouse.move(place.x + 60, place.y, { steps: 4 });
  const during = await shown();
  assert.notDeepEqual(during.shafts, before.shafts);
  assert.deepEqual(during.handled, {}, 'the page is not drawn anew at every move');
  await page.mouse.up();
  await holdTimers('release');
  await eventually(async () => {
    const { handled } = await shown();
    assert.ok(Math.abs(handled.turn - 27) < 3, `${handled.turn}`);
  });
  const pinned = () =>
    inChapter(page, 'context', ({ figure }) => figure.pointed !== undefined && figure.pointer.pinned);
  assert.equal(await pinned(), false);
  const mark = await inChapter(page, 'context', ({ figure }) => {
    const name = figure.shadowRoot.querySelector('.space-name[data-cell] text').getBoundingClientRect();
    return { x: name.x + name.width / 2, y: name.y + name.height / 2 };
  });
  await page.mouse.click(mark.x, mark.y);
  assert.equal(await pinned(), true);
  await inChapter(page, 'context', ({ figure }) => figure.pointer.pin(undefined));
});

test('a finger scrolls the page up and down, and turns it across', async () => {
  const action = await inChapter(
    page,
    'context',
    ({ figure }) => getComputedStyle(figure.shadowRoot.querySelector('svg.picture')).touchAction,
  );
  assert.equal(action, 'pan-y');
});

test('the slider adds a part: the next words are those of the core, and it is told in words', async () => {
  const set = (value) =>
    handles((root, to) => {
      const input = root.querySelector('input');
      input.value = to;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, value);
  const whole = await shown();
  await goTo(page, 'context', 'before');
  await set('0.4');
  const part = await shown();
  assert.equal(part.step, 'after', 'the step that shows it');
  const expected = await inChapter(page, 'context', ({ explainer, figure }) => {
    const trace = explainer.runs['mole-unit'];
    const rows = Array.from({ length: trace.shape('w_u')[0] }, (_, id) => trace.row('w_u', id));
    const [e, delta] = [trace.row('embedding', 1), trace.row('delta', 1)];
    const scores = rows.map((row) => row.reduce((sum, w, c) => sum + w * (e[c] + 0.4 * delta[c]), 0));
    const most = Math.max(...scores);
    const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
    return { word: trace.word(scores.indexOf(most)), p: 100 / sum, shafts: figure.stepId };
  });
  assert.ok(
    part.texts.some((text) => text.includes(`“${expected.word}”`) && text.includes(expected.p.toFixed(1))),
    `${JSON.stringify(expected)}: ${part.texts}`,
  );
  assert.notDeepEqual(part.shafts, whole.shafts);
  const told = await handles((root) => root.querySelector('input').getAttribute('aria-valuetext'));
  assert.match(told, new RegExp(`^0.40; .*one mole: next word “${expected.word}”`));
  await eventually(async () => assert.match((await shown()).address, /added=0.4/));
  await set('1');
  await eventually(async () => assert.doesNotMatch((await shown()).address, /added/));
  assert.deepEqual((await shown()).shafts, whole.shafts);
});

test('a link opens what was turned and added; a damaged one is said to be broken', async () => {
  const other = await openPage(browser);
  await load(other, `${server.site}#chapter=context&step=after&turn=-40&added=0.25`);
  const { handled, shafts } = await shown(other);
  assert.deepEqual(handled, { turn: -40, added: 0.25 });
  assert.notDeepEqual(shafts, (await shown()).shafts);
  for (const wrong of ['turn=181', 'turn=1.5', 'added=1.2', 'added=-0.1']) {
    await other.goto('about:blank');
    await load(other, `${server.site}#chapter=context&${wrong}`);
    assert.equal(
      await other.evaluate(() => document.querySelector('attention-explainer').brokenLink),
      true,
      wrong,
    );
  }
  await other.close();
});

test('faint words are named when they are asked', async () => {
  const asked = await inChapter(page, 'context', async ({ figure }) => {
    const [word] = figure.shadowRoot.querySelectorAll('.scene [data-cell^="w_u:"]');
    const id = Number(word.dataset.cell.split(':')[1]);
    figure.pointed = { run: 'mole-animal', tensor: 'w_u', indices: [id] };
    await figure.updateComplete;
    const { textContent } = figure.shadowRoot.querySelector(`.scene [data-cell="w_u:${id}"] text`);
    figure.pointed = undefined;
    return { textContent, expected: figure.context.runs['mole-animal'].word(id) };
  });
  assert.equal(asked.textContent, asked.expected);
});

test('on a phone picture and handles stay in the upper part of the window', async () => {
  const phone = await openPage(browser, { width: 360, height: 740 });
  await load(phone, server.chapter('context'));
  await goTo(phone, 'context', 'after');
  await nextFrames(phone);
  const { height, wide, least } = await inChapter(phone, 'context', ({ figure }) => {
    const root = figure.shadowRoot;
    const letters = [...root.querySelectorAll('.scene text')].map((text) =>
      parseFloat(getComputedStyle(text).fontSize),
    );
    const buttons = [...root.querySelector('space-handles').shadowRoot.querySelectorAll('button, input')];
    for (const { width: w, height: h } of buttons.map((button) => button.getBoundingClientRect()))
      if (w < 44 || h < 44) throw new Error(`${w} by ${h}`);
    return {
      height: figure.getBoundingClientRect().height,
      wide: document.documentElement.scrollWidth,
      least: Math.min(...letters) * root.querySelector('svg.picture').getScreenCTM().d,
    };
  });
  assert.ok(height <= 0.46 * 740 + 8, `${height}`);
  assert.ok(wide <= 360 && least >= 12, `${wide} ${least}`);
  await phone.close();
});
