// The page as a surface: every control is large enough to touch, the theme is the reader's, nothing runs off sideways.
// (What stands in a picture is looked at by figures.test.mjs.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, inPage, load, openBrowser, openChoices, openPage, serveBuild } from '../harness/browser.mjs';
import { openLazily } from '../harness/lazy.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/**
 * In the page: everything that can be pressed, through all shadow roots, as { name, width, height }. A control in a label
 * is pressed by its label. Words in a line of text are as high as the line.
 */
function controls({ explainer }) {
  const found = [];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!element.matches('button, input, summary, nav a, li a, select, textarea, [role=option]')) continue;
      if (element.matches('.object') || !element.checkVisibility()) continue;
      const target = element.closest('label') ?? element;
      const { width, height } = target.getBoundingClientRect();
      const name = element.ariaLabel || target.textContent.replace(/\s+/g, ' ').trim();
      found.push({
        name: `${element.closest('nav') ? 'contents' : root.host.localName}: ${name}`,
        width,
        height,
      });
    }
  };
  look(explainer.shadowRoot);
  return found;
}

/** In the page: opens every menu, every table, and the suggestions of the sentence box, or closes them. */
async function unfold({ explainer }, open) {
  for (const details of explainer.shadowRoot.querySelectorAll('details')) details.open = open;
  for (const figure of explainer.shadowRoot.querySelectorAll('explainer-figure')) {
    figure.tabled = open;
    await figure.updateComplete;
    const tools = figure.shadowRoot.querySelector('figure-tools');
    tools.open = open;
    tools.copied = open ? { text: location.href, what: 'link', taken: false } : undefined;
    await tools.updateComplete;
  }
  const box = explainer.shadowRoot.querySelector('sentence-box');
  box.draft = open ? 'a flu' : '';
  box.open = open;
}

/** In the page: asks for a sentence that the model does not know, and is offered others. */
function refuse({ explainer }) {
  const box = explainer.shadowRoot.querySelector('sentence-box');
  box.draft = 'a fluffi creature';
  box.shadowRoot.querySelector('form').requestSubmit();
}

const least = 43.95;
const small = (all) => all.filter(({ height, width }) => height < least || width < least);

for (const width of [360, 768, 1440]) {
  test(`${width} px: controls are at least 44 px high and wide, those too that open`, async () => {
    const page = await openPage(browser, { width, height: 800 });
    await load(page, server.site);
    for (const lang of ['en', 'zh']) {
      await choose(page, { lang, silent: [0], rank: 3 });
      const all = await inPage(page, controls);
      assert.ok(all.length > 120, `${all.length} controls were found`);
      assert.deepEqual(small(all), [], lang);
      await inPage(page, unfold, true);
      const opened = await inPage(page, controls);
      assert.ok(opened.length > all.length + 80, `${opened.length} controls were found`);
      assert.deepEqual(small(opened), [], lang);
      await inPage(page, refuse);
      const refused = await inPage(page, controls);
      assert.ok(refused.some(({ name }) => /sentence-box: fluffy/.test(name)));
      assert.deepEqual(small(refused), [], lang);
      await inPage(page, unfold, false);
    }
    await page.close();
  });

  test(`${width} px: nothing runs off sideways, with the longest sentence, open suggestions and tables`, async () => {
    const page = await openPage(browser, { width, height: 800 });
    await load(page, server.site);
    await openChoices(page);
    const surplus = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await surplus(), 0, 'as it opens');
    await choose(page, { sentence: 'the verdant forest '.repeat(8).trim(), token: 20 });
    assert.equal(await surplus(), 0, '24 words');
    await inPage(page, async ({ explainer }) => {
      const field = explainer.shadowRoot.querySelector('sentence-box').shadowRoot.querySelector('input');
      field.focus();
      field.value = 'a fluffy b';
      field.dispatchEvent(new Event('input'));
      for (const figure of explainer.shadowRoot.querySelectorAll('explainer-figure')) {
        const tools = figure.shadowRoot.querySelector('figure-tools').shadowRoot;
        tools.querySelector('.more').click();
        figure.tabled = true;
        await figure.updateComplete;
      }
    });
    assert.equal(await surplus(), 0, 'with everything open');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}

for (const theme of ['light', 'dark']) {
  test(`${theme}: the theme follows the reader, and the button overrides it`, async () => {
    const other = theme === 'light' ? 'dark' : 'light';
    const page = await openPage(browser, { theme });
    await openLazily(page, server.site);
    const shown = () =>
      inPage(page, async ({ explainer }) => {
        await explainer.updateComplete;
        const button = explainer.shadowRoot.querySelector('button.theme');
        return { paper: getComputedStyle(explainer).backgroundColor, label: button.ariaLabel };
      });
    const press = () =>
      inPage(page, ({ explainer }) => explainer.shadowRoot.querySelector('button.theme').click());
    const own = await shown();
    assert.match(own.label, /as the system/);
    const papers = {};
    for (const expected of ['light', 'dark']) {
      await press();
      const { paper, label } = await shown();
      assert.match(label, new RegExp(expected));
      papers[expected] = paper;
    }
    assert.equal(papers[theme], own.paper);
    assert.notEqual(papers[other], own.paper);
    await press();
    assert.deepEqual(await shown(), own);
    await page.close();
  });
}
