// The page with the checks of its figures in it, and what figures are looked at with.
import assert from 'node:assert/strict';
import { bundleForPage } from '../../harness/bundle.mjs';
import { isDrawn } from '../../harness/engines/figures.mjs';

export const asTrained = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };
export const opening = {
  sentence: 'a fluffy blue creature roamed the verdant forest',
  head: null,
  token: 4,
  transposed: false,
  options: asTrained,
  removed: null,
};

/** What figures are looked at with: the page as it opens, and (in one engine) what a reader may choose. */
export const choices = {
  'as it opens': {},
  'another head, another word': { head: 3, token: 8 },
  transposed: { transposed: true },
  'three words': { sentence: 'american shrew mole', token: 3 },
  'one word': { sentence: 'mole', token: 1 },
  '24 words': {
    sentence:
      'yesterday a fluffy blue creature roamed the verdant forest and a scaly red beast scorched the ruined castle the eiffel tower glittered above paris',
    head: 3,
    token: 20,
  },
  'a head taken away': { removed: { kind: 'head', index: 1 } },
  'the followed word taken away': { removed: { kind: 'word', index: 3 } },
  'the last word taken away, which is followed': { token: 8, removed: { kind: 'word', index: 7 } },
  'a later word taken away': { removed: { kind: 'word', index: 5 } },
  'no mask': { options: { ...asTrained, mask: 'none' } },
  'zero after softmax, no scaling, temperature 2': {
    options: { ...asTrained, temperature: 2, scale: false, mask: 'zero-after-softmax' },
  },
};

export async function openFigures({ engine, server }, width, hash = '') {
  const page = await engine.newPage({ width, height: 900, theme: 'light', motion: 'reduce' });
  await page.goto(server.site + hash);
  await page.waitFor(isDrawn);
  await bundleForPage(page, new URL('checks.mjs', import.meta.url), 'figureChecks');
  return page;
}

export const call = (page, name, ...values) =>
  page.evaluate((method, parameters) => window.figureChecks[method](...parameters), name, values);

/** Goes through all figures; complains of the first things that are wrong with each. */
export async function assertFigures(page) {
  const wrong = [];
  const seen = {};
  for (const id of await call(page, 'figureIds')) {
    for (const step of await call(page, 'checkFigure', id)) {
      wrong.push(...step.wrong.map((what) => `${id}, ${step.id}: ${what}`));
      for (const [kind, count] of Object.entries(step.counts)) seen[kind] = (seen[kind] ?? 0) + count;
    }
  }
  assert.deepEqual(wrong, []);
  return seen;
}
