// What is painted before any script has run is what the live page begins with: every label of its first chapter stands where
// it stood.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';

const windows = [
  [360, 740],
  [390, 844],
  [768, 1024],
  [1024, 768],
  [1440, 900],
];

/**
 * Of the page: every text of what is there that is seen, through all shadow roots, in the first window and below it:
 * [{ text, box }]. What stands together is one text, however many nodes a template has made of it.
 */
function labels() {
  const found = [];
  const note = (nodes) => {
    const filled = nodes.filter(({ data }) => data.trim());
    if (filled.length === 0) return;
    const [first, last] = [filled[0], filled.at(-1)];
    const shown = first.parentElement?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!shown) return;
    const range = document.createRange();
    range.setStart(first, first.data.search(/\S/));
    range.setEnd(last, last.data.trimEnd().length);
    const { x, y, width, height } = range.getBoundingClientRect();
    const text = range.toString().replace(/\s+/g, ' ');
    if (width > 0) found.push({ text, box: [x, y, width, height] });
  };
  const look = (root) => {
    let together = [];
    for (const node of root.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) together.push(node);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      note(together);
      together = [];
      if (node.shadowRoot) look(node.shadowRoot);
      // Below what is there stand the titles of chapters that are to come: they make room for one another.
      if (node.localName !== 'noscript' && !node.classList.contains('awaited')) look(node);
    }
    note(together);
  };
  look(document.body);
  return found;
}

/** Keeps the labels of the first frame in which the figure is live, and whether one was empty before it. */
function watch(source) {
  // eslint-disable-next-line no-new-func
  const labels = new Function(`return (${source})`)();
  const look = () => {
    const explainer = document.querySelector('attention-explainer');
    const scene =
      explainer?.trace &&
      explainer.shadowRoot.querySelector('explainer-figure').shadowRoot.querySelector('.scene *');
    if (scene) {
      window.firstLive = labels();
      return;
    }
    // The page is computed, and drawn in more than one task: what was painted first covers it.
    if (explainer?.trace && !labels().some(({ text }) => text === 'creature')) window.wasEmpty = true;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Of the page: what of the beginning is not wholly on the first screen: the title, and the picture with all that is in it. */
function beyondFirstScreen() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const { shadowRoot: figure } = shadowRoot.querySelector('explainer-figure');
  const parts = {
    title: shadowRoot.querySelector('h1'),
    picture: figure.querySelector('svg.picture'),
    ...Object.fromEntries(
      ['hero-word', 'arc', 'bar'].map((name) => [name, figure.querySelector(`.${name}`)]),
    ),
  };
  const isOn = ({ left, top, right, bottom }) =>
    right > left && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return Object.keys(parts).filter((name) => !parts[name] || !isOn(parts[name].getBoundingClientRect()));
}

/** The labels of `some` that `all` has not within a pixel, in a few words. */
function missing(some, all) {
  const alike = (one, other) =>
    one.text === other.text && one.box.every((value, index) => Math.abs(value - other.box[index]) <= 1);
  const place = ({ box }) => box.map((value) => value.toFixed(1)).join(' ');
  return some
    .filter((one) => !all.some((other) => alike(one, other)))
    .map((one) => {
      const elsewhere = all.filter(({ text }) => text === one.text).map(place);
      return `${one.text}: ${place(one)}, not ${elsewhere.join(' or ') || 'there'}`;
    });
}

describe('the first paint', () => {
  let browser;
  let site;
  before(async () => {
    browser = await openBrowser();
    site = await serveBuild();
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  async function labelsBefore(width, height) {
    const page = await openPage(browser, { width, height });
    await page.setRequestInterception(true);
    page.on('request', (request) => (request.url().endsWith('.js') ? request.abort() : request.continue()));
    await page.goto(site.site, { waitUntil: 'networkidle0' });
    assert.equal(await page.evaluate(() => customElements.get('attention-explainer')), undefined);
    const painted = await page.evaluate(labels);
    await page.close();
    return painted;
  }

  for (const [width, height] of windows) {
    test(`${width} px: every label stands where it stands in the first live frame, and stays there`, async () => {
      const painted = await labelsBefore(width, height);
      const words = painted.filter(({ text }) => text === 'creature');
      assert.equal(words.length, 1, 'one picture, with its words');
      for (const motion of ['no-preference', 'reduce']) {
        const page = await openPage(browser, { width, height, motion });
        await page.evaluateOnNewDocument(watch, labels.toString());
        await page.goto(site.site);
        await page.waitForFunction(isDrawn);
        const { live, wasEmpty } = await page.evaluate(() => ({
          live: window.firstLive,
          wasEmpty: window.wasEmpty,
        }));
        assert.ok(!wasEmpty, `a frame without the picture, motion: ${motion}`);
        assert.deepEqual(missing(painted, live), [], `painted first, motion: ${motion}`);
        assert.deepEqual(missing(live, painted), [], `live, motion: ${motion}`);
        assert.deepEqual(await page.evaluate(beyondFirstScreen), [], 'not on the first screen');
        // A loop has gone on meanwhile.
        if (motion === 'reduce')
          assert.deepEqual(missing(painted, await page.evaluate(labels)), [], 'when all is there');
        await page.close();
      }
    });
  }
});
