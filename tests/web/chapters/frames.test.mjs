// What a frame of each figure costs, in Chromium: counted, and so the same on every machine under every load (pictures drawn, nodes
// made anew, changes of the page), and timed, but only against a fixed task that is done in turn with the frames.
//
// frames/budgets.json holds what each figure takes. What is measured goes to build/reports/frames.json in the same form: where a
// figure has come to do more for a reason, that is its new budget.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { inPage, listChapters, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { bundleForPage } from '../harness/bundle.mjs';

/** By how much a budget may be exceeded: counts change where a text or a sentence does, times with engines and processors. */
const tolerance = { draws: 1.01, nodes: 1.5, changes: 1.5, time: 2 };
/** How often a figure is timed; one that is over its budget once more, so often. */
const passes = [3, 9];
/** With which a browser tells the time to 5 microseconds, not to 100. */
const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const reports = new URL('../../../build/reports/', import.meta.url);
const budgets = JSON.parse(await readFile(new URL('frames/budgets.json', import.meta.url), 'utf8'));

let browser;
let server;
let page;
let figures;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild({ headers: () => isolated })]);
  page = await openPage(browser, { motion: 'no-preference' });
  await load(page, server.site);
  await bundleForPage(page, new URL('frames/work.mjs', import.meta.url), 'frameWork');
  // The address is not written while a figure plays.
  await inPage(page, ({ explainer, figure }) => {
    explainer.linked = false;
    figure.pause();
  });
  figures = (await listChapters(page)).filter(({ steps }) => steps).map(({ id }) => id);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const call = (method, ...values) =>
  page.evaluate((name, given) => window.frameWork[name](...given), method, values);

/** What of the budget is exceeded by what was measured. */
const over = (measured, budget) =>
  Object.keys(tolerance).filter((what) => !(measured[what] <= tolerance[what] * budget?.[what]));

async function measure(id) {
  const measured = await call('count', id);
  for (const count of passes) {
    measured.time = await call('time', id, count);
    if (!over(measured, budgets[id]).includes('time')) break;
  }
  return Object.fromEntries(
    Object.entries(measured).map(([what, value]) => [what, Number(value.toPrecision(3))]),
  );
}

test('no figure does more for a frame than its budget', async () => {
  const measured = {};
  for (const id of figures) measured[id] = await measure(id);
  await mkdir(reports, { recursive: true });
  await writeFile(new URL('frames.json', reports), `${JSON.stringify(measured, undefined, 2)}\n`);
  console.table(measured);
  for (const id of figures)
    assert.deepEqual(
      over(measured[id], budgets[id]),
      [],
      `${id}: ${JSON.stringify([measured[id], budgets[id]])}`,
    );
  assert.deepEqual(Object.keys(budgets), figures, 'a budget for every figure, and for nothing else');
  assert.deepEqual(page.complaints, []);
});

test('a figure that draws three times for a frame is over its budget', async () => {
  await call('repeatDrawing', 'match', 3);
  const exceeded = over(await measure('match'), budgets.match);
  assert.deepEqual(
    exceeded.filter((what) => what !== 'time'),
    ['draws', 'nodes'],
  );
});

test('and so is one whose script takes three times as long: drawing is half of it, the rest goes to the page', async () => {
  await call('repeatDrawing', 'match', 2);
  const { time } = await measure('match');
  assert.ok(time > 2 * budgets.match.time, `${time}, the budget is ${budgets.match.time}`);
});
