// A sentence of the reader's own: read, completed, corrected, refused with a sentence; nothing typed can do harm.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { goTo, load, openBrowser, openPage, readTrace, serveBuild, withFigure } from './browser.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  await page.setViewport({ width: 1440, height: 900 });
  await load(page, server.site);
});

/** Puts a text into the field at once, as pasting does, and sends it. */
async function paste(text) {
  await withFigure(
    page,
    async ({ explainer }, input) => {
      const { shadowRoot } = explainer.shadowRoot.querySelector('sentence-box');
      const field = shadowRoot.querySelector('input');
      field.value = input;
      field.dispatchEvent(new Event('input'));
      shadowRoot.querySelector('form').requestSubmit();
    },
    text,
  );
}

const problem = () =>
  withFigure(page, async ({ explainer }) => {
    const box = explainer.shadowRoot.querySelector('sentence-box');
    await box.updateComplete;
    return box.shadowRoot.querySelector('[role=alert]')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  });

test('a known sentence is run, and its last word followed', async () => {
  await paste('The verdant  FOREST,');
  assert.equal(await problem(), '');
  assert.deepEqual((await readTrace(page)).words, ['the', 'verdant', 'forest']);
  await goTo(page, 0);
  const caption = await withFigure(
    page,
    ({ figure }) => figure.shadowRoot.querySelector('figcaption').textContent,
  );
  assert.match(caption, /3 tokens.*“forest”, token number 3/s);
});

test('an unknown word is named, the closest known ones are offered, and one press takes it', async () => {
  await paste('a fluffy blue creture roamed');
  assert.match(await problem(), /does not know “creture”.* creature/);
  await withFigure(page, ({ explainer }) =>
    explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelector('.problem button').click(),
  );
  assert.deepEqual((await readTrace(page)).words, ['a', 'fluffy', 'blue', 'creature', 'roamed']);
});

test('typing offers completions, arrow and Enter take one', async () => {
  await withFigure(page, ({ explainer }) => {
    const field = explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelector('input');
    field.focus();
    field.select();
  });
  await page.keyboard.type('the verd');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.deepEqual((await readTrace(page)).words, ['the', 'verdant']);
});

const harmless = {
  nothing: ['', /Type a word/],
  'white space': [' \n\t ', /Type a word/],
  emoji: ['🦊🦊', /Type a word/],
  'a right-to-left word': ['مخلوق أزرق', /does not know “مخلوق”/],
  markup: ['<img src=x onerror=alert(1)>', /does not know “img”/],
  'a prototype’s property': ['constructor toString', /does not know “constructor”/],
  '25 words': ['the '.repeat(25), /25 words.*at most 24/],
  '10,000 characters': ['forest '.repeat(1500), /words.*at most 24/],
  'one word of 10,000 characters': ['x'.repeat(10000), /does not know “x{40}…”/],
};

for (const [name, [text, sentence]] of Object.entries(harmless)) {
  test(`${name}: refused in a sentence, and what was shown stays`, async () => {
    const before = await readTrace(page);
    const start = Date.now();
    await paste(text);
    assert.match(await problem(), sentence);
    assert.ok(Date.now() - start < 1000, 'at once');
    assert.deepEqual(await readTrace(page), before);
    assert.deepEqual(page.complaints, []);
  });
}

for (const count of [1, 2, 24]) {
  for (const width of [360, 768, 1440]) {
    test(`${count} words at ${width} px: every number is finite and nothing runs off the page`, async () => {
      await page.setViewport({ width, height: 800 });
      await paste('the verdant forest '.repeat(8).split(' ').slice(0, count).join(' '));
      assert.equal((await readTrace(page)).words.length, count);
      for (const step of [4, 9, 11, 14]) {
        await goTo(page, step);
        const scene = await withFigure(
          page,
          ({ figure }) => figure.shadowRoot.querySelector('.scene').innerHTML,
        );
        assert.doesNotMatch(scene, /NaN|undefined/);
        const surplus = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(surplus, 0);
      }
      assert.deepEqual(page.complaints, []);
    });
  }
}

test('examples follow one another', async () => {
  const seen = new Set();
  for (let press = 0; press < 5; press += 1) {
    await withFigure(page, ({ explainer }) =>
      [...explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelectorAll('button')]
        .find((button) => button.textContent === 'Another example')
        .click(),
    );
    seen.add((await readTrace(page)).words.join(' '));
  }
  assert.equal(seen.size, 5);
  assert.ok(seen.has('take a biopsy of the mole'));
});
