// The explainer in pages of others: one element, many of them, and under policies that allow nothing. In a frame:
// framed.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { host, strictPolicy, waitForFigures } from '../fixtures/host.mjs';
import { nextFrames, openBrowser, openPage, serveBuild, load } from '../harness/browser.mjs';
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

describe('one chapter', () => {
  let page;
  let close;
  before(async () => {
    ({ page, close } = await host(
      browser,
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
      one.step = 'mask';
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
      ['step', { chapter: 'weights', step: 'mask' }],
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
  const { page, close } = await host(browser, '<attention-explainer></attention-explainer>', {
    policy: strictPolicy,
  });
  await waitForFigures(page, 1);
  await page.evaluate(() => document.querySelector('attention-explainer').showAll());
  await waitForFigures(page, 11);
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

const ids = 'weights value match query key word context heads two-steps overview'.split(' ');
/** How many modules of WebAssembly a page starts. */
const countStarts = `<script>window.started = 0; const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (bytes, imports) => { if (bytes.length > 1000) window.started += 1; return instantiate(bytes, imports); };</script>`;

test('ten share one module and their style sheets, and start only near the window', async () => {
  const body = ids.map(
    (id) =>
      `<div style="min-height: 3000px"><attention-explainer chapter="${id}"></attention-explainer></div>`,
  );
  const { page, close } = await host(browser, body.join(''), { head: countStarts });
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
      // The core, and its analysis.
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

test('memory is flat over elements that come and go', async () => {
  const { page, close } = await host(browser, '');
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
  const stays = (before, after) => ({
    bytes: (after.usedSize - before.usedSize) / 70,
    nodes: (after.nodes - before.nodes) / 70,
    listeners: (after.jsEventListeners - before.jsEventListeners) / 70,
  });
  const isFlat = ({ bytes, nodes, listeners }) => bytes < 500 && nodes < 1 && listeners < 0.5;
  // What stays of an element stays in every round; what the browser compiles and keeps, in some of the first ones.
  const rounds = [];
  let before = await used();
  do {
    await cycle(70);
    const after = await used();
    rounds.push(stays(before, after));
    before = after;
  } while (!isFlat(rounds.at(-1)) && rounds.length < 12);
  assert.ok(rounds.some(isFlat), `of each element there stays, round by round: ${JSON.stringify(rounds)}`);
  await close();
});

/** In the page: sentence, chapter, step and head. */
function momentShown() {
  const one = document.querySelector('attention-explainer');
  const figure = one.shadowRoot.querySelector('explainer-figure');
  const { figure: shown, timeline, step, context } = figure;
  return [one.trace.words.join(' '), shown.id, timeline.steps[step].id, context.selection.head];
}

test('the code that is offered shows the same moment in a page of others', async () => {
  const page = await openPage(browser);
  await load(page, `${site.site}#chapter=weights&step=exp&head=2&token=3&sentence=american+shrew+mole`);
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
  const shown = ['american shrew mole', 'weights', 'exp', 1];
  await waitForFigures(other, 1);
  assert.deepEqual(await other.evaluate(momentShown), shown);
  // The cards that pass lead the first one on.
  await other.evaluate(() => document.querySelector('iframe').scrollIntoView());
  const frame = await other.waitForFrame((one) => one.url().includes('embed.html'));
  await waitForFigures(frame, 1);
  assert.deepEqual(await frame.evaluate(momentShown), shown);
  await other.close();
  await server.stop();
  await page.close();
});
