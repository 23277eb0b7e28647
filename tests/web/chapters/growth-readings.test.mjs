// What is read out under the pattern of long texts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle } from '../harness/bundle.mjs';

const { cellReading, ratioReading, sightReading } = new Function(
  await bundle(new URL('../../../web/src/chapters/cost/growth-readings.ts', import.meta.url), 'readings'),
)();
/** Units are texts, of which a sentence is made. */
const say = (key, places) =>
  key.startsWith('unit.') ? `${places.number} ${key.slice('unit.'.length)}` : { key, ...places };
const pattern = { n_tokens: 2, weight: [1, 0, 0.996, 0.004] };

test('a weight is read with the words that it is of; of what comes later there is none', () => {
  assert.deepEqual(cellReading(pattern, { query: 1, key: 0 }, say), {
    ...{ key: '1', query: '2', weight: '1.00' },
  });
  assert.equal(cellReading(pattern, { query: 1, key: 1 }, say).weight, '0.0040');
  assert.equal('weight' in cellReading(pattern, { query: 0, key: 1 }, say), false);
});

test('the weights in sight are as many as the tokens squared, of four bytes', () => {
  const { tokens, weights, memory } = sightReading(1024, say);
  assert.deepEqual([tokens, weights], ['1,024', '1,048,576']);
  assert.match(memory, /^4(\.\d+)? M/);
});

test('two times tell what twice as many tokens have cost', () => {
  const timing = (n_tokens, milliseconds) => ({ n_tokens, milliseconds });
  assert.equal(ratioReading([timing(8, 1)], 64, say), '');
  const { before, after, ratio } = ratioReading([timing(8, 9), timing(16, 1), timing(32, 3.5)], 64, say);
  assert.deepEqual([before, after, ratio], ['16', '32', '3.50']);
});
