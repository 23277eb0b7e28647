// In a page of others the room of the element says how it is laid out, never the window's; and nothing stands still where it would
// float over what it belongs to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host } from '../fixtures/host.mjs';
import { nextFrames, openBrowser } from '../harness/browser.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

const tall = '<p style="height: 1200px">…</p>';
const element = (chapter, controls) =>
  `<attention-explainer chapter="${chapter}" controls="${controls}"></attention-explainer>`;

/** Boxes of what there is to see and to read, in a page of 1440 px, and what stands still. */
async function lookAt(body) {
  const { page, close } = await host(browser, body);
  await page.waitForFunction(() => {
    const { shadowRoot, extras } = document.querySelector('attention-explainer');
    const seen = shadowRoot?.querySelector('.chapter > :is(explainer-figure, .body)');
    return extras && seen?.getBoundingClientRect().height > 100;
  });
  await page.evaluate(() =>
    document.querySelector('attention-explainer').scrollIntoView({ behavior: 'instant' }),
  );
  await nextFrames(page);
  await nextFrames(page);
  const found = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const box = (one) => one.getBoundingClientRect().toJSON();
    const seen = shadowRoot.querySelector('.chapter > :is(explainer-figure, .body)');
    const prose = shadowRoot.querySelector('chapter-prose');
    const still = [];
    const look = (root) => {
      for (const one of root.querySelectorAll('*')) {
        if (one.checkVisibility() && getComputedStyle(one).position === 'sticky')
          still.push(one.className || one.localName);
        if (one.shadowRoot) look(one.shadowRoot);
      }
    };
    look(shadowRoot);
    return {
      seen: box(seen),
      prose: prose && box(prose),
      main: box(shadowRoot.querySelector('main')),
      still,
    };
  });
  assert.deepEqual(page.complaints, []);
  await close();
  return found;
}

for (const [width, beside] of [
  [1200, true],
  [700, false],
  [380, false],
]) {
  test(`an element of ${width} px has ${beside ? 'two columns' : 'one column'}`, async () => {
    const { seen, prose } = await lookAt(
      `${tall}<div style="width: ${width}px">${element('weights', 'cards transport')}</div>${tall}`,
    );
    assert.equal(prose.right <= seen.left, beside, JSON.stringify({ seen, prose }));
    if (!beside) {
      assert.ok(prose.top >= seen.bottom - 1 && seen.width > width - 60, JSON.stringify({ seen, prose }));
    }
  });
}

for (const chapter of ['weights', 'counting'])
  test(`${chapter}: without cards there is no column for them`, async () => {
    const { seen, main } = await lookAt(
      `<div style="width: 1200px">${element(chapter, 'title transport tools')}</div>`,
    );
    assert.ok(seen.width > main.width - 100, `${seen.width} of ${main.width}`);
  });

const boxes = {
  'a box in the middle':
    'position: fixed; left: 50%; top: 50%; transform: translate(-50%, -50%); width: 900px; max-height: 90vh; overflow: hidden',
  'a slide': 'width: 900px; scale: 0.8',
  'a box that hides what is beyond it': 'width: 900px; height: 500px; overflow: hidden',
};
for (const [name, style] of Object.entries(boxes))
  for (const chapter of ['weights', 'learning'])
    test(`${chapter}: nothing stands still in ${name}`, async () => {
      const { still } = await lookAt(
        `<div style="${style}">${element(chapter, 'cards transport')}</div>${tall}`,
      );
      assert.deepEqual(still, []);
    });

test('in a post, and in a box that scrolls, the figure stands still', async () => {
  for (const style of ['', 'height: 800px; overflow: auto']) {
    const { still } = await lookAt(
      `<div style="${style}">${element('weights', 'cards transport')}</div>${tall}${tall}`,
    );
    assert.deepEqual(still, ['explainer-figure'], style);
  }
});

/** Parents that are as narrow as what is in them: none may make the element so. */
const shrinking = {
  'a row that is centred': ['display: flex; justify-content: center'],
  'a row': ['display: flex'],
  'a column that is centred': ['display: flex; flex-direction: column; align-items: center'],
  'a grid that is centred': ['display: grid; justify-items: center'],
  'a column of a grid': ['display: grid; grid-template-columns: auto'],
  'a float': ['float: left'],
  'a box in a line': ['display: inline-block'],
  'a cell': ['display: table', 'display: table-row', 'display: table-cell'],
  'a box that fits': ['width: fit-content'],
  'a box that is out of the flow': ['position: absolute'],
};

test('where a parent is as narrow as what is in it, the element asks for the room that there is', async () => {
  const around = Object.values(shrinking).map((styles) =>
    styles.reduceRight(
      (inner, style) => `<div style="${style}">${inner}</div>`,
      element('weights', 'transport'),
    ),
  );
  const places = around.map(
    (inner) => `<div style="position: relative; overflow: hidden; width: 800px">${inner}</div>`,
  );
  const { page, close } = await host(browser, places.join(''));
  for (const [index, name] of Object.keys(shrinking).entries()) {
    const handle = await page.evaluateHandle(
      (at) => document.querySelectorAll('attention-explainer')[at],
      index,
    );
    await handle.evaluate((one) => one.scrollIntoView({ behavior: 'instant' }));
    await page.waitForFunction((one) => one.getBoundingClientRect().width > 0, {}, handle);
    const width = await handle.evaluate((one) => one.getBoundingClientRect().width);
    assert.equal(width, 800, name);
    await page.waitForFunction(
      (one) => {
        const figure = one.shadowRoot.querySelector('explainer-figure');
        const scene = figure?.shadowRoot.querySelector('.scene');
        return scene?.childElementCount > 0 && figure.getBoundingClientRect().width > 600;
      },
      {},
      handle,
    );
  }
  assert.deepEqual(page.complaints, []);
  await close();
});
