// How long a hand waits: from an input to the end of the frame that shows what it has changed, for each handle of a figure, in
// Chromium slowed down by 4; `--whole`: in the page with all chapters. It is a report, and no test: the times are of the machine and of what else it does.
//
//   node tests/web/chapters/frames/handles.mjs [--widths 360,1440] [--slower 4] [--times 40] [--only match] [--whole]
import { parseArgs } from 'node:util';
import { inChapter, load, openBrowser, openPage, serveBuild } from '../../harness/browser.mjs';

/** Median and 95th percentile that a reader does not feel, in milliseconds. */
const bar = 100;

/** Of each handle: its chapter, the step at which it is there, and what a hand does, at the nth time, in the page. */
const handles = {
  'query, dragged': {
    chapter: 'match',
    step: 'plane',
    act: (figure, n) => {
      const { width, height } = figure.shadowRoot.querySelector('.scene').getBoundingClientRect();
      figure.dragTo([width * (0.2 + 0.01 * (n % 30)), height * (0.3 + 0.01 * (n % 20))]);
    },
  },
  'a, slid': {
    chapter: 'context',
    step: 'after',
    act: (figure, n) => slide(inside(figure, 'space-handles', 'input'), (n % 20) / 20),
  },
  'space, turned': {
    chapter: 'context',
    step: 'after',
    act: (figure, n) => {
      const shown = figure.shadowRoot.querySelector('.shown svg');
      if (n === 0) point(shown, 'pointerdown', 100);
      point(shown, 'pointermove', 110 + 3 * n);
    },
  },
  temperature: {
    chapter: 'weights',
    step: 'divide',
    act: (figure, n) => slide(inside(figure, 'share-handles', 'input[type=range]'), n),
  },
  rank: {
    chapter: 'two-steps',
    step: 'rank',
    act: (figure, n) => press(figure, n),
  },
  fade: {
    chapter: 'value',
    step: 'move',
    act: (figure, n) => slide(inside(figure, 'word-fades', 'input'), (n % 20) / 20),
  },
  'head, off': {
    chapter: 'heads',
    step: 'sum',
    act: (figure, n) => press(figure, n % 2),
  },
};

/** In the page: what the handles above are moved with. */
function helpers() {
  // A made-up pointer cannot be captured.
  Element.prototype.setPointerCapture = () => {};
  window.inside = (figure, element, target) =>
    figure.shadowRoot.querySelector(element).shadowRoot.querySelector(target);
  window.slide = (input, value) => {
    const { min, max } = input;
    const [from, to] = [Number(min || 0), Number(max || 100)];
    input.value = String(value <= 1 && to <= 1 ? value : from + (value % (to - from + 1)));
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };
  /** One of what can be pressed in the picture. */
  window.press = (figure, n) => {
    const all = figure.shadowRoot.querySelectorAll('.handle');
    all[n % all.length].dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  };
  window.point = (target, type, clientX) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        clientX,
        clientY: 200,
        buttons: 1,
        pointerId: 1,
        bubbles: true,
        composed: true,
      }),
    );
}

/** In the page: the milliseconds of each of so many inputs until the next frame has been drawn; `late`: how often nothing changed in it. */
async function timesIn({ figure }, source, count) {
  // eslint-disable-next-line no-new-func
  const act = new Function(`return (${source})`)();
  const frameDone = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(undefined);
      }),
    );
  const changes = new MutationObserver(() => (drawn = true));
  changes.observe(figure.shadowRoot.querySelector('.scene'), {
    subtree: true,
    childList: true,
    attributes: true,
  });
  const times = [];
  let [drawn, late] = [false, 0];
  for (let n = 0; n < count; n += 1) {
    await frameDone();
    drawn = false;
    const begin = performance.now();
    act(figure, n);
    await frameDone();
    times.push(performance.now() - begin);
    if (!drawn) late += 1;
  }
  changes.disconnect();
  return { times, late };
}

/** In the page: whether a chapter's figure can be moved by hand. */
function isLive(chapter) {
  const explainer = document.querySelector('attention-explainer');
  const section =
    explainer?.trace && explainer.shadowRoot.querySelector(`section[data-chapter="${chapter}"]`);
  const figure = section?.querySelector('explainer-figure');
  if (!figure?.extras || !figure.shadowRoot.querySelector('.scene *')) return false;
  section.scrollIntoView({ block: 'start', behavior: 'instant' });
  return true;
}

const part = (sorted, share) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);

async function measure(page, { chapter, step, act }, count) {
  await inChapter(
    page,
    chapter,
    ({ figure }, wanted) => figure.goTo(figure.timeline.steps.findIndex(({ id }) => id === wanted)),
    step,
  );
  const { times, late } = await inChapter(page, chapter, timesIn, act.toString(), count);
  const sorted = times.slice(2).sort((a, b) => a - b);
  const [p50, p95] = [part(sorted, 0.5), part(sorted, 0.95)];
  return { chapter, p50, p95, late, bar: p95 <= bar ? 'met' : p50 <= bar ? 'median met' : 'NOT met' };
}

async function main() {
  const text = (value) => ({ type: 'string', default: value });
  const { values } = parseArgs({
    options: {
      widths: text('360,1440'),
      slower: text('4'),
      times: text('40'),
      only: { type: 'string' },
      whole: { type: 'boolean' },
    },
  });
  const [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  try {
    for (const width of values.widths.split(',').map(Number)) {
      const rows = {};
      for (const [name, handle] of Object.entries(handles)) {
        if (values.only && values.only !== handle.chapter) continue;
        const page = await openPage(browser, {
          width,
          height: width < 600 ? 740 : 900,
          motion: 'no-preference',
        });
        if (values.whole) await load(page, server.site);
        else await page.goto(server.chapter(handle.chapter));
        await page.waitForFunction(isLive, {}, handle.chapter);
        await page.evaluate(helpers);
        await page.emulateCPUThrottling(Number(values.slower));
        rows[name] = await measure(page, handle, Number(values.times));
        await page.close();
      }
      console.log(
        `${width} px, ${values.slower} times slower: milliseconds from an input to the end of the next frame`,
      );
      console.table(rows);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

await main();
