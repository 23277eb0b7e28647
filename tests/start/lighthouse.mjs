// Visits of Lighthouse, each in a browser of its own.
import lighthouse from 'lighthouse';
import { openBrowser } from '../web/harness/browser.mjs';

/** Lighthouse's report of one visit; without a `config` the visitor has a phone. */
export async function audit(address, { config, ...flags }) {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    return (await lighthouse(address, { logLevel: 'error', ...flags }, config, page)).lhr;
  } finally {
    await browser.close();
  }
}

/**
 * How much slower a phone of the middle is than a machine of a benchmark index, as Lighthouse has it for its own: it takes
 * four times for a machine of about 1500.
 */
export const slowdownOf = (benchmarkIndex) => Math.min(4, Math.max(1, (4 * benchmarkIndex) / 1500));

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
