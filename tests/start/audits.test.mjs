// Lighthouse on the folder as a host serves it: performance, accessibility and best practices, on a phone and on a desktop. Prints
// what it finds. Accessibility and best practices do not depend on the machine; performance is the median of some visits, and a
// phone is played by this machine slowed down, by less where it is itself a slow one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { openBrowser } from '../web/harness/browser.mjs';
import { serveCompressed } from './served.mjs';

const visits = 3;
const categories = ['performance', 'accessibility', 'best-practices'];
/**
 * Of a hundred. A phone's performance is to be 100 too: what lacks is all in the time for which tasks of more than 50 ms block
 * the page while its later chapters come, which a slow machine makes longer twice over.
 */
const aim = 100;
const phonePerformance = 70;

/**
 * How much slower a phone of the middle is than a machine of a benchmark index, as Lighthouse has it for its own: it takes
 * four times for a machine of about 1500.
 */
const slowdownOf = (benchmarkIndex) => Math.min(4, Math.max(1, (4 * benchmarkIndex) / 1500));

let server;
before(async () => {
  server = await serveCompressed();
});
after(() => server?.stop());

async function audit(config, settings) {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const flags = { logLevel: 'error', onlyCategories: categories, ...settings };
    return (await lighthouse(server.strict, flags, config, page)).lhr;
  } finally {
    await browser.close();
  }
}

/** The audits of a category that have failed and count: their titles, and what was measured. */
function failed({ categories: found, audits }, category) {
  return found[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.995)
    .map(({ id }) => `${audits[id].title}${audits[id].displayValue ? ` (${audits[id].displayValue})` : ''}`);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const devices = {
  'a phone': { config: undefined, throttled: true, bars: { performance: phonePerformance } },
  'a desktop': { config: desktopConfig, throttled: false, bars: {} },
};

for (const [name, { config, throttled, bars }] of Object.entries(devices)) {
  test(`${name}: every audit of Lighthouse that counts is passed`, async () => {
    const { environment, configSettings } = await audit(config, { onlyCategories: ['best-practices'] });
    const cpuSlowdownMultiplier = throttled ? slowdownOf(environment.benchmarkIndex) : 1;
    const throttling = { ...configSettings.throttling, cpuSlowdownMultiplier };
    const reports = [];
    for (let index = 0; index < visits; index += 1) reports.push(await audit(config, { throttling }));
    const scores = Object.fromEntries(
      categories.map((category) => [
        category,
        Math.round(100 * median(reports.map((report) => report.categories[category].score))),
      ]),
    );
    const failures = Object.fromEntries(
      categories.map((category) => [
        category,
        [...new Set(reports.flatMap((report) => failed(report, category)))],
      ]),
    );
    console.log(
      `${name}, median of ${visits}, processor slowed ${cpuSlowdownMultiplier.toFixed(1)} times (benchmark index ` +
        `${environment.benchmarkIndex}): ${categories.map((category) => `${category} ${scores[category]}`).join(', ')}`,
    );
    for (const [category, titles] of Object.entries(failures))
      for (const title of titles) console.log(`  ${category}: ${title}`);
    for (const category of categories) {
      const bar = bars[category] ?? aim;
      assert.ok(
        scores[category] >= bar,
        `${category}: ${scores[category]}, the bar is ${bar}: ${failures[category].join('; ')}`,
      );
    }
  });
}
