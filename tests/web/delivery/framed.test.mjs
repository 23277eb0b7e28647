// The explainer in a frame of another page: its height, and who is told of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { waitForFigures } from '../fixtures/host.mjs';
import { nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { serve } from '../harness/server.mjs';

let browser;
let site;
before(async () => {
  [browser, site] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test('it gets the height that it asks for, and only frames of ours do', async () => {
  const html = `<!doctype html><title>host</title><link rel="icon" href="data:,">
    <iframe id="ours" src="${site.site}embed.html?chapter=match&lang=en" width="800" height="100"></iframe>
    <iframe id="other" src="${site.site}embed.html?chapter=nothing" sandbox="allow-scripts" hidden></iframe>
    <script src="${site.site}embed-height.js"></script>`;
  const server = await serve((path) => (path === '/' ? Buffer.from(html) : undefined));
  const page = await openPage(browser);
  await page.goto(server.origin);
  await page.waitForFunction(() => document.querySelector('#ours').offsetHeight > 600);
  const heights = () => page.evaluate(() => document.querySelector('#ours').getBoundingClientRect().height);
  const high = await heights();
  await page.evaluate(() => (document.querySelector('#ours').width = 360));
  await page.waitForFunction(
    (before) => document.querySelector('#ours').offsetHeight !== before,
    {},
    Math.round(high),
  );
  const frame = page.frames().find((one) => one.url().includes('chapter=match'));
  const inside = () =>
    frame.evaluate(() => document.querySelector('attention-explainer').getBoundingClientRect().height);
  const fits = (height) => Math.abs(document.querySelector('#ours').clientHeight - height) < 60;
  while (!(await page.evaluate(fits, await inside()))) await nextFrames(page);
  // A message of somebody who is no frame of this page, or that is none of version 1, changes nothing.
  await page.evaluate(async () => {
    const said = new Promise((done) => {
      let left = 2;
      addEventListener('message', ({ data }) => data.height === 5 && (left -= 1) === 0 && done());
    });
    const say = (data) => window.postMessage({ source: 'attention-explainer', ...data }, '*');
    say({ version: 1, kind: 'height', height: 5 });
    say({ version: 2, kind: 'height', height: 5 });
    await said;
  });
  assert.ok((await heights()) > 100, `${await heights()} px`);
  await page.close();
  await server.stop();
});

test('messages go to the origin of the page around and nowhere else', async () => {
  const page = await openPage(browser);
  await page.goto(`${site.site}embed.html?chapter=match`);
  // By itself it tells nobody.
  await waitForFigures(page, 1);
  const server = await serve((path) =>
    path === '/'
      ? Buffer.from(`<!doctype html><script>
          window.heard = [];
          addEventListener('message', ({ data, origin }) => window.heard.push({ ...data, origin }));
        </script><iframe src="${site.site}embed.html?chapter=value" width="800"></iframe>`)
      : undefined,
  );
  const other = await openPage(browser);
  // In the frame: notes whom it means to tell. The window around is of another origin and cannot be changed itself.
  await other.evaluateOnNewDocument(() => {
    if (window === window.top) return;
    const around = window.parent;
    window.targets = [];
    const postMessage = (message, target) => {
      window.targets.push(target);
      around.postMessage(message, target);
    };
    Object.defineProperty(window, 'parent', { value: { postMessage } });
  });
  await other.goto(server.origin);
  await other.waitForFunction(() => window.heard.length > 0);
  const frame = await other.waitForFrame((one) => one.url().includes('embed.html'));
  assert.deepEqual(await frame.evaluate(() => [...new Set(window.targets)]), [server.origin]);
  const heard = await other.evaluate(() => window.heard.at(-1));
  assert.deepEqual(
    { ...heard, height: heard.height > 0 },
    {
      source: 'attention-explainer',
      version: 1,
      kind: 'height',
      height: true,
      origin: new URL(site.site).origin,
    },
  );
  await other.close();
  await page.close();
  await server.stop();
});

test('only the page around is told the height when it asks', async () => {
  const server = await serve((path) =>
    path === '/'
      ? Buffer.from(`<!doctype html><link rel="icon" href="data:,"><script>
          // A height that it has told already is an answer; of another one it tells by itself.
          window.heard = 0;
          let last;
          addEventListener('message', ({ data }) => {
            if (data.height === last) window.heard += 1;
            last = data.height;
          });
        </script><iframe src="${site.site}embed.html?chapter=value" width="800"></iframe>`)
      : undefined,
  );
  const page = await openPage(browser);
  await page.goto(server.origin);
  const frame = await page.waitForFrame((one) => one.url().includes('embed.html'));
  await waitForFigures(frame, 1);
  await frame.waitForFunction(() => document.querySelector('attention-explainer').extras);
  await nextFrames(frame);
  const heard = () => page.evaluate(() => window.heard);
  const before = await heard();
  // Somebody else: here the frame itself.
  await frame.evaluate(async () => {
    const said = new Promise((done) => addEventListener('message', done, { once: true }));
    window.postMessage({ source: 'attention-explainer', version: 1, kind: 'ask' }, '*');
    await said;
  });
  await page.evaluate(() => {
    const [frame] = document.querySelectorAll('iframe');
    frame.contentWindow.postMessage({ source: 'attention-explainer', version: 1, kind: 'ask' }, '*');
  });
  await page.waitForFunction((count) => window.heard > count, {}, before);
  await nextFrames(page);
  assert.equal(await heard(), before + 1);
  await page.close();
  await server.stop();
});

/** A page with frames of embed.html in it, and without the script that gives them their heights. */
async function pageWith(frames, script = '') {
  const html = `<!doctype html><title>host</title><link rel="icon" href="data:,">${frames}${script}`;
  const server = await serve((path) => (path === '/' ? Buffer.from(html) : undefined));
  const page = await openPage(browser);
  const complaints = page.complaints;
  await page.goto(server.origin);
  const close = async () => {
    await page.close();
    await server.stop();
  };
  const frame = () => page.waitForFrame((one) => one.url().includes('embed.html'));
  return { page, frame, complaints, close };
}

test('where nobody answers, all of it is reached by wheel and keys', async () => {
  const { page, frame, close } = await pageWith(
    `<iframe src="${site.site}embed.html?chapter=counting&lang=en" width="100%" height="300"></iframe>`,
  );
  const inside = await frame();
  await inside.waitForFunction(
    () =>
      document.documentElement.scrollHeight > innerHeight + 200 &&
      document.querySelector('attention-explainer').trace,
  );
  await page.mouse.move(300, 150);
  // Until it has been painted a frame takes no wheel, and what is drawn later makes it longer.
  for (const isScrolled = () => scrollY > 0; !(await inside.evaluate(isScrolled)); await nextFrames(inside))
    await page.mouse.wheel({ deltaY: 150 });
  await inside.evaluate(() => document.querySelector('attention-explainer').focus());
  await page.mouse.click(10, 100);
  const isAtEnd = () => Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight - 1;
  for (; !(await inside.evaluate(isAtEnd)); await nextFrames(inside)) await page.keyboard.press('End');
  await close();
});

test('a frame whose address is none keeps no other from its height', async () => {
  const { page, complaints, close } = await pageWith(
    `<iframe src="https://"></iframe><iframe id="ours" src="${site.site}embed.html?chapter=match" width="800" height="100"></iframe>`,
    `<script src="${site.site}embed-height.js"></script>`,
  );
  await page.waitForFunction(() => document.querySelector('#ours').offsetHeight > 300);
  assert.deepEqual(
    complaints.filter((one) => one.startsWith('error')),
    [],
  );
  await close();
});

test('in a sandbox without an origin it is there all the same', async () => {
  const { frame, close } = await pageWith(
    `<iframe src="${site.site}embed.html?chapter=weights&step=exp" sandbox="allow-scripts" width="800" height="600"></iframe>`,
  );
  const inside = await frame();
  await waitForFigures(inside, 1);
  assert.deepEqual(await inside.evaluate(() => [origin, document.querySelector('.late')]), ['null', null]);
  await close();
});

test('an address says no with a word, and numbers are whole', async () => {
  const page = await openPage(browser);
  const shown = async (query) => {
    await page.goto(`${site.site}embed.html?chapter=weights&lang=en&${query}`);
    await waitForFigures(page, 1);
    return page.evaluate(() => {
      const one = document.querySelector('attention-explainer');
      const { selection } = one.shadowRoot.querySelector('explainer-figure').context;
      const { head, token, transposed, rank } = selection;
      return { head, token, transposed, rank: rank ?? 'all', autoplay: one.autoplay };
    });
  };
  const plain = await shown('');
  for (const query of [
    'transposed=false&autoplay=0',
    'transposed=no',
    'token=2.5',
    'head=1.5',
    'head=&token=x',
    'rank=2.5',
  ])
    assert.deepEqual(await shown(query), plain, query);
  assert.equal((await shown('transposed=')).transposed, true);
  assert.equal((await shown('head=2')).head, 1);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('a script that is lost on its way ends in a sentence, with a way to try again', async () => {
  for (const address of [`${site.site}embed.html?chapter=weights`, site.site]) {
    const page = await openPage(browser, { motion: 'no-preference' });
    await page.setRequestInterception(true);
    page.on('request', (request) =>
      /\/(chunk|page)\.\w+\.js/.test(request.url()) ? request.abort() : request.continue(),
    );
    await page.goto(address);
    // What is late in seconds is late at once.
    const late = await page.waitForFunction(() => {
      for (const animation of document.getAnimations()) animation.finish();
      const note = document.querySelector('.late');
      return note && getComputedStyle(note).visibility === 'visible' && note.innerText;
    });
    assert.match(await late.jsonValue(), /not come yet.*Try again/);
    const { height, bottom } = await page.$eval('.late', (note) => note.getBoundingClientRect().toJSON());
    assert.ok(height > 20 && bottom <= 900);
    await page.close();
  }
});
