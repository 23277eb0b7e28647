// The explainer in pages of others: one element, many of them, in a frame, and under policies that allow nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nextFrames, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { folder, serve } from '../harness/server.mjs';
import { build } from '../harness/engines/foreign.mjs';

let browser;
let site;
before(async () => {
  [browser, site] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const strictPolicy = [
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:",
  "style-src 'none'; img-src data: blob:; require-trusted-types-for 'script'",
  'trusted-types lit-html attention-explainer',
].join('; ');

/** A page of somebody else's, with the classic script. */
async function host(body, { policy, head = '' } = {}) {
  const html = `<!doctype html><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">${head}<script src="/site/attention-explainer.js" defer></script>${body}`;
  const files = folder(build);
  const headers = (path) => (policy && path === '/' ? { 'content-security-policy': policy } : {});
  const server = await serve((path) => (path === '/' ? Buffer.from(html) : files(path)), { headers });
  const page = await openPage(browser);
  await page.goto(server.origin);
  const close = async () => {
    await page.close();
    await server.stop();
  };
  return { page, close };
}

const drawn = (count) => (wanted) => {
  const figures = [...document.querySelectorAll('attention-explainer')].flatMap((one) => [
    ...(one.shadowRoot?.querySelectorAll('explainer-figure') ?? []),
  ]);
  return (
    figures.filter((figure) => figure.shadowRoot?.querySelector('.scene')?.childElementCount > 0).length >=
    wanted
  );
};
const waitForFigures = (page, count) => page.waitForFunction(drawn(count), {}, count);

describe('one chapter', () => {
  let page;
  let close;
  before(async () => {
    ({ page, close } = await host(
      `<style>* { color: red; font-size: 40px } svg { width: 10px }</style>
       <attention-explainer chapter="weights" sentence="american shrew mole" head="2" token="3" step="exp" lang="zh" theme="dark"></attention-explainer>`,
    ));
    await waitForFigures(page, 1);
  });
  after(() => close());

  const read = () =>
    page.evaluate(() => {
      const one = document.querySelector('attention-explainer');
      const root = one.shadowRoot;
      const figure = root.querySelector('explainer-figure');
      return {
        chapters: [...root.querySelectorAll('section.chapter')].map(({ dataset }) => dataset.chapter),
        words: one.trace.words.join(' '),
        step: figure.timeline.steps[figure.step].id,
        lang: root.querySelector('main').lang,
        heading: root.querySelector('h1') !== null,
        contents: root.querySelector('nav') !== null,
        title: document.title,
        hash: location.hash,
        selection: figure.context.selection.head,
        paper: getComputedStyle(one).getPropertyValue('--ax-paper').trim(),
        colour: getComputedStyle(root.querySelector('h2')).color,
      };
    });

  test('its attributes say what is shown, and the page around stays as it was', async () => {
    const { colour, step, ...state } = await read();
    assert.deepEqual(state, {
      chapters: ['weights'],
      words: 'american shrew mole',
      lang: 'zh-CN',
      heading: false,
      contents: false,
      title: 'host',
      hash: '',
      selection: 1,
      paper: '#14171c',
    });
    assert.equal(step, 'exp');
    assert.notEqual(colour, 'rgb(255, 0, 0)');
    assert.deepEqual(page.complaints, []);
  });

  test('properties change it, and it tells of steps and selections', async () => {
    const told = await page.evaluate(async () => {
      const one = document.querySelector('attention-explainer');
      const events = [];
      for (const name of ['step', 'selection'])
        document.addEventListener(name, ({ type, detail }) => events.push([type, detail]));
      one.step = 'total';
      await one.updateComplete;
      await one.shadowRoot.querySelector('explainer-figure').updateComplete;
      one.head = 3;
      await one.updateComplete;
      one.sentence = 'one mole of carbon dioxide';
      await one.updateComplete;
      return events;
    });
    const last = { sentence: 'one mole of carbon dioxide', head: 3, token: 3 };
    assert.deepEqual(told, [
      ['step', { chapter: 'weights', step: 'total' }],
      ['selection', { sentence: 'american shrew mole', head: 3, token: 3 }],
      ['selection', last],
    ]);
  });

  test('controls say what stands around the figure', async () => {
    const shown = await page.evaluate(async () => {
      const one = document.querySelector('attention-explainer');
      one.controls = 'transport';
      await one.updateComplete;
      const figure = one.shadowRoot.querySelector('explainer-figure');
      await figure.updateComplete;
      const visible = (root, selector) => root.querySelector(selector)?.checkVisibility() ?? false;
      return {
        title: visible(one.shadowRoot, 'h2'),
        prose: visible(one.shadowRoot, 'chapter-prose'),
        sentence: visible(one.shadowRoot, '.choices'),
        transport: visible(figure.shadowRoot, 'transport-bar'),
        tools: visible(figure.shadowRoot, 'figure-tools'),
      };
    });
    assert.deepEqual(shown, { title: false, prose: false, sentence: false, transport: true, tools: false });
  });

  test('nothing that an attribute carries is read as markup', async () => {
    const evil = '<img src=x onerror="window.hit = 1">';
    const hit = await page.evaluate(async (text) => {
      for (const name of ['sentence', 'head', 'token', 'step', 'lang', 'theme', 'controls']) {
        const one = document.createElement('attention-explainer');
        one.setAttribute('chapter', 'match');
        one.setAttribute(name, text);
        document.body.prepend(one);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        await one.updateComplete;
        const found = one.shadowRoot.querySelector('img');
        one.remove();
        if (window.hit || found) return name;
      }
      return undefined;
    }, evil);
    assert.equal(hit, undefined);
    assert.deepEqual(page.complaints, []);
  });
});

test('a page that allows no style, no image and no script of others shows every chapter', async () => {
  const { page, close } = await host('<attention-explainer></attention-explainer>', { policy: strictPolicy });
  await waitForFigures(page, 1);
  await page.evaluate(() => document.querySelector('attention-explainer').showAll());
  await waitForFigures(page, 9);
  await page.evaluate(async () => {
    const figures = document
      .querySelector('attention-explainer')
      .shadowRoot.querySelectorAll('explainer-figure');
    for (const figure of figures) {
      for (const index of figure.timeline.steps.keys()) {
        figure.goTo(index);
        await figure.updateComplete;
      }
    }
  });
  assert.deepEqual(page.complaints, []);
  await close();
});

test('ten share one module and their style sheets, and start only near the window', async () => {
  const ids = [
    'weights',
    'value',
    'match',
    'query',
    'key',
    'word',
    'context',
    'heads',
    'two-steps',
    'overview',
  ];
  const body = ids.map(
    (id) =>
      `<div style="min-height: 3000px"><attention-explainer chapter="${id}"></attention-explainer></div>`,
  );
  const count = `<script>window.started = 0; const { instantiate } = WebAssembly;
    WebAssembly.instantiate = (bytes, imports) => { if (bytes.length > 1000) window.started += 1; return instantiate(bytes, imports); };</script>`;
  const { page, close } = await host(body.join(''), { head: count });
  await waitForFigures(page, 1);
  await nextFrames(page);
  const startedAtFirst = await page.evaluate(
    () => [...document.querySelectorAll('attention-explainer')].filter(({ trace }) => trace).length,
  );
  assert.equal(startedAtFirst, 1);
  for (let index = 0; index < ids.length; index += 1) {
    await page.evaluate(
      (place) => document.querySelectorAll('attention-explainer')[place].scrollIntoView(),
      index,
    );
    await waitForFigures(page, index + 1);
  }
  const { started, sheets, figures, clashes } = await page.evaluate(() => {
    const all = [...document.querySelectorAll('attention-explainer')];
    return {
      // The core, and its lens.
      started: window.started,
      sheets: new Set(all.flatMap(({ shadowRoot }) => shadowRoot.adoptedStyleSheets)).size,
      figures: all.map(({ shadowRoot }) => shadowRoot.querySelector('section.chapter').dataset.chapter),
      clashes: document.querySelectorAll('style').length,
    };
  });
  assert.deepEqual(figures, ids);
  assert.equal(started, 2);
  // The colours, the page, and what stands around its figures.
  assert.equal(sheets, 3);
  assert.equal(clashes, 0);
  assert.deepEqual(page.complaints, []);
  await close();
});

test('memory is flat over 200 elements that come and go', async () => {
  const { page, close } = await host('');
  await page.waitForFunction(() => customElements.get('attention-explainer'));
  const client = await page.createCDPSession();
  await client.send('HeapProfiler.enable');
  const cycle = (times) =>
    page.evaluate(async (count) => {
      for (let index = 0; index < count; index += 1) {
        const one = document.createElement('attention-explainer');
        one.setAttribute('chapter', 'match');
        one.setAttribute('controls', 'transport tools');
        document.body.append(one);
        while (!one.shadowRoot?.querySelector('explainer-figure')?.shadowRoot?.querySelector('.scene *'))
          await new Promise((done) => requestAnimationFrame(done));
        one.remove();
      }
    }, times);
  const used = async () => {
    await nextFrames(page);
    for (let pass = 0; pass < 3; pass += 1) await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters');
    return { usedSize, nodes, jsEventListeners };
  };
  // Until the browser has compiled what it will compile.
  await cycle(60);
  const before = await used();
  await cycle(200);
  const end = await used();
  const grown = (end.usedSize - before.usedSize) / 200;
  assert.ok(grown < 700, `${Math.round(grown)} bytes stay of each`);
  assert.ok(end.nodes - before.nodes < 200, `${end.nodes - before.nodes} nodes stay`);
  assert.ok(end.jsEventListeners - before.jsEventListeners < 100, 'listeners stay');
  await close();
});

describe('in a frame', () => {
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
    const kept = await heights();
    await page.evaluate(async () => {
      const say = (data) => window.postMessage({ source: 'attention-explainer', ...data }, '*');
      say({ version: 1, kind: 'height', height: 5 });
      say({ version: 2, kind: 'height', height: 5 });
      await new Promise((done) => setTimeout(done));
    });
    assert.equal(await heights(), kept);
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
            window.heard = 0;
            addEventListener('message', () => (window.heard += 1));
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
});

test('the code that is offered shows the same moment in a page of others', async () => {
  const page = await openPage(browser);
  await page.goto(`${site.site}#chapter=weights&step=exp&head=2&token=3&sentence=american+shrew+mole`);
  await waitForFigures(page, 9);
  const codes = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const figure = [...shadowRoot.querySelectorAll('explainer-figure')].find(
      (one) => one.figure.id === 'weights',
    );
    return ['element', 'iframe'].map((kind) => figure.embedOf(kind));
  });
  const moment = 'chapter="weights" sentence="american shrew mole" head="2" token="3" step="exp"';
  assert.equal(
    codes[0],
    `<script src="${site.site}attention-explainer.js" defer></script>\n<attention-explainer ${moment}></attention-explainer>`,
  );
  assert.match(
    codes[1],
    /^<iframe src="[^"]*embed\.html\?chapter=weights&#38;sentence=american\+shrew\+mole&#38;head=2/,
  );
  const server = await serve((path) =>
    path === '/' ? Buffer.from(`<!doctype html>${codes[0]}${codes[1]}`) : undefined,
  );
  const other = await openPage(browser);
  other.complaints = [];
  await other.goto(server.origin);
  await waitForFigures(other, 1);
  await other.evaluate(() => document.querySelector('iframe').scrollIntoView());
  const frame = await other.waitForFrame((one) => one.url().includes('embed.html'));
  await waitForFigures(frame, 1);
  for (const place of [other, frame]) {
    const shown = await place.evaluate(() => {
      const one = document.querySelector('attention-explainer');
      const figure = one.shadowRoot.querySelector('explainer-figure');
      return [
        one.trace.words.join(' '),
        figure.figure.id,
        figure.timeline.steps[figure.step].id,
        figure.context.selection.head,
      ];
    });
    assert.deepEqual(shown, ['american shrew mole', 'weights', 'exp', 1]);
  }
  await other.close();
  await server.stop();
  await page.close();
});
