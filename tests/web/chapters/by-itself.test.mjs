// What goes on without being asked for: not for readers who want less motion or less data, and not on paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

const [{ hasPower, mayRunByItself }] = await importTypeScript('web/src/chapters/learning/by-itself.ts');

/** Whether it may where only `query` matches, with or without a wish to save data. */
function mayWhere(query, saveData) {
  globalThis.matchMedia = (asked) => ({ matches: asked === query });
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: saveData === undefined ? {} : { connection: { saveData } },
  });
  return mayRunByItself();
}

test('where nothing speaks against it', () => {
  assert.equal(mayWhere('screen', undefined), true);
  assert.equal(mayWhere('screen', false), true);
});

test('where something does', () => {
  assert.equal(mayWhere('screen', true), false);
  for (const query of ['(prefers-reduced-motion: reduce)', '(prefers-reduced-data: reduce)', 'print']) {
    assert.equal(mayWhere(query, undefined), false, query);
  }
});

/** Whether there is power by what a browser tells. */
function poweredBy(getBattery) {
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { getBattery } });
  return hasPower();
}

test('with a battery that is nearly empty it does not; where nothing is known of one, it does', async () => {
  assert.equal(await poweredBy(undefined), true);
  assert.equal(await poweredBy(async () => ({ level: 0.2 })), true);
  assert.equal(await poweredBy(async () => ({ level: 0.19 })), false);
  assert.equal(await poweredBy(async () => Promise.reject(new Error('Not allowed.'))), true);
});
