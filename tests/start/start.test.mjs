// A first visit, measured: nothing kept from before, a processor four times slower than this one, a slow 4G network. Prints
// what it has measured; timings are of this machine, which ought to be doing nothing else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from '../web/harness/browser.mjs';
import { serveCompressed } from './served.mjs';

/** Round trips of 150 ms, 1.6 Mbit/s down, 750 kbit/s up: the mobile network of Chromium's own audits. */
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const slowdown = 4;
const bars = { firstContent: 1500, firstFigure: 2500, layoutShift: 0.02 };
const visits = 3;

let server;
before(async () => {
  server = await serveCompressed();
});
after(() => server?.stop());

/** In the page, before anything else: notes when things are there. */
function note() {
  window.noted = { layoutShift: 0 };
  const observe = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') window.noted.firstContent = startTime;
  });
  observe('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) window.noted.layoutShift += value;
  });
  const look = () => {
    const explainer = document.querySelector('attention-explainer');
    // Before there is a trace, the first paint stands there.
    const figure = explainer?.trace && explainer.shadowRoot.querySelector('explainer-figure');
    if (figure?.shadowRoot?.querySelector('.scene *')) window.noted.firstFigure = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(width, height) {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.setViewport({ width, height, isMobile: width < 500, hasTouch: width < 500 });
  await page.evaluateOnNewDocument(note);
  const client = await page.createCDPSession();
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', network);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const from = server.requests.length;
  await page.goto(server.address, { timeout: 60000 });
  await page.waitForFunction(() => window.noted.firstFigure, { timeout: 60000 });
  const asked = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime < window.noted.firstFigure)
      .map(({ name }) => new URL(name).pathname),
  );
  // Once each: the service worker fetches them again afterwards, to keep them.
  const sizes = new Map(server.requests.slice(from).map(({ path, bytes }) => [path, bytes]));
  const bytes = [...sizes]
    .filter(([path]) => path.endsWith('/site/') || asked.includes(path))
    .reduce((sum, [, size]) => sum + size, 0);
  // With what follows it, nothing has moved.
  await page.waitForFunction(() => document.querySelector('attention-explainer').extras, { timeout: 60000 });
  await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))));
  const noted = await page.evaluate(() => window.noted);
  await browser.close();
  return { ...noted, bytes };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

for (const [name, width, height] of [
  ['a phone', 360, 740],
  ['a desktop', 1440, 900],
]) {
  test(`${name}: first content, first live figure and layout shift are within their bars`, async () => {
    const all = [];
    for (let index = 0; index < visits; index += 1) all.push(await visit(width, height));
    const measured = Object.fromEntries(
      Object.keys(all[0]).map((key) => [key, median(all.map((one) => one[key]))]),
    );
    console.log(
      `${name} (${width} x ${height}), median of ${visits}: first content ${Math.round(measured.firstContent)} ms, first live ` +
        `figure ${Math.round(measured.firstFigure)} ms after ${measured.bytes} bytes, layout shift ${measured.layoutShift.toFixed(4)}`,
    );
    for (const [key, bar] of Object.entries(bars))
      assert.ok(measured[key] <= bar, `${key}: ${measured[key]}, the bar is ${bar}`);
  });
}
