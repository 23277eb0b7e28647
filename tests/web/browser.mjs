// What the browser tests share: one Chromium, the built page over http and from file://, and a watch on what the page
// must never do (an error on the console, a request to another origin).
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { context } from 'esbuild';
import { launchChromium } from './engines/chromium.mjs';
import { build, isForeign } from './engines/foreign.mjs';

export const fileAddress = pathToFileURL(new URL('attention-explainer.html', build).pathname).href;

export const openBrowser = launchChromium;

/** Serves build/, so that the site stands at a sub-path as it would on any host. */
export async function serveBuild() {
  const server = await context({});
  const { port } = await server.serve({ servedir: build.pathname, host: '127.0.0.1' });
  return {
    origin: `http://127.0.0.1:${port}`,
    site: `http://127.0.0.1:${port}/site/`,
    stop: () => server.dispose(),
  };
}

/** A page that keeps a list of everything that it should not have done. */
export async function openPage(
  browser,
  { width = 1440, height = 900, theme = 'light', motion = 'reduce' } = {},
) {
  const page = await browser.newPage();
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

/** Opens an address and waits until the figure is drawn. */
export async function load(page, address) {
  await page.goto(address);
  await page.waitForFunction(() => {
    const figure = document
      .querySelector('attention-explainer')
      ?.shadowRoot?.querySelector('whole-pass-figure');
    return figure?.shadowRoot?.querySelector('.scene')?.children.length > 0;
  });
}

/** Runs a function in the page with the explainer and its figure; returns what it returns, once drawn. */
export function withFigure(page, action, ...values) {
  return page.evaluate(
    async (source, args) => {
      const explainer = document.querySelector('attention-explainer');
      const figure = explainer.shadowRoot.querySelector('whole-pass-figure');
      // eslint-disable-next-line no-new-func
      const result = await new Function(`return (${source})`)()({ explainer, figure }, ...args);
      await explainer.updateComplete;
      await figure.updateComplete;
      return result;
    },
    action.toString(),
    values,
  );
}

export function goTo(page, step) {
  return withFigure(page, ({ figure }, index) => figure.goTo(index), step);
}

/** Names, shapes and values of the whole trace, through the property that the page offers. */
export async function readTrace(page) {
  const { words, tensors } = await withFigure(page, ({ explainer }) => {
    const { trace } = explainer;
    // As text: what carries values out of the page knows no infinity.
    const tensors = trace.names.map((name) => [
      name,
      { shape: trace.shape(name), values: trace.values(name).map(String) },
    ]);
    return { words: trace.words, tensors };
  });
  const read = tensors.map(([name, { shape, values }]) => [name, { shape, values: values.map(Number) }]);
  return { words, tensors: Object.fromEntries(read) };
}

export const steps = [
  'words',
  'embedding',
  'query',
  'key',
  'score',
  'scale',
  'mask',
  'max',
  'exp',
  'divide',
  'value',
  'sum',
  'delta',
  'output',
  'predict',
];

/** The element of a tensor at its indices, from a trace as `readTrace` gives it. */
export function at(trace, tensor, ...indices) {
  const { shape, values } = trace.tensors[tensor];
  assert.equal(indices.length, shape.length, `${tensor} has ${shape.length} axes`);
  return values[indices.reduce((offset, index, axis) => offset * shape[axis] + index, 0)];
}
