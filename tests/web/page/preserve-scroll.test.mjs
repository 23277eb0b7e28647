// What is read stays where it is on the screen while a change makes everything above it longer or shorter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load, nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser, { width: 420, height: 800 });
  await load(page, server.site);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Scrolls so that a third of the window down such a part of a chapter has been read. */
async function readTo(id, part) {
  await page.evaluate(
    (chapter, passed) => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const { top, height } = shadowRoot.querySelector(`section.${chapter}`).getBoundingClientRect();
      scrollBy({ top: top + passed * height - innerHeight / 3, behavior: 'instant' });
    },
    id,
    part,
  );
  await nextFrames(page);
}

/** Which chapter is a third of the window down, how much of it has passed, and how high the page is. */
const place = () =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const eye = innerHeight / 3;
    const read = [...shadowRoot.querySelectorAll('section.chapter')].find((section) => {
      const { top, bottom } = section.getBoundingClientRect();
      return top <= eye && bottom > eye;
    });
    const { top, height } = read?.getBoundingClientRect() ?? {};
    return {
      id: read?.dataset.chapter,
      read: (eye - top) / height,
      height,
      page: document.body.scrollHeight,
    };
  });

async function choose(lang) {
  await page.evaluate(async (wanted) => {
    const explainer = document.querySelector('attention-explainer');
    explainer.lang = wanted;
    await explainer.updateComplete;
    for (const part of explainer.shadowRoot.querySelectorAll('chapter-prose, explainer-figure'))
      await part.updateComplete;
  }, lang);
  await nextFrames(page);
}

// Chapters that go on changing by themselves when they are seen are left out.
for (const [id, part] of [
  ['word', 0.1],
  ['weights', 0.5],
  ['heads', 0.9],
  ['two-steps', 0.3],
]) {
  test(`${id}, ${part * 100} % of it read: another language leaves it there, and so does the way back`, async () => {
    await choose('en');
    await readTo(id, part);
    const english = await place();
    assert.equal(english.id, id);
    await choose('zh');
    const chinese = await place();
    assert.notEqual(chinese.page, english.page, 'the page is as high as it was');
    assert.equal(chinese.id, id);
    const moved = (now) => Math.abs(now.read - english.read) * now.height;
    assert.ok(moved(chinese) <= 2, `${moved(chinese)} px`);
    await choose('en');
    const back = await place();
    assert.equal(back.id, id);
    assert.ok(moved(back) <= 4, `${moved(back)} px`);
  });
}

test('the top of the page stays the top', async () => {
  await choose('en');
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  for (const language of ['zh', 'en']) {
    await choose(language);
    assert.equal(await page.evaluate(() => scrollY), 0, language);
  }
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
