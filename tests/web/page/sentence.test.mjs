// A sentence of the reader's own: read, completed, corrected, refused with a sentence; nothing typed can do harm.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  goTo,
  inPage,
  load,
  openBrowser,
  openChoices,
  openPage,
  readTrace,
  serveBuild,
} from '../harness/browser.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
  await openChoices(page);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  // One page for all tests: each begins as the page does.
  await inPage(
    page,
    ({ explainer }, sentence) => {
      const box = explainer.shadowRoot.querySelector('sentence-box');
      Object.assign(box, { draft: undefined, problem: undefined, open: false, active: -1 });
      Object.assign(explainer, { sentence, token: 4 });
    },
    'a fluffy blue creature roamed the verdant forest',
  );
});

/** Puts a text into the field at once, as pasting does, and sends it. */
async function paste(text) {
  await inPage(
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
  inPage(page, async ({ explainer }) => {
    const box = explainer.shadowRoot.querySelector('sentence-box');
    await box.updateComplete;
    return box.shadowRoot.querySelector('[role=alert]')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  });

test('a known sentence is run, and the word followed that attention moves most', async () => {
  await paste('The Eiffel  TOWER,');
  assert.equal(await problem(), '');
  assert.deepEqual((await readTrace(page)).words, ['the', 'eiffel', 'tower']);
  await goTo(page, 'overview', 'alone');
  const caption = await inPage(
    page,
    ({ figure }) => figure.shadowRoot.querySelector('figcaption').textContent,
  );
  assert.match(caption, /“tower”/);
});

test('the offered word takes the place of the one that it was offered for, and nothing else changes', async () => {
  for (const [typed, expected] of [
    ['a fluffy … blue creatur', 'a fluffy blue creature'],
    ['a fluffy,blue / creatur, roamed', 'a fluffy blue creature roamed'],
    ['“a” - fluffy & blue creatur', 'a fluffy blue creature'],
  ]) {
    await paste(typed);
    assert.match(await problem(), /does not know “creatur”/, typed);
    await inPage(page, ({ explainer }) =>
      explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelector('.problem button').click(),
    );
    assert.equal(await problem(), '', typed);
    assert.deepEqual((await readTrace(page)).words, expected.split(' '), typed);
  }
});

test('letters of another width or weight, and what is not seen at all, are read as what they stand for', async () => {
  for (const typed of [
    'ａ ｆｌｕｆｆｙ blue creature',
    'a 𝐟𝐥𝐮𝐟𝐟𝐲 blue creature',
    'a flu\u00adffy blue crea\u200bture',
    'a ﬂuﬀy blue — - creature',
  ]) {
    await paste(typed);
    assert.equal(await problem(), '', typed);
    assert.deepEqual((await readTrace(page)).words, ['a', 'fluffy', 'blue', 'creature'], typed);
  }
});

test('what is far too long is counted to its end', async () => {
  await paste('creature '.repeat(5000));
  assert.match(await problem(), /5000 words/);
});

/** Composes in the field that has the focus, as an input method does; `keys` are its own, then what it has made is taken. */
async function compose(text, keys) {
  const driver = await page.createCDPSession();
  await driver.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
  for (const key of keys) {
    const code = { key, code: key, windowsVirtualKeyCode: 229 };
    await driver.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...code });
    await driver.send('Input.dispatchKeyEvent', { type: 'keyUp', ...code });
  }
  await driver.send('Input.insertText', { text });
  await driver.detach();
}

test('keys of an input method are its own, where words are typed and where numbers are', async () => {
  const sentence = await page.evaluateHandle(() => {
    const box = document.querySelector('attention-explainer').shadowRoot.querySelector('sentence-box');
    const field = box.shadowRoot.querySelector('input');
    field.focus();
    field.select();
    return box;
  });
  await compose('flu', ['ArrowDown', 'Enter', 'Escape']);
  const { draft, active, open } = await sentence.evaluate(({ draft, active, open }) => ({
    draft,
    active,
    open,
  }));
  assert.deepEqual({ draft, active, open }, { draft: 'flu', active: -1, open: true });
  const number = await page.evaluateHandle(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const field = shadowRoot.querySelector('parameter-calculator').shadowRoot.querySelector('number-field');
    const input = field.shadowRoot.querySelector('input');
    input.scrollIntoView();
    input.focus();
    input.select();
    return field;
  });
  await compose('１２', ['ArrowUp', 'PageUp', 'Escape', 'ArrowDown']);
  assert.equal(await number.evaluate((field) => field.value), 12);
  assert.equal(await number.evaluate(({ draft }) => draft), '１２', 'what is typed stands until it is left');
  await page.keyboard.press('ArrowUp');
  assert.equal(await number.evaluate((field) => field.value), 13, 'keys are the field’s again');
});

test('an unknown word is named, the closest known ones are offered, and one press takes it', async () => {
  await paste('a fluffy blue creture roamed');
  assert.match(await problem(), /does not know “creture”.* creature/);
  await inPage(page, ({ explainer }) =>
    explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelector('.problem button').click(),
  );
  assert.deepEqual((await readTrace(page)).words, ['a', 'fluffy', 'blue', 'creature', 'roamed']);
});

test('typing offers completions, arrow and Enter take one', async () => {
  await inPage(page, ({ explainer }) => {
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
    // The shortest of some tries: what is due to others on the machine is not there each time.
    let shortest = Infinity;
    for (let tries = 0; tries < 5 && shortest > 1000; tries += 1) {
      const start = Date.now();
      await paste(text);
      assert.match(await problem(), sentence);
      shortest = Math.min(shortest, Date.now() - start);
    }
    assert.ok(shortest < 1000, `at once, not after ${shortest} ms`);
    assert.deepEqual(await readTrace(page), before);
    assert.deepEqual(page.complaints, []);
  });
}

test('every figure takes the new sentence, of one word or of many', async () => {
  for (const count of [1, 2, 24]) {
    await paste('the verdant forest '.repeat(8).split(' ').slice(0, count).join(' '));
    assert.equal((await readTrace(page)).words.length, count);
    const scenes = await inPage(page, ({ explainer }) =>
      [...explainer.shadowRoot.querySelectorAll('explainer-figure')].map(
        (figure) => figure.shadowRoot.querySelector('.scene').innerHTML,
      ),
    );
    for (const scene of scenes) assert.doesNotMatch(scene, /NaN|undefined/);
  }
  assert.deepEqual(page.complaints, []);
});

test('examples follow one another', async () => {
  const seen = new Set();
  for (let press = 0; press < 5; press += 1) {
    await inPage(page, ({ explainer }) =>
      [...explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelectorAll('button')]
        .find((button) => button.textContent === 'Another example')
        .click(),
    );
    seen.add((await readTrace(page)).words.join(' '));
  }
  assert.equal(seen.size, 5);
  assert.ok(seen.has('take a biopsy of the mole'));
});

test('where random sentences cannot be loaded, an example comes, and nothing is an unhandled error', async () => {
  const own = await openPage(browser);
  await own.setRequestInterception(true);
  const lost = new Promise((done) => {
    own.on('request', (request) => {
      if (!/\/sentences\.\w+\.js/.test(request.url())) return void request.continue();
      request.abort();
      done();
    });
  });
  await load(own, server.site);
  const before = (await readTrace(own)).words.join(' ');
  await inPage(own, ({ explainer }) =>
    [...explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelectorAll('button')]
      .find((button) => button.textContent === 'Random')
      .click(),
  );
  await lost;
  await own.waitForFunction(
    (words) => document.querySelector('attention-explainer').trace.words.join(' ') !== words,
    {},
    before,
  );
  assert.deepEqual(
    own.complaints.filter((text) => text.startsWith('error:')),
    [],
  );
  await own.close();
});
