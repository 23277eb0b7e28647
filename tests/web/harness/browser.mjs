// What the browser tests share: one Chromium, the built page over http and from file://, and a watch on what the page
// must never do (an error on the console, a request to another origin).
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { patience } from './engines/call.mjs';
import { launchChromium } from './engines/chromium.mjs';
import { isDrawn } from './engines/figures.mjs';
import { build, isForeign } from './engines/foreign.mjs';
import { folder, serve } from './server.mjs';

export const fileAddress = pathToFileURL(new URL('attention-explainer.html', build).pathname).href;

export const openBrowser = launchChromium;
export { patience };

/**
 * The page as it is, but that tests may evaluate code in it: without its policy, and without the service worker, which
 * would keep it from one test to the next. The tests of both have the page as it is, at `strict`.
 */
function lenient(html) {
  return html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replace(/<script type="module" src="assets\/offline[^>]*><\/script>/, '');
}

/** Serves build/, so that the site stands at a sub-path as it would on any host. */
export async function serveBuild(options) {
  const file = folder(build, '/');
  const strict = folder(build, '/strict/');
  const { origin, requests, stop } = await serve(async (path) => {
    if (path.startsWith('/strict/')) return strict(path);
    const contents = await file(path);
    return contents && /(\/|\.html)$/.test(path) ? Buffer.from(lenient(contents.toString())) : contents;
  }, options);
  const site = `${origin}/site/`;
  /** One chapter alone, with all that belongs to it; `fields` are more attributes of the element. */
  const whole = { controls: 'sentence title cards transport tools' };
  const chapter = (id, fields = {}) =>
    `${site}embed.html?${new URLSearchParams({ chapter: id, ...whole, ...fields })}`;
  return { origin, requests, stop, site, chapter, strict: `${origin}/strict/site/` };
}

/** A page that keeps a list of everything that it should not have done. */
export async function openPage(
  browser,
  { width = 1440, height = 900, theme = 'light', motion = 'reduce' } = {},
) {
  const page = await browser.newPage();
  // What comes at last is waited for: half a minute is short where others work, too. It is as long only where something is lost.
  page.setDefaultTimeout(patience);
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: motion },
  ]);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) page.complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (isForeign(request.url(), page.url())) page.complaints.push(`request: ${request.url()}`);
  });
  return page;
}

/** Opens an address and waits until every figure is drawn. */
export async function load(page, address) {
  await page.goto(address);
  await page.waitForFunction(isDrawn);
}

/**
 * Runs a function in the page with { explainer, figure, prose, section } of a chapter; returns what it returns, once all
 * that it changed is drawn. `figure` is null in a chapter without one.
 */
export function inChapter(page, chapter, action, ...values) {
  return page.evaluate(
    async (source, id, args) => {
      const explainer = document.querySelector('attention-explainer');
      const { shadowRoot } = explainer;
      // What is not there is left out of a call: the first chapter.
      const section = shadowRoot.querySelector(
        id ? `section[data-chapter="${id}"]` : 'section[data-chapter]',
      );
      const figure = section.querySelector('explainer-figure');
      const prose = section.querySelector('chapter-prose');
      // eslint-disable-next-line no-new-func
      const run = new Function(`return (${source})`)();
      const result = await run({ explainer, figure, prose, section }, ...args);
      await explainer.updateComplete;
      for (const element of shadowRoot.querySelectorAll('explainer-figure, chapter-prose, sentence-box')) {
        await element.updateComplete;
      }
      return result;
    },
    action.toString(),
    chapter,
    values,
  );
}

/** As `inChapter`, for what concerns the page as a whole, or the chapter that stands first. */
export function inPage(page, action, ...values) {
  return inChapter(page, undefined, action, ...values);
}

/** Chooses what all figures show: properties of the explainer. */
export function choose(page, properties) {
  return inPage(page, ({ explainer }, chosen) => void Object.assign(explainer, chosen), properties);
}

/** Holds the figure of a chapter at a step, given by its name or its place. */
export function goTo(page, chapter, step) {
  return inChapter(
    page,
    chapter,
    ({ figure }, wanted) => {
      const steps = figure.timeline.steps.map(({ id }) => id);
      const index = typeof wanted === 'number' ? wanted : steps.indexOf(wanted);
      if (steps[index] === undefined)
        throw new Error(`There is no step ${wanted}, there are ${steps.join(', ')}.`);
      figure.goTo(index);
    },
    step,
  );
}

/** In the page: whether a chapter is open at a step: its figure held there, and the card of the step where it is read. */
export function isOpenAt(chapter, step) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const section = shadowRoot.querySelector(`section[data-chapter="${chapter}"]`);
  const figure = section?.querySelector('explainer-figure');
  if (figure?.stepId !== step || figure.playing) return false;
  const cards = section.querySelector('chapter-prose')?.shadowRoot;
  const card = cards?.querySelector(`.card[data-step="${step}"]`);
  if (!card) return Math.abs(section.getBoundingClientRect().top) <= 60;
  const { top, bottom } = card.getBoundingClientRect();
  const line = 0.55 * innerHeight;
  return top <= line && bottom >= line;
}

/** Opens what is behind the button under the first figure: the sentence, the word, the head. */
export function openChoices(page) {
  return inPage(page, async ({ explainer }) => {
    explainer.shadowRoot.querySelector('.choices').open = true;
    await explainer.updateComplete;
  });
}

/** Every chapter in the order of the page: { id, steps, question }; without steps where it has no figure. */
export function listChapters(page) {
  return page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    return [...shadowRoot.querySelectorAll('section.chapter:not(.awaited)')].map((section) => {
      const { figure } = section.querySelector('explainer-figure') ?? {};
      // The first chapter has no cards.
      const { question } = section.querySelector('chapter-prose')?.chapter ?? {};
      return {
        id: section.dataset.chapter,
        steps: figure?.timeline.steps.map(({ id }) => id),
        loops: figure?.loops === true,
        question: question && { id: question.id, reveal: question.reveal },
      };
    });
  });
}

/** Names, shapes and values of a whole run, through the property that the page offers. */
export async function readTrace(page, run = 'sentence') {
  const { words, tensors } = await inPage(
    page,
    ({ explainer }, name) => {
      const trace = explainer.runs[name];
      // As text: what carries values out of the page knows no infinity.
      const read = trace.names.map((tensor) => [
        tensor,
        { shape: trace.shape(tensor), values: trace.values(tensor).map(String) },
      ]);
      return { words: trace.words, tensors: read };
    },
    run,
  );
  const read = tensors.map(([name, { shape, values }]) => [name, { shape, values: values.map(Number) }]);
  return { words, tensors: Object.fromEntries(read) };
}

/** The element of a tensor at its indices, from a trace as `readTrace` gives it. */
export function at(trace, tensor, ...indices) {
  const { shape, values } = trace.tensors[tensor];
  assert.equal(indices.length, shape.length, `${tensor} has ${shape.length} axes`);
  return values[indices.reduce((offset, index, axis) => offset * shape[axis] + index, 0)];
}

/** The last axis of a tensor at the given leading indices. */
export function rowOf(trace, tensor, ...indices) {
  const { shape } = trace.tensors[tensor];
  return Array.from({ length: shape.at(-1) }, (_, last) => at(trace, tensor, ...indices, last));
}

/**
 * Two frames: what was asked for has been laid out and drawn, what was observed has been reported. Sizes are told in a frame; what comes
 * into sight is told by a task after it, which the next frame may overtake, but everybody is told by the same.
 */
export function nextFrames(page) {
  return page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => {
          const observer = new IntersectionObserver(() => {
            observer.disconnect();
            requestAnimationFrame(() => done());
          });
          observer.observe(document.documentElement);
        }),
      ),
  );
}

/** Waits in the page until `condition`, called as an action of `inChapter`, is true; nothing may be awaited in it. */
export function untilInChapter(page, chapter, condition, ...values) {
  return page.waitForFunction(
    (source, id, args) => {
      const explainer = document.querySelector('attention-explainer');
      const section = explainer.shadowRoot.querySelector(
        id ? `section[data-chapter="${id}"]` : 'section[data-chapter]',
      );
      const [figure, prose] = ['explainer-figure', 'chapter-prose'].map((name) =>
        section.querySelector(name),
      );
      // eslint-disable-next-line no-new-func
      return new Function(`return (${source})`)()({ explainer, figure, prose, section }, ...args);
    },
    {},
    condition.toString(),
    chapter,
    values,
  );
}

/** Asserts something that comes to be true a little later: again and again until it holds. What it says at last is what is wrong. */
export async function eventually(check) {
  for (const end = Date.now() + patience; ; await new Promise((done) => setTimeout(done, 20))) {
    try {
      return await check();
    } catch (error) {
      if (error.code !== 'ERR_ASSERTION' || Date.now() > end) throw error;
    }
  }
}

/** In the page: whether the address, which follows a little later, has come to these fields. */
export const addressHas = (wanted) => {
  const fields = new URLSearchParams(location.hash.slice(1));
  return Object.entries(wanted).every(([name, value]) => fields.get(name) === value);
};
