// What is written into the address, and what is not: where a reader has gone is never written over.
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { importSource } from '../harness/bundle.mjs';
import { sources } from '../harness/sources.mjs';

const pause = 100;
mock.timers.enable({ apis: ['setTimeout'] });
const location = { hash: '' };
Object.assign(globalThis, {
  location,
  window: globalThis,
  history: { state: null, replaceState: (state, title, fragment) => void (location.hash = fragment) },
});
const { Address } = await importSource(sources.address);

let address;
beforeEach(() => {
  mock.timers.tick(10 * pause);
  location.hash = '#start';
  address = new Address(pause);
});

test('the first of several is written at once, the last when the pause is over, none between', () => {
  for (const fragment of ['#one', '#two', '#three']) address.write(fragment);
  assert.equal(location.hash, '#one');
  mock.timers.tick(pause);
  assert.equal(location.hash, '#three');
});

test('an address that the reader has gone to stands, though the page has not been told of it yet', () => {
  location.hash = '#elsewhere';
  address.write('#one');
  assert.equal(location.hash, '#elsewhere');
  // Now the page is told.
  address.drop();
  mock.timers.tick(2 * pause);
  assert.equal(location.hash, '#elsewhere');
  address.write('#two');
  assert.equal(location.hash, '#two');
});

test('so it does while another one waits', () => {
  address.write('#one');
  address.write('#two');
  location.hash = '#elsewhere';
  mock.timers.tick(pause);
  assert.equal(location.hash, '#elsewhere');
});

test('where nobody tells of it, what is shown is written a moment later', () => {
  location.hash = '#by somebody else';
  address.write('#one');
  mock.timers.tick(pause);
  assert.equal(location.hash, '#one');
});
