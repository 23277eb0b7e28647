// A link opens the moment that it was taken at; a broken or hostile one opens the start, with a quiet note.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileAddress, load, openBrowser, openPage, readTrace, serveBuild, withFigure } from './browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const stateOf = (page) =>
  withFigure(page, ({ explainer, figure }) => ({
    sentence: explainer.trace.words.join(' '),
    step: figure.step,
    head: figure.head,
    token: figure.token,
    theme: explainer.theme,
    note: explainer.shadowRoot.querySelector('.note')?.textContent ?? '',
  }));

const start = {
  sentence: 'a fluffy blue creature roamed the verdant forest',
  step: 0,
  token: 3,
  theme: 'auto',
};

for (const [name, address] of [
  ['http', () => server.site],
  ['file', () => fileAddress],
]) {
  test(`${name}: the address follows the page, and opens the same moment`, async () => {
    const page = await openPage(browser);
    await load(page, address());
    await withFigure(page, async ({ explainer, figure }) => {
      explainer.sentence = 'take a biopsy of the mole';
      explainer.head = 3;
      explainer.token = 6;
      explainer.theme = 'dark';
      await explainer.updateComplete;
      figure.goTo(9);
    });
    const state = await stateOf(page);
    const link = await page.evaluate(() => location.href);
    assert.match(link, /#.*step=divide/);
    const other = await openPage(browser);
    await load(other, link);
    assert.deepEqual(await stateOf(other), state);
    assert.equal(state.step, 9);
    assert.equal(state.theme, 'dark');
    assert.deepEqual([...page.complaints, ...other.complaints], []);
    await Promise.all([page.close(), other.close()]);
  });
}

const hostile = {
  'an unknown field': '#colour=red',
  'a field of every object': '#constructor=1',
  'an unknown step': '#step=nowhere',
  'a head that there is not': '#head=9',
  'a token beyond the sentence': '#token=9',
  'a number that is none': '#head=1e0',
  'an unknown word': '#sentence=xyzzy',
  markup: '#sentence=%3Cimg%20src=x%20onerror=alert(1)%3E',
  'broken escapes': '#sentence=%E0%A4%A',
  'a very long one': `#sentence=${'the+'.repeat(5000)}`,
  'no field at all': '#=&&=',
};

for (const [name, hash] of Object.entries(hostile)) {
  test(`${name}: the start, with a note`, async () => {
    const page = await openPage(browser);
    await load(page, server.site + hash);
    const { note, head, ...state } = await stateOf(page);
    assert.deepEqual(state, start);
    assert.match(note, /could not be read/);
    assert.ok(head >= 0);
    assert.equal((await readTrace(page)).words.length, 8);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}

test('a host page’s address is left alone', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  await withFigure(page, async ({ explainer, figure }) => {
    explainer.linked = false;
    history.replaceState(null, '', '#mine');
    figure.goTo(5);
  });
  assert.equal(await page.evaluate(() => location.hash), '#mine');
  await page.close();
});
