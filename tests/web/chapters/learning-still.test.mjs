// Chapter 12 for readers who want less: with less motion a run is computed and its end shown, without anything that moves; who saves
// data sees what the page's model has become, and loads the trainer by a press. Cards speak of what is drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inChapter, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** In the page: what stands there of the run. */
function read({ section, prose }) {
  const figure = section.querySelector('learning-figure');
  const { index, playing, said, history, shadowRoot } = figure;
  const count = (selector) => shadowRoot.querySelectorAll(selector).length;
  return {
    ...{ index, playing, said },
    snapshots: history?.snapshots.length ?? 0,
    steps: history?.steps,
    last: history?.snapshots.at(-1).step,
    weights: [...shadowRoot.querySelectorAll('.weight .dot')].map((dot) => Number(dot.getAttribute('r'))),
    curves: count('.curve:not([d=""])'),
    transport: count('.transport input'),
    caption: shadowRoot.querySelector('figcaption b')?.textContent,
    cards: [...prose.shadowRoot.querySelectorAll('.told')].map(({ textContent }) => textContent),
  };
}

/** What trained page models share: the followed word looks at some words much more than at others. */
const spread = (weights) => Math.max(...weights) / Math.min(...weights.filter((radius) => radius > 0));

async function come(options, saveData) {
  const page = await openPage(browser, options);
  await page.evaluateOnNewDocument((saves) => {
    addEventListener('attention-explainer-loaded', () => (window.areAllLoaded = true));
    if (saves) Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true });
  }, saveData);
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  await load(page, server.site);
  // What is above it may get another height meanwhile: it is there once it has stayed there.
  await page.waitForFunction(
    () => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const figure = shadowRoot.querySelector('learning-figure');
      const { top, bottom } = figure.getBoundingClientRect();
      figure.scrollIntoView({ block: 'center', behavior: 'instant' });
      return Math.abs(top + bottom - innerHeight) < 40;
    },
    { polling: 100 },
  );
  return { page, trainers: () => loaded.filter((url) => /trainer[^/]*\.wasm/.test(url)).length };
}

test('with less motion the run is computed, and nothing of it shown but its end', async () => {
  const { page } = await come({ motion: 'reduce' });
  /** Which snapshots are shown in all the time that it takes. */
  const shown = await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const figure = shadowRoot.querySelector('learning-figure');
    const seen = new Set();
    const end = performance.now() + 120000;
    while (performance.now() < end) {
      seen.add(`${figure.index} ${figure.playing}`);
      const { history } = figure;
      if (history?.snapshots.at(-1).step === history?.steps && history && figure.index > 0) return [...seen];
      await new Promise(requestAnimationFrame);
    }
    return [...seen, 'no end'];
  });
  const end = await inChapter(page, 'learning', read);
  assert.deepEqual(shown, ['0 false', `${end.snapshots - 1} false`]);
  assert.equal(end.last, end.steps);
  assert.equal(end.said, '', 'nobody is told of what nobody has asked for');
  assert.ok(end.curves >= 2, `${end.curves} curves`);
  assert.ok(spread(end.weights) > 3, `dots ${end.weights}`);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('who saves data sees the model that the page has, and cards that say so; a press trains', async () => {
  const { page, trainers } = await come({ motion: 'no-preference' }, true);
  await page.waitForFunction(() =>
    document
      .querySelector('attention-explainer')
      .shadowRoot.querySelector('learning-figure')
      .shadowRoot.querySelector('.weight'),
  );
  await new Promise((done) => setTimeout(done, 500));
  const rest = await inChapter(page, 'learning', read);
  assert.deepEqual(
    [trainers(), rest.snapshots, rest.playing, rest.transport, rest.curves],
    [0, 0, false, 0, 0],
  );
  assert.ok(spread(rest.weights) > 3, `dots ${rest.weights}`);
  assert.equal(rest.caption, 'Trained');
  const [, loss, , kept] = rest.cards;
  assert.match(loss, /^Press Train.*Curves then show/);
  assert.match(kept, /^As it trains/);
  // It would begin then.
  await page.waitForFunction(() => window.areAllLoaded);
  const registered = await page.evaluate(() => navigator.serviceWorker.getRegistrations());
  assert.equal(registered.length, 0, 'the page is not loaded whole to be kept');
  await inChapter(page, 'learning', ({ section }) =>
    section.querySelector('learning-figure').shadowRoot.querySelector('.play').click(),
  );
  await page.waitForFunction(
    () =>
      document.querySelector('attention-explainer').shadowRoot.querySelector('learning-figure').history
        ?.snapshots.length > 3,
  );
  const run = await inChapter(page, 'learning', read);
  assert.deepEqual([trainers(), run.playing, run.transport], [1, true, 1]);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

/** Runs a function in the page with the figure, until it returns something. */
const untilIn = async (page, action) =>
  (
    await page.waitForFunction(
      (source) => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        return new Function(`return (${source})`)()(shadowRoot.querySelector('learning-figure'));
      },
      {},
      action.toString(),
    )
  ).jsonValue();

test('a trainer that could not be loaded is loaded by a press, and when the network is back', async () => {
  const { page, trainers } = await come({ motion: 'no-preference' }, true);
  let broken = true;
  await page.setRequestInterception(true);
  page.on('request', (request) =>
    broken && /trainer[^/]*\.wasm/.test(request.url()) ? request.abort() : request.continue(),
  );
  // What has failed before is marked, so that it is not taken for what fails then.
  const press = (button) =>
    untilIn(
      page,
      `(figure) => {
      const button = figure.shadowRoot.querySelector('${button}');
      if (!button) return false;
      figure.shadowRoot.querySelector('.failed')?.setAttribute('data-old', '');
      button.click();
      return true;
    }`,
    );
  const failed = () =>
    untilIn(page, (figure) => figure.shadowRoot.querySelector('.failed:not([data-old])')?.textContent.trim());
  await press('.play');
  assert.match(await failed(), /Try again$/);
  // It fails once more, and says so once more.
  await press('.failed button');
  await failed();
  assert.equal(trainers(), 2);
  broken = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  const shown = await untilIn(page, ({ history, playing, shadowRoot }) =>
    history?.snapshots.length > 2 ? [playing, shadowRoot.querySelector('.failed') === null] : false,
  );
  assert.deepEqual([trainers(), ...shown], [3, true, true]);
  await page.close();
});
