// Running the model: the shipped modules against the oracle in double precision.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attention } from '../reference/attention.mjs';
import { Random } from '../reference/random.mjs';
import { filled, parameters, small, stages, variants } from './module.mjs';

// A float32 rounding is 2^-24. The longest sum here has 32 terms and a logit has seven stages behind it, so that the
// error of an element stays below some 32 x 7 roundings of its size; they cancel for the most part.
const tolerance = 32 * 7 * 2 ** -24;

function assertAgrees(instance, sizes, description) {
  const values = Object.fromEntries(parameters.map(({ name }) => [name, instance.view(name)]));
  const expected = attention(sizes, values, Array.from(instance.view('token')));
  assert.deepEqual(Object.keys(expected).sort(), stages.map(({ name }) => name).sort());
  for (const { name } of stages) {
    const actual = instance.view(name);
    assert.equal(actual.length, expected[name].length, name);
    const worst = expected[name].findIndex((value, k) => !isClose(actual[k], value));
    assert.equal(
      worst,
      -1,
      `${description}: ${name}[${worst}] is ${actual[worst]}, not ${expected[name][worst]}`,
    );
  }
}

function isClose(actual, expected) {
  return actual === expected || Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected));
}

function randomSizes(random) {
  const n_tokens = random.between(1, 24);
  return {
    n_vocabulary: random.between(1, 40),
    n_positions: n_tokens + random.between(0, 5),
    d_model: random.between(1, 17),
    n_heads: random.between(1, 5),
    d_head: random.between(1, 17),
    d_value: random.between(1, 17),
    n_tokens,
  };
}

const page = {
  n_vocabulary: 168,
  n_positions: 24,
  d_model: 32,
  n_heads: 4,
  d_head: 8,
  d_value: 8,
  n_tokens: 8,
};

for (const variant of variants) {
  test(`${variant}: every stage agrees with the oracle, for sizes drawn at random`, () => {
    const random = new Random(7);
    for (let seed = 1; seed <= 40; seed++) {
      const sizes = randomSizes(random);
      const instance = filled(variant, sizes, seed);
      assert.equal(instance.run(), 0, instance.message());
      assertAgrees(instance, sizes, `seed ${seed}, ${JSON.stringify(sizes)}`);
    }
  });

  test(`${variant}: every stage agrees with the oracle, for the sizes of the page`, () => {
    const instance = filled(variant, page);
    instance.fill(page, 3, 0.3);
    assert.equal(instance.run(), 0);
    assertAgrees(instance, page, 'the page');
  });

  test(`${variant}: sentences of many lengths in one instance, one after the other`, () => {
    const instance = filled(variant);
    for (const n_tokens of [9, 1, 11, 2, 10, 3]) {
      const sizes = { ...small, n_tokens };
      assert.equal(instance.layout(sizes), 0);
      instance.view('token').forEach((_, i, token) => (token[i] = (5 * i + n_tokens) % small.n_vocabulary));
      assert.equal(instance.run(), 0);
      assertAgrees(instance, sizes, `${n_tokens} tokens`);
    }
  });

  test(`${variant}: a run writes no parameter and no token id`, () => {
    const instance = filled(variant);
    const before = instance.parameterBytes();
    const token = instance.view('token').slice();
    assert.equal(instance.run(), 0);
    assert.deepEqual(instance.parameterBytes(), before);
    assert.deepEqual(instance.view('token'), token);
  });

  test(`${variant}: two runs leave the same bytes`, () => {
    const instance = filled(variant);
    assert.equal(instance.run(), 0);
    const first = instance.arena();
    for (const { name } of stages) instance.view(name).fill(NaN);
    assert.equal(instance.run(), 0);
    assert.deepEqual(instance.arena(), first);
  });
}

test('the two variants agree up to the roundings that a fused multiply-add saves', () => {
  const random = new Random(11);
  for (let seed = 1; seed <= 20; seed++) {
    const sizes = randomSizes(random);
    const [plain, relaxed] = variants.map((variant) => filled(variant, sizes, seed));
    assert.deepEqual(relaxed.arena(), plain.arena());
    plain.run();
    relaxed.run();
    for (const { name } of stages) {
      const expected = plain.view(name);
      relaxed.view(name).forEach((value, k) => {
        assert.ok(isClose(value, expected[k]), `seed ${seed}: ${name}[${k}] is ${value}, not ${expected[k]}`);
      });
    }
  }
});
