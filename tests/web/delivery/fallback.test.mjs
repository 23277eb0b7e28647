// What stands for the explainer until it is live stays where it cannot be, with a sentence that says why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, waitForFigures } from '../fixtures/host.mjs';
import { openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const body = `<attention-explainer chapter="weights" lang="en"><p id="own">The author’s picture</p></attention-explainer>`;

/** In the page: whether the author's words are seen, whether a sentence is, and whether a figure is. */
function seen() {
  const { shadowRoot } = document.querySelector('attention-explainer');
  return {
    own: document.getElementById('own').checkVisibility(),
    message: shadowRoot.querySelector('.message')?.textContent.replace(/\s+/g, ' ').trim() ?? '',
    figure: shadowRoot.querySelector('explainer-figure') !== null,
  };
}

/** In a page, before its scripts: the module is started when the page says so, or not at all. */
const holdModule = `<script>
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (...args) =>
    new Promise((resolve, reject) => {
      window.release = () => instantiate(...args).then(resolve, reject);
      window.refuse = () => reject(new Error('refused'));
      (window.held ??= []).push({ release, refuse });
    });
</script>`;
const isHeld = () => window.held?.length === 2;

test('what its author has put inside shows until it is live', async () => {
  const { page, close } = await host(browser, body, { head: holdModule });
  await page.waitForFunction(isHeld);
  const before = await page.evaluate(seen);
  assert.deepEqual(before, { own: true, message: '', figure: false });
  await page.evaluate(() => held.forEach(({ release }) => release()));
  await waitForFigures(page, 1);
  assert.deepEqual(await page.evaluate(seen), { own: false, message: '', figure: true });
  assert.deepEqual(page.complaints, []);
  await close();
});

test('and stays where it cannot be, until another attempt succeeds', async () => {
  const { page, close } = await host(browser, body, { head: holdModule });
  await page.waitForFunction(isHeld);
  await page.evaluate(() => held.splice(0).forEach(({ refuse }) => refuse()));
  await page.waitForFunction(() =>
    document.querySelector('attention-explainer').shadowRoot.querySelector('.message'),
  );
  const { own, message, figure } = await page.evaluate(seen);
  assert.ok(own && !figure);
  assert.match(message, /could not be started: refused Try again/);
  await page.evaluate(() =>
    document.querySelector('attention-explainer').shadowRoot.querySelector('.message button').click(),
  );
  await page.waitForFunction(isHeld);
  await page.evaluate(() => held.forEach(({ release }) => release()));
  await waitForFigures(page, 1);
  assert.equal((await page.evaluate(seen)).own, false);
  assert.deepEqual(page.complaints, []);
  await close();
});

test('the still page stays too', async () => {
  const page = await openPage(browser);
  await page.evaluateOnNewDocument(() => {
    WebAssembly.instantiate = () => Promise.reject(new Error('refused'));
  });
  await page.goto(server.site);
  await page.waitForFunction(() =>
    document.querySelector('attention-explainer')?.shadowRoot?.querySelector('.message'),
  );
  const { message, headings, pictures } = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const shown = (selector) =>
      [...shadowRoot.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length;
    return {
      message: shadowRoot.querySelector('.message').textContent,
      headings: shown('h1'),
      pictures: shown('section[data-chapter] h2'),
    };
  });
  assert.match(message, /could not be started: refused/);
  assert.equal(headings, 1);
  assert.ok(pictures > 10, `${pictures} chapters`);
  assert.deepEqual(page.complaints, []);
  await page.close();
});
