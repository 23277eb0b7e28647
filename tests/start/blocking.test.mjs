// For how long tasks of more than 50 ms block the page on a phone, and what Lighthouse makes of the performance: the median of
// five visits. With START_AGAINST, the site folder of another build, that one is visited in turn with this one, so that what
// the machine does meanwhile comes to both; then the ratio counts, which is the same on every machine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { audit, median, slowdownOf } from './lighthouse.mjs';
import { serveCompressed } from './served.mjs';

const visits = 5;
/** The score of a hundred is that of the machine, too: it counts where Lighthouse finds a quick one. */
const bars = { ratio: 0.5, performance: 98, quick: 2000 };
const against = process.env.START_AGAINST;

const servers = {};
before(async () => {
  servers['this build'] = await serveCompressed();
  if (against) servers.other = await serveCompressed(pathToFileURL(`${against}/`));
});
after(() => Promise.all(Object.values(servers).map((server) => server.stop())));

/** Reports of the visits by build: one of each build, then the next of each. */
async function visitAll(flags) {
  const reports = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let visit = 0; visit < visits; visit += 1)
    for (const [name, { address }] of Object.entries(servers))
      reports[name].push(await audit(address, flags));
  return reports;
}

function summaryOf(reports) {
  return {
    blocking: median(reports.map(({ audits }) => audits['total-blocking-time'].numericValue)),
    performance: Math.round(100 * median(reports.map(({ categories }) => categories.performance.score))),
    index: median(reports.map(({ environment }) => environment.benchmarkIndex)),
  };
}

test('a phone: the page is blocked for a short time, and performance is what it is to be', async () => {
  const onlyCategories = ['performance'];
  const { environment, configSettings } = await audit(servers['this build'].address, { onlyCategories });
  const cpuSlowdownMultiplier = slowdownOf(environment.benchmarkIndex);
  const throttling = { ...configSettings.throttling, cpuSlowdownMultiplier };
  const found = {};
  for (const [name, reports] of Object.entries(await visitAll({ onlyCategories, throttling }))) {
    const { blocking, performance, index } = (found[name] = summaryOf(reports));
    console.log(
      `a phone, ${name}, median of ${visits}: blocked for ${Math.round(blocking)} ms, performance ${performance} ` +
        `(benchmark index ${index}, processor slowed ${cpuSlowdownMultiplier.toFixed(1)} times)`,
    );
  }
  const { 'this build': own, other } = found;
  if (other) {
    const ratio = own.blocking / other.blocking;
    console.log(`a phone: blocked for ${ratio.toFixed(2)} of the time for which the other build is`);
    assert.ok(own.blocking <= bars.ratio * other.blocking, `${ratio.toFixed(2)}, the bar is ${bars.ratio}`);
  }
  if (own.index >= bars.quick)
    assert.ok(own.performance >= bars.performance, `${own.performance}, the bar is ${bars.performance}`);
});
