// For those who listen: headings in order, landmarks, named figures, each step told once and only to a reader who has
// asked for it, the numbers of every figure as a table.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  inChapter,
  inPage,
  listChapters,
  load,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

describe('the outline', () => {
  for (const lang of ['en', 'zh']) {
    test(`${lang}: headings in order, one main, chapters and figures with names`, async () => {
      const page = await openPage(browser);
      await load(page, `${server.site}#lang=${lang}`);
      const found = await inPage(page, ({ explainer }) => {
        const headings = [];
        const figures = [];
        const look = (root) => {
          for (const element of root.querySelectorAll('*')) {
            if (/^h[1-6]$/.test(element.localName))
              headings.push([Number(element.localName[1]), element.textContent.trim()]);
            if (element.localName === 'figure') figures.push(element.ariaLabel ?? '');
            if (element.localName === 'slot')
              element.assignedElements().forEach((one) => one.shadowRoot && look(one.shadowRoot));
            else if (element.shadowRoot && !element.assignedSlot) look(element.shadowRoot);
          }
        };
        look(explainer.shadowRoot);
        const { shadowRoot } = explainer;
        return {
          headings,
          figures,
          mains: shadowRoot.querySelectorAll('main').length,
          navs: [...shadowRoot.querySelectorAll('nav')].map(({ ariaLabel }) => ariaLabel),
          unnamed: [...shadowRoot.querySelectorAll('section.chapter')].filter(
            (section) =>
              !shadowRoot.getElementById(section.getAttribute('aria-labelledby'))?.textContent.trim(),
          ).length,
        };
      });
      const levels = found.headings.map(([level]) => level);
      assert.equal(levels[0], 1);
      assert.equal(levels.filter((level) => level === 1).length, 1);
      levels.slice(1).forEach((level, index) => {
        assert.ok(level <= levels[index] + 1, `${found.headings[index + 1]} after ${found.headings[index]}`);
      });
      assert.deepEqual([found.mains, found.navs.length, found.unnamed], [1, 1, 0]);
      assert.ok(found.navs[0]);
      assert.ok(found.figures.length >= 10 && found.figures.every((name) => name.length > 10));
      assert.equal(new Set(found.figures).size, found.figures.length, 'two figures of one name');
      await page.close();
    });
  }
});

/** In the page: scrolls until a card of a chapter, by its place, stands at the reading line. */
function readCard({ prose }, index) {
  const card = [...prose.shadowRoot.querySelectorAll('.card')].at(index);
  scrollBy({ top: card.getBoundingClientRect().top - 0.5 * innerHeight, behavior: 'instant' });
}

/** In the page: whether the figure of `match` is held at a step. */
function matchIsAt(index) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const { playing, step, timeline } = shadowRoot.querySelector('explainer-figure[chapter="match"]');
  return !playing && step === (index + timeline.steps.length) % timeline.steps.length;
}

/** In the page: keeps a list of everything that the live region of a figure says. */
function listen({ figure }) {
  const region = figure.shadowRoot.querySelector('.spoken');
  const heard = [];
  const note = () => region.textContent.trim() && heard.push(region.textContent.trim());
  new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true });
  (globalThis.heard ??= {})[figure.figure.id] = heard;
}
const heard = (page, chapter) => page.evaluate((id) => globalThis.heard[id], chapter);

describe('steps', () => {
  let page;
  before(async () => {
    page = await openPage(browser, { motion: 'no-preference' });
    await load(page, server.site);
    for (const { id, steps } of await listChapters(page)) if (steps) await inChapter(page, id, listen);
  });
  after(() => page.close());

  test('the loop that plays by itself is silent', async () => {
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      return shadowRoot.querySelector('explainer-figure').step > 1;
    });
    assert.deepEqual(await heard(page, 'overview'), []);
  });

  test('a step that a card leads to is silent: the card says it', async () => {
    await inChapter(page, 'match', readCard, 1);
    await page.waitForFunction(matchIsAt, {}, 1);
    await inChapter(page, 'match', readCard, 0);
    await page.waitForFunction(matchIsAt, {}, 0);
    assert.deepEqual(await heard(page, 'match'), []);
  });

  test('a step that is asked for is told once, while it moves and afterwards', async () => {
    await inChapter(page, 'match', ({ figure }) => {
      figure.speed = 2;
      const bar = figure.shadowRoot.querySelector('transport-bar').shadowRoot;
      figure.goTo(0);
      bar.querySelector('button[aria-label="Step on"]').click();
    });
    await page.waitForFunction(matchIsAt, {}, 1);
    const said = await heard(page, 'match');
    assert.equal(said.filter((text) => text.startsWith('2. ')).length, 1, said.join(' | '));
    assert.match(said.at(-1), /^2\. One pair .{20}/);
  });

  test('playing through tells each step once', async () => {
    await inChapter(page, 'match', ({ figure }) => {
      globalThis.heard.match.length = 0;
      figure.goTo(0);
      const bar = figure.shadowRoot.querySelector('transport-bar').shadowRoot;
      bar.querySelector('button.play').click();
    });
    await page.waitForFunction(matchIsAt, {}, -1);
    const said = (await heard(page, 'match')).map((text) => Number.parseInt(text, 10));
    assert.deepEqual(said, [1, 2, 3, 4, 5]);
  });

  test('who has used the rail and scrolls on to another card hears the card alone', async () => {
    await inChapter(page, 'match', () => void (globalThis.heard.match.length = 0));
    await inChapter(page, 'match', readCard, 1);
    await page.waitForFunction(matchIsAt, {}, 1);
    assert.deepEqual(await heard(page, 'match'), []);
  });

  test('every step of every figure says its name and what is seen', async () => {
    for (const { id, steps = [] } of await listChapters(page)) {
      for (const index of steps.keys()) {
        const [said, caption] = await inChapter(
          page,
          id,
          async ({ figure }, step) => {
            figure.goTo(step);
            await figure.updateComplete;
            return ['.spoken', 'figcaption'].map((part) =>
              figure.shadowRoot.querySelector(part).textContent.replace(/\s+/g, ''),
            );
          },
          index,
        );
        assert.equal(said, caption, `${id}, ${steps[index]}`);
      }
    }
  });
});

test('the numbers of every figure stand in a table with headings', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const figure = shadowRoot.querySelector('learning-figure');
    // It begins where it is seen: again, where what is above it has got another height meanwhile.
    if (figure.history === undefined) figure.scrollIntoView({ block: 'center', behavior: 'instant' });
    return figure.history !== undefined;
  });
  for (const { id, steps } of await listChapters(page)) {
    if (!steps && id !== 'learning') continue;
    const { wide, rows, columns, caption } = await inChapter(page, id, async ({ figure, section }) => {
      const holder = figure ?? section.querySelector('learning-figure');
      if (figure) figure.tabled = true;
      if (!figure) holder.opened = true;
      await holder.updateComplete;
      if (!figure) holder.shadowRoot.querySelector('details').open = true;
      const table = holder.shadowRoot.querySelector('number-table');
      await table.updateComplete;
      const count = (selector) => table.shadowRoot.querySelectorAll(selector).length;
      const right = (element) => element.getBoundingClientRect().right;
      return {
        wide: ['.stage', '.rail'].filter((part) => {
          const one = holder.shadowRoot.querySelector(part);
          return one && right(one) > right(holder) + 2;
        }),
        rows: count('tbody th[scope=row]'),
        columns: count('thead th[scope=col]'),
        caption: table.shadowRoot.querySelector('caption').textContent.trim(),
      };
    });
    assert.deepEqual(wide, [], `${id}: the table makes its figure wider than its place`);
    assert.ok(rows >= 1 && columns > 1 && caption.length > 8, `${id}: ${rows} x ${columns} ${caption}`);
  }
  await page.close();
});
