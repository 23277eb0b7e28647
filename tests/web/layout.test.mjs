// The page as a surface: nothing runs off it sideways, nothing overlaps, every control is large enough to touch.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { goTo, load, openBrowser, openPage, serveBuild, steps, withFigure } from './browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Pairs of texts of the figure whose boxes overlap by more than a hair, as [a, b]. */
function overlappingTexts({ figure }) {
  const seen = (element) => {
    for (let node = element; node && node.nodeName !== 'svg'; node = node.parentNode) {
      const opacity = node.getAttribute?.('opacity');
      if (opacity !== null && Number(opacity) === 0) return false;
    }
    return true;
  };
  const texts = [...figure.shadowRoot.querySelectorAll('.scene text')].filter(seen).map((element) => ({
    text: element.textContent,
    turned: /rotate/.test(element.getAttribute('transform') ?? ''),
    box: element.getBoundingClientRect(),
  }));
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  const pairs = [];
  for (const [index, a] of texts.entries()) {
    for (const b of texts.slice(index + 1)) {
      // The boxes of slanted words are larger than the words.
      if (!(a.turned && b.turned) && overlap(a.box, b.box)) pairs.push([a.text, b.text]);
    }
  }
  return pairs;
}

for (const width of [360, 768, 1440]) {
  test(`${width} px: no sideways scroll and no overlapping text at any step`, async () => {
    const page = await openPage(browser, { width, height: 800 });
    await load(page, server.site);
    for (const [index, step] of steps.entries()) {
      await goTo(page, index);
      const surplus = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(surplus, 0, `sideways scroll at ${step}`);
      assert.deepEqual(await withFigure(page, overlappingTexts), [], `overlaps at ${step}`);
    }
    await page.close();
  });
}

test('controls are at least 44 px high', async () => {
  const page = await openPage(browser, { width: 360, height: 740 });
  await load(page, server.site);
  const heights = await withFigure(page, ({ explainer, figure }) => {
    const bar = figure.shadowRoot.querySelector('transport-bar').shadowRoot;
    const controls = [
      ...explainer.shadowRoot.querySelectorAll('button, .option'),
      ...bar.querySelectorAll('button, input'),
    ];
    return controls.map((control) => control.getBoundingClientRect().height);
  });
  assert.ok(heights.length >= 9);
  assert.ok(Math.min(...heights) >= 44, String(heights));
  await page.close();
});

for (const theme of ['light', 'dark']) {
  test(`${theme}: the theme follows the reader, and the button overrides it`, async () => {
    const page = await openPage(browser, { theme });
    await load(page, server.site);
    const paper = () =>
      withFigure(page, async ({ explainer }) => {
        await explainer.updateComplete;
        return getComputedStyle(explainer).backgroundColor;
      });
    const own = await paper();
    await withFigure(
      page,
      ({ explainer }, other) => (explainer.theme = other),
      theme === 'light' ? 'dark' : 'light',
    );
    assert.notEqual(await paper(), own);
    await withFigure(page, ({ explainer }) => (explainer.theme = 'auto'));
    assert.equal(await paper(), own);
    await page.close();
  });
}
