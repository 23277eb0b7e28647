// Widening parameters from float16 in place.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Instance, parameters, small, tensorId, variants } from './module.mjs';

/** The number that an IEEE 754 binary16 bit pattern stands for: sign, five bits of exponent, ten of fraction. */
function float16(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Writes the patterns where the module wants them: in the second half of the tensor. */
function writeHalves(instance, name, patterns) {
  const view = instance.view(name);
  assert.equal(view.length, patterns.length);
  view.fill(0);
  new Uint16Array(view.buffer, view.byteOffset + 2 * view.length, view.length).set(patterns);
}

function widened(instance, name, patterns) {
  writeHalves(instance, name, patterns);
  assert.equal(instance.exports.attention_widen_float16(tensorId(name)), 0);
  return Array.from(instance.view(name));
}

for (const variant of variants) {
  test(`${variant}: every one of the 65,536 patterns is widened exactly`, () => {
    const instance = new Instance(variant);
    assert.equal(instance.layout({ ...small, n_vocabulary: 256, d_model: 256 }), 0);
    const patterns = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
    const actual = widened(instance, 'w_e', patterns);
    const wrong = actual.findIndex((value, bits) => !Object.is(value, float16(bits)));
    assert.equal(wrong, -1, `0x${wrong.toString(16)} became ${actual[wrong]}, not ${float16(wrong)}`);
  });

  test(`${variant}: tensors of any length are widened in place, and no other one changes`, () => {
    for (let d_model = 1; d_model <= 17; d_model++) {
      const sizes = { ...small, n_vocabulary: 1, d_model };
      const instance = new Instance(variant);
      instance.layout(sizes);
      instance.fill(sizes, d_model);
      const others = parameters.filter(({ name }) => name !== 'w_u').map(({ name }) => name);
      const before = others.map((name) => instance.view(name).slice());
      const patterns = Array.from({ length: d_model }, (_, k) => 0x3c01 + 0x111 * k);
      assert.deepEqual(widened(instance, 'w_u', patterns), patterns.map(float16));
      assert.deepEqual(
        others.map((name) => instance.view(name).slice()),
        before,
      );
    }
  });

  test(`${variant}: every parameter can be widened`, () => {
    const instance = new Instance(variant);
    instance.layout(small);
    for (const { name } of parameters) {
      const patterns = Array.from(instance.view(name), (_, k) => 0x2c00 + k);
      assert.deepEqual(widened(instance, name, patterns), patterns.map(float16), name);
    }
  });
}
