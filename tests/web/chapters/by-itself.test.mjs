// What goes on without being asked for: with less motion only its end is shown, and for readers who want less data, and on paper,
// there is nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

const [{ byItself, hasPower }] = await importTypeScript('web/src/chapters/learning/by-itself.ts');

/** What does where only `query` matches, with or without a wish to save data. */
function whatWhere(query, saveData) {
  globalThis.matchMedia = (asked) => ({ matches: asked === query });
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: saveData === undefined ? {} : { connection: { saveData } },
  });
  return byItself();
}

test('where nothing speaks against it', () => {
  assert.equal(whatWhere('screen', undefined), 'plays');
  assert.equal(whatWhere('screen', false), 'plays');
});

test('where something does', () => {
  assert.equal(whatWhere('(prefers-reduced-motion: reduce)', false), 'computes');
  assert.equal(whatWhere('(prefers-reduced-motion: reduce)', true), 'rests');
  assert.equal(whatWhere('screen', true), 'rests');
  for (const query of ['(prefers-reduced-data: reduce)', 'print'])
    assert.equal(whatWhere(query, undefined), 'rests', query);
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
