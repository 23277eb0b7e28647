// Chapters come as the reader does: which are shown when, what is asked for meanwhile, and what becomes of one that cannot
// be had.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually, nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import {
  comeTo,
  comeUntilShown,
  openLazily,
  shownChapters,
  waitForChapters,
  whenIdle,
} from '../harness/lazy.mjs';
import { interceptFiles, siteFiles } from '../harness/site-files.mjs';

let browser;
let server;
let files;
let ids;
before(async () => {
  [browser, server, files] = await Promise.all([openBrowser(), serveBuild(), siteFiles()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Every chapter of the page, in order. */
const places = (page) =>
  page.evaluate(() =>
    [...document.querySelector('attention-explainer').shadowRoot.querySelectorAll('[data-place]')].map(
      (place) => ({
        id: place.dataset.place,
        title: place.querySelector('h2').textContent.trim(),
        height: place.offsetHeight,
      }),
    ),
  );

const isWhole = () => document.querySelector('attention-explainer').isWhole;

/** What a page has complained of, but for requests that a test has let fail. */
const complaintsOf = ({ complaints }) => complaints.filter((text) => !/net::ERR_FAILED/.test(text));

describe('a page that is only opened', () => {
  let page;
  before(async () => {
    // So low that the second chapter is not near.
    page = await openPage(browser, { width: 360, height: 300 });
    await openLazily(page, server.site);
    ids = (await places(page)).map(({ id }) => id);
  });
  after(() => page?.close());

  test('the first chapter is shown; of the others there are titles, and the room that they will need', async () => {
    assert.deepEqual(await shownChapters(page), ['overview']);
    assert.equal(ids.length, 14);
    for (const [index, { title, height }] of (await places(page)).entries()) {
      assert.match(title, new RegExp(`^${index} \\p{L}`, 'u'));
      assert.ok(height > 300, `${title}: ${height} px`);
    }
  });

  test('all chapters are loaded when nothing else is to be done, and none is shown', async () => {
    const all = ids.map((id) => files.chapter(id)).slice(1);
    await page.waitForFunction(
      (names) => {
        const loaded = performance.getEntriesByType('resource').filter(({ responseEnd }) => responseEnd > 0);
        return names.every((name) => loaded.some((entry) => entry.name.endsWith(name)));
      },
      {},
      all,
    );
    await whenIdle(page);
    await nextFrames(page);
    assert.deepEqual(await shownChapters(page), ['overview']);
    assert.equal(await page.evaluate(isWhole), false);
  });

  test('the reader’s first move shows them all', async () => {
    await page.mouse.move(180, 200);
    await page.mouse.wheel({ deltaY: 1 });
    await page.waitForFunction(isWhole);
    await waitForChapters(page, ...ids);
    assert.deepEqual(page.complaints, []);
  });
});

describe('a page whose chapters come late', () => {
  let page;
  let intercepted;
  before(async () => {
    page = await openPage(browser);
    intercepted = await interceptFiles(page);
  });
  after(() => page?.close());

  /** Opens the page; no chapter but the first can be had before it is released. */
  async function open(hash = '') {
    await intercepted.release();
    intercepted.hold(...ids.slice(1).map((id) => files.chapter(id)));
    // The same address would only be another fragment of the page that is open.
    await page.goto('about:blank');
    await openLazily(page, server.site + hash);
  }

  test('one that the reader comes near is shown before those above it', async () => {
    await open();
    await comeTo(page, 'weights');
    await intercepted.release(files.chapter('weights'));
    await waitForChapters(page, 'weights');
    const shown = await shownChapters(page);
    assert.ok(!shown.includes('word') && !shown.includes('learning'), shown.join());
  });

  test('an entry of the contents shows all above it, and lands on it', async () => {
    await open();
    const click = () =>
      document
        .querySelector('attention-explainer')
        .shadowRoot.querySelector('nav a[href="#chapter=heads"]')
        .click();
    await page.evaluate(click);
    await intercepted.release(...ids.slice(0, ids.indexOf('heads') + 1).map((id) => files.chapter(id)));
    await page.waitForFunction(() => /chapter=heads/.test(location.hash));
    const shown = await shownChapters(page);
    assert.deepEqual(shown, ids.slice(0, ids.indexOf('heads') + 1));
    // The address is not the last of what it does.
    await eventually(async () => {
      const { top, focused } = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        const { activeElement } = shadowRoot;
        const section = shadowRoot.querySelector('section[data-chapter="heads"]');
        return { top: section.getBoundingClientRect().top, focused: activeElement?.id };
      });
      assert.ok(Math.abs(top) <= 60, `${top} px from the top of the window`);
      assert.equal(focused, 'title-heads');
    });
  });

  test('printing shows what has been loaded, and waits for nothing', async () => {
    await open();
    await whenIdle(page);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await nextFrames(page);
    assert.deepEqual(await shownChapters(page), ['overview']);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await intercepted.release(...ids.slice(0, 3).map((id) => files.chapter(id)));
    // Nothing tells when a script that has come is evaluated: the page is printed until it is there.
    await page.evaluate(
      async (wanted) => {
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const { shadowRoot } = document.querySelector('attention-explainer');
        const isShown = (id) => shadowRoot.querySelector(`section[data-chapter="${id}"]:not(.awaited)`);
        for (;;) {
          dispatchEvent(new Event('beforeprint'));
          await frame();
          await frame();
          if (wanted.every(isShown)) return;
          dispatchEvent(new Event('afterprint'));
          await frame();
        }
      },
      ids.slice(0, 3),
    );
    await waitForChapters(page, 'word', 'context');
    assert.deepEqual(await shownChapters(page), ids.slice(0, 3));
  });

  test('another language that comes before a chapter’s script is the language of that chapter', async () => {
    await open();
    await comeTo(page, 'weights');
    await page.waitForFunction(
      (name) => performance.getEntriesByType('resource').some((entry) => entry.name.endsWith(name)),
      {},
      files.texts('en', 'weights'),
    );
    await page.evaluate(() => {
      document.querySelector('attention-explainer').lang = 'zh';
    });
    await page.waitForFunction(
      () => document.querySelector('attention-explainer').shadowRoot.querySelector('main').lang === 'zh-CN',
    );
    await intercepted.release();
    await waitForChapters(page, 'weights');
    const said = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const prose = shadowRoot.querySelector('section[data-chapter="weights"] chapter-prose');
      return prose.shadowRoot.querySelector('.told').textContent;
    });
    assert.match(said, /[\u4e00-\u9fff]/);
  });

  test('an element that is taken out and put back goes on where it was', async () => {
    await open();
    await page.evaluate(async () => {
      const explainer = document.querySelector('attention-explainer');
      const { parentNode } = explainer;
      explainer.remove();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      parentNode.append(explainer);
    });
    await comeTo(page, 'match');
    await intercepted.release(files.chapter('match'));
    await waitForChapters(page, 'match');
    await comeTo(page, 'learning');
    await intercepted.release();
    await waitForChapters(page, 'learning');
  });

  test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
});

describe('what cannot be had', () => {
  let page;
  let intercepted;
  before(async () => {
    page = await openPage(browser);
    intercepted = await interceptFiles(page);
  });
  after(() => page?.close());

  test('a chapter is asked for again when the reader comes back, and keeps none of the others', async () => {
    intercepted.fail(files.chapter('weights'));
    await openLazily(page, server.site);
    await comeTo(page, 'weights');
    const others = ids.filter((id) => id !== 'weights' && id !== 'your-turn');
    // A move that comes before a script has is not the one that shows it.
    await eventually(async () => {
      await page.mouse.wheel({ deltaY: 1 });
      await nextFrames(page);
      assert.deepEqual(await shownChapters(page), others);
    });
    await waitForChapters(page, ...others);
    await intercepted.release();
    for (const id of ['weights', 'your-turn']) {
      await comeUntilShown(page, id);
      await waitForChapters(page, id);
    }
    assert.equal(await page.evaluate(isWhole), true);
  });

  test('an entry of the contents lands in the place of one that there is not', async () => {
    intercepted.fail(files.chapter('value'));
    await page.goto('about:blank');
    await openLazily(page, server.site);
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      shadowRoot.querySelector('nav a[href="#chapter=value"]').click();
    });
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      return shadowRoot.activeElement?.id === 'title-value';
    });
    assert.deepEqual(await shownChapters(page).then((shown) => shown.slice(0, 7)), ids.slice(0, 7));
    await intercepted.release();
  });

  test('a link to one opens the page, with the note, or at its place', async () => {
    intercepted.fail(files.chapter('value'));
    for (const [hash, note] of [
      ['#chapter=value', false],
      ['#chapter=value&step=add', true],
    ]) {
      await page.goto('about:blank');
      await openLazily(page, server.site + hash);
      const noted = await page.evaluate(
        () => document.querySelector('attention-explainer').shadowRoot.querySelector('p.note') !== null,
      );
      assert.equal(noted, note, hash);
    }
    await intercepted.release();
  });

  test('where there is no other, its reader is told, and the page is not blank', async () => {
    intercepted.fail(files.chapter('value'));
    await page.goto(`${server.site}embed.html?chapter=value`);
    const told = await page.waitForFunction(
      () => document.querySelector('attention-explainer')?.shadowRoot?.querySelector('.message')?.innerText,
    );
    assert.match(await told.jsonValue(), /cannot be shown here[^]*could not be started: .{10,}/);
    await intercepted.release();
  });

  test('what stands around the figures is asked for again when another chapter is', async () => {
    intercepted.fail(files.extras());
    // Otherwise all may have been loaded meanwhile, since nothing else is to be done, and nothing would be asked for any more.
    intercepted.hold(files.chapter('learning'));
    await page.goto('about:blank');
    await openLazily(page, server.site);
    await comeTo(page, 'word');
    await waitForChapters(page, 'word');
    const hasBox = () =>
      document.querySelector('attention-explainer').shadowRoot.querySelector('sentence-box') !== null;
    assert.equal(await page.evaluate(hasBox), false);
    await intercepted.release();
    await comeTo(page, 'learning');
    await page.waitForFunction(hasBox);
  });

  test('nothing else is complained of', () => assert.deepEqual(complaintsOf(page), []));
});

describe('one chapter alone', () => {
  let page;
  before(async () => {
    page = await openPage(browser);
    page.on('request', (request) => asked.push(request.url().split('/').at(-1)));
  });
  after(() => page?.close());

  /** What the page has asked for since it was opened: the names of files. */
  const asked = [];
  const open = async (query) => {
    await page.goto('about:blank');
    asked.length = 0;
    await page.goto(`${server.origin}/site/embed.html?${query}`);
  };

  test('loads no other’s script, whatever its reader does', async () => {
    await open('chapter=weights');
    await waitForChapters(page, 'weights');
    await page.waitForFunction(() => document.querySelector('attention-explainer').extras !== undefined);
    await page.mouse.wheel({ deltaY: 100 });
    await whenIdle(page);
    const own = (id) => [files.chapter(id), files.texts('en', id)];
    assert.deepEqual(
      ids.filter((id) => own(id).some((name) => asked.includes(name))),
      ['weights'],
    );
    assert.deepEqual(await shownChapters(page), ['weights']);
  });

  test('the one that shows all others has them all', async () => {
    await open('chapter=your-turn');
    await waitForChapters(page, 'your-turn');
    const pictures = await page.evaluate(async () => {
      const { shadowRoot } = document.querySelector('attention-explainer');
      const gallery = shadowRoot.querySelector('figure-gallery');
      await gallery.updateComplete;
      return gallery.chapters.map(({ id }) => id);
    });
    assert.deepEqual(pictures, ids.slice(0, -1));
    assert.deepEqual(await shownChapters(page), ['your-turn']);
  });

  test('another one that is asked for takes its place, even before the first was there', async () => {
    const intercepted = await interceptFiles(page);
    intercepted.hold(files.chapter('weights'));
    await page.goto(`${server.origin}/site/embed.html?chapter=weights`);
    await page.waitForFunction(
      () => document.querySelector('attention-explainer')?.shadowRoot?.querySelector('main') != null,
    );
    await page.evaluate(() => {
      document.querySelector('attention-explainer').chapter = 'value';
    });
    await intercepted.release();
    await waitForChapters(page, 'value');
    await page.evaluate(() => {
      document.querySelector('attention-explainer').chapter = undefined;
    });
    await waitForChapters(page, 'overview');
    await comeTo(page, 'match');
    await waitForChapters(page, 'match');
  });

  test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
});
