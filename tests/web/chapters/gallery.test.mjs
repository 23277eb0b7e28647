// The end of the page: a still of every figure, which leads to its chapter and is drawn only in sight; and the references.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  addressHas,
  choose,
  inChapter,
  inPage,
  isOpenAt,
  listChapters,
  load,
  nextFrames,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

/** The chapter that the stills are in. */
const id = 'your-turn';

let browser;
let server;
let page;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

describe('every figure at once', () => {
  /** The stills: { name, href, drawn, hidden }. */
  const stills = (where) =>
    inPage(where, ({ explainer }) =>
      [...explainer.shadowRoot.querySelector('figure-gallery').shadowRoot.querySelectorAll('a')].map(
        (link) => {
          const picture = link.querySelector('svg');
          return {
            name: link.querySelector('.name').textContent.replace(/\s+/g, ' ').trim(),
            href: link.getAttribute('href'),
            drawn: picture.childElementCount > 0,
            hidden: picture.ariaHidden === 'true',
            texts: [...picture.querySelectorAll('text')].map((text) => text.textContent),
          };
        },
      ),
    );
  const show = (where) =>
    inPage(where, ({ explainer }) =>
      explainer.shadowRoot
        .querySelector('figure-gallery')
        .scrollIntoView({ block: 'start', behavior: 'instant' }),
    );
  const allDrawn = (where) =>
    where.waitForFunction(() =>
      [
        ...document
          .querySelector('attention-explainer')
          .shadowRoot.querySelector('figure-gallery')
          .shadowRoot.querySelectorAll('a svg'),
      ].every((picture) => picture.childElementCount > 0),
    );

  test('nothing is drawn out of sight; in sight each is a still of its chapter, with one name', async () => {
    const fresh = await openPage(browser);
    await load(fresh, server.site);
    await nextFrames(fresh);
    assert.ok((await stills(fresh)).every(({ drawn }) => !drawn));
    await show(fresh);
    await allDrawn(fresh);
    const shown = await stills(fresh);
    const chapters = (await listChapters(fresh)).filter((chapter) => chapter.steps && chapter.id !== id);
    assert.equal(shown.length, chapters.length);
    for (const [k, chapter] of chapters.entries()) {
      const { title, keyStep } = await inChapter(fresh, chapter.id, ({ section, figure }) => ({
        title: section.querySelector('h2').textContent.replace(/\s+/g, ' ').trim(),
        keyStep: figure.figure.keyStep,
      }));
      assert.ok(chapter.steps.includes(keyStep), `${chapter.id} has the step ${keyStep}`);
      assert.equal(shown[k].name, title);
      assert.ok(shown[k].hidden, 'the picture is not read out');
      assert.equal(shown[k].href, `#chapter=${chapter.id}&step=${keyStep}`);
      assert.ok(shown[k].texts.length > 3);
    }
    await choose(fresh, { sentence: 'take a biopsy of the mole', token: 6 });
    const after = await stills(fresh);
    const ofSentence = after.filter(({ texts }) => texts.includes('biopsy'));
    assert.ok(ofSentence.length >= 6, `${ofSentence.length} stills show the new sentence`);
    assert.deepEqual(fresh.complaints, []);
    await fresh.close();
  });

  test('a change while they are out of sight is drawn when they come back', async () => {
    const fresh = await openPage(browser);
    await load(fresh, server.site);
    await show(fresh);
    await allDrawn(fresh);
    await inPage(fresh, () => scrollTo({ top: 0, behavior: 'instant' }));
    await nextFrames(fresh);
    await choose(fresh, { sentence: 'one mole of carbon dioxide', token: 2 });
    const match = async () => (await stills(fresh)).find(({ href }) => href.includes('chapter=match')).texts;
    assert.ok(!(await match()).includes('dioxide'), 'not drawn again out of sight');
    await show(fresh);
    await fresh.waitForFunction(() =>
      [
        ...document
          .querySelector('attention-explainer')
          .shadowRoot.querySelector('figure-gallery')
          .shadowRoot.querySelectorAll('svg[data-chapter=match] text'),
      ].some((text) => text.textContent === 'dioxide'),
    );
    await fresh.close();
  });

  test('each leads to its chapter, its figure held at that step, and the keys work there', async () => {
    await choose(page, { token: 4, head: 1 });
    for (const { href } of await stills(page)) {
      const wanted = new URLSearchParams(href.slice(1));
      const chapter = wanted.get('chapter');
      await inPage(
        page,
        ({ explainer }, to) =>
          explainer.shadowRoot
            .querySelector('figure-gallery')
            .shadowRoot.querySelector(`a[href="${to}"]`)
            .click(),
        href,
      );
      await page.waitForFunction(
        (name) =>
          document.querySelector('attention-explainer').shadowRoot.activeElement?.getAttribute('chapter') ===
          name,
        {},
        chapter,
      );
      await page.waitForFunction(isOpenAt, {}, chapter, wanted.get('step'));
      await page.waitForFunction(addressHas, {}, { chapter, step: wanted.get('step') });
    }
  });
});

test('references are links, and nothing more', async () => {
  const links = await inPage(page, ({ explainer }) =>
    [...explainer.shadowRoot.querySelectorAll('.references a')].map(({ href, rel, textContent }) => ({
      href,
      rel,
      name: textContent.trim(),
    })),
  );
  assert.ok(links.length >= 6);
  for (const { href, rel, name } of links) {
    assert.match(href, /^https:\/\//);
    assert.equal(rel, 'noreferrer');
    assert.ok(name.length > 5);
  }
  assert.ok(links.some(({ href }) => href.endsWith('1706.03762')));
  assert.ok(links.some(({ href }) => href.endsWith('PLZHQObOWTQDNU6R1_67000Dx_ZCJB-3pi')));
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
