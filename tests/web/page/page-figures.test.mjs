// The figures of a page by the names of their chapters and steps: held, revealed, and brought into sight.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { openLazily } from '../harness/lazy.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser, { motion: 'no-preference' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(() => open('chapter=weights'));

const open = (query) => openLazily(page, `${server.origin}/site/embed.html?${query}`);

/** Does something to the element; returns the step of its figure, whether it plays, and the steps that were told of. */
const having = (action, ...values) =>
  page.evaluate(
    async (source, args) => {
      const explainer = document.querySelector('attention-explainer');
      const figure = explainer.shadowRoot.querySelector('explainer-figure');
      const told = [];
      const onStep = ({ detail }) => told.push(`${detail.chapter} ${detail.step}`);
      explainer.addEventListener('step', onStep);
      // eslint-disable-next-line no-new-func
      await new Function(`return (${source})`)()({ explainer, figure }, ...args);
      await explainer.updateComplete;
      await figure.updateComplete;
      explainer.removeEventListener('step', onStep);
      return { step: figure.stepId, playing: figure.playing, told };
    },
    action.toString(),
    values,
  );

const hold = ({ explainer }, step) => {
  explainer.step = step;
};

test('a step that an attribute names is where the figure is held, from the beginning', async () => {
  await open('chapter=weights&step=exp');
  await page.waitForFunction(
    () =>
      document.querySelector('attention-explainer').shadowRoot.querySelector('explainer-figure').stepId ===
      'exp',
  );
  assert.deepEqual(await having(() => {}), { step: 'exp', playing: false, told: [] });
});

test('and later', async () => {
  assert.deepEqual(await having(hold, 'mask'), { step: 'mask', playing: false, told: ['weights mask'] });
  assert.deepEqual(await having(hold, 'exp'), { step: 'exp', playing: false, told: ['weights exp'] });
});

test('one that there is not leaves the figure where it is', async () => {
  await having(hold, 'mask');
  for (const step of ['nowhere', '', 'constructor', 'rows']) {
    assert.deepEqual(await having(hold, step), { step: 'mask', playing: false, told: [] }, step);
  }
});

test('an answer is played to, and held there', async () => {
  const reveal = ({ explainer }) => {
    const prose = explainer.shadowRoot.querySelector('chapter-prose');
    prose.dispatchEvent(new CustomEvent('reveal', { detail: 'exp' }));
  };
  assert.equal((await having(reveal)).playing, true);
  await page.waitForFunction(() => {
    const figure = document.querySelector('attention-explainer').shadowRoot.querySelector('explainer-figure');
    return !figure.playing && figure.stepId === 'exp';
  });
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
