// Lighthouse on the folder as a host serves it: accessibility and best practices on a phone and on a desktop, which do not depend
// on the machine, and on a desktop performance, the median of some visits. A phone's performance has a test of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { desktopConfig } from 'lighthouse';
import { audit, median } from './lighthouse.mjs';
import { serveCompressed } from './served.mjs';

/** Of a hundred. */
const aim = 100;
const lasting = ['accessibility', 'best-practices'];
const devices = {
  'a phone': { config: undefined, visits: 1, categories: lasting },
  'a desktop': { config: desktopConfig, visits: 3, categories: ['performance', ...lasting] },
};

let server;
before(async () => {
  server = await serveCompressed();
});
after(() => server?.stop());

/** The audits of a category that have failed and count: their titles, and what was measured. */
function failed({ categories: found, audits }, category) {
  return found[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.995)
    .map(({ id }) => `${audits[id].title}${audits[id].displayValue ? ` (${audits[id].displayValue})` : ''}`);
}

for (const [name, { config, visits, categories }] of Object.entries(devices)) {
  test(`${name}: every audit of Lighthouse that counts is passed`, async () => {
    const reports = [];
    for (let visit = 0; visit < visits; visit += 1)
      reports.push(await audit(server.address, { config, onlyCategories: categories }));
    for (const category of categories) {
      const score = Math.round(100 * median(reports.map((report) => report.categories[category].score)));
      const titles = [...new Set(reports.flatMap((report) => failed(report, category)))].join('; ');
      console.log(`${name}, ${category}, median of ${visits}: ${score}${titles && `: ${titles}`}`);
      assert.ok(score >= aim, `${category}: ${score}, the bar is ${aim}: ${titles}`);
    }
  });
}
