// The operator of the shipped modules through its C entries: results, addresses, refusals, and what a refusal leaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { defaults, Operator } from '../conformance/operator.mjs';
import { operator as oracle } from '../reference/operator.mjs';
import { Random } from '../reference/random.mjs';
import { operatorPaths, operatorTensors, statusCodes } from './generated.mjs';
import { arenaPlace, compile, variants } from './module.mjs';
import { fill, randomDescription } from './operator-calls.mjs';

const [fused, traced] = operatorPaths.keys();

/** For inputs in [-1, 1). */
const largestError = 2e-6;

const open = (variant) => new Operator(compile(variant));

function assertOutput(instance, expected, description) {
  const output = instance.view('output');
  assert.equal(output.length, expected.length);
  const wrong = expected.findIndex((value, k) => !(Math.abs(output[k] - value) <= largestError));
  assert.equal(wrong, -1, `${description}: output[${wrong}] is ${output[wrong]}, not ${expected[wrong]}`);
}

/** What a failed call must leave as it was. */
function state(instance) {
  const { exports } = instance;
  const places = operatorTensors.map((_, id) => [
    exports.attention_operator_address(id),
    exports.attention_operator_size(id),
  ]);
  return {
    places,
    generation: exports.attention_generation(),
    pages: exports.memory.buffer.byteLength,
    tensors: operatorTensors.map((name) => Array.from(instance.view(name))),
  };
}

function assertFails(instance, call, expectedCode, expectedMessage) {
  const before = state(instance);
  assert.equal(call(), expectedCode);
  assert.match(instance.message(), expectedMessage);
  assert.match(instance.message(), /^[A-Za-z].*\.$/, 'not a sentence');
  assert.deepEqual(state(instance), before);
}

const example = { n_heads: 2, n_queries: 3, n_keys: 5, d_head: 4, d_value: 6, keeps_stages: 1, causal: 1 };

function laidOut(variant, description = example) {
  const instance = open(variant);
  instance.layout(description);
  const inputs = fill(instance, { ...defaults, ...description }, new Random(1));
  return { instance, inputs };
}

const most = 2 ** 20;
const sizes = ['n_batch', 'n_heads', 'n_kv_heads', 'n_queries', 'd_head', 'd_value'];
const refused = [
  ...sizes.flatMap((name) =>
    [0, most + 1, 2 ** 31, 2 ** 32 - 1].map((size) => [
      { [name]: size },
      statusCodes.bad_dimension,
      new RegExp(`^${name} is ${size}; it must be from 1 to 1048576\\.$`),
    ]),
  ),
  [{ n_keys: most + 1 }, statusCodes.bad_dimension, /^n_keys is 1048577; it must be from 0 to 1048576\.$/],
  [
    { n_past: 2 ** 32 - 1 },
    statusCodes.bad_dimension,
    /^n_past is 4294967295; it must be from 0 to 1048576\.$/,
  ],
  [
    { n_heads: 3, n_kv_heads: 2 },
    statusCodes.bad_dimension,
    /^n_heads is 3, which 2 heads .* multiple of n_kv_heads\.$/,
  ],
  [{ order: 3 }, statusCodes.bad_dimension, /^order is 3; /],
  [{ mask_type: 3 }, statusCodes.bad_dimension, /^mask_type is 3; /],
  [
    { mask_type: 1, mask_batch: 2 },
    statusCodes.bad_dimension,
    /^The mask's batch axis has 2 entries; it must have 1 or 1\.$/,
  ],
  [
    { mask_type: 2, mask_heads: 0 },
    statusCodes.bad_dimension,
    /^The mask's head axis has 0 entries; it must have 1 or 2\.$/,
  ],
  [{ mask_type: 1, mask_queries: 2 }, statusCodes.bad_dimension, /^The mask's query axis has 2 entries; /],
  [{ mask_type: 1, mask_keys: 6 }, statusCodes.bad_dimension, /^The mask has 6 entries for 5 keys; /],
  ...['causal', 'has_valid_lengths', 'keeps_stages'].map((name) => [
    { [name]: 2 },
    statusCodes.bad_dimension,
    /^causal, has_valid_lengths and keeps_stages must be 0 or 1\.$/,
  ]),
  ...[NaN, Infinity, -1, 1e-37, 1e31].map((scale) => [
    { scale },
    statusCodes.bad_dimension,
    /^scale must be 0 or a number from 1e-30 to 1e30\.$/,
  ]),
  ...[NaN, Infinity, -1, 1e-39, 3.4e38].map((softcap) => [
    { softcap },
    statusCodes.bad_dimension,
    /^softcap must be 0 or a number from 1e-30 to 1e30\.$/,
  ]),
  // 2^32 bytes in one tensor: kept in 32 bits they would be none.
  [{ n_queries: most, d_head: 1024, keeps_stages: 0 }, statusCodes.too_large, /more than 4 GiB/],
  [{ n_queries: most, n_keys: most }, statusCodes.too_large, /more than 4 GiB/],
  [
    Object.fromEntries([...sizes, 'n_keys', 'n_past'].map((name) => [name, most])),
    statusCodes.too_large,
    /more than 4 GiB/,
  ],
  // Addressable, but more than the memory may grow to.
  [
    { n_queries: most, d_head: 300, d_value: 300, n_heads: 1, keeps_stages: 0 },
    statusCodes.too_large,
    /^There is not enough memory for \d+ bytes\. Use fewer tokens or heads, or do not keep the stages\.$/,
  ],
];

for (const variant of variants) {
  test(`${variant}: the operator agrees with the oracle on both paths, for calls drawn at random`, () => {
    const random = new Random(5);
    const instance = open(variant);
    for (let call = 1; call <= 120; call++) {
      const d = randomDescription(random);
      instance.layout(d);
      const inputs = fill(instance, d, random);
      const expected = oracle(d, inputs);
      for (const path of ['fused', 'traced']) {
        instance.view('output').fill(NaN);
        instance.run(path);
        assertOutput(instance, expected, `call ${call}, ${path}, ${JSON.stringify(d)}`);
      }
      for (const [name, values] of Object.entries(inputs))
        assert.deepEqual(instance.view(name), values, name);
    }
  });

  test(`${variant}: before a layout the operator has no tensors and does not run`, () => {
    const instance = open(variant);
    operatorTensors.forEach((name, id) => {
      assert.equal(instance.exports.attention_operator_address(id), 0, name);
      assert.equal(instance.exports.attention_operator_size(id), 0, name);
    });
    for (const path of [fused, traced, 2]) {
      assertFails(
        instance,
        () => instance.exports.attention_operator_run(path),
        statusCodes.not_laid_out,
        /^No call has been laid out yet: call attention_operator_layout first\.$/,
      );
    }
    assert.equal(instance.exports.attention_generation(), 0);
  });

  test(`${variant}: the description starts as that of one query and one key`, () => {
    const { exports } = open(variant);
    const address = exports.attention_operator_description() >>> 0;
    assert.equal(address % 4, 0);
    const whole = new Uint32Array(exports.memory.buffer, address, 19);
    const unlimited = 0xffffffff;
    const windows = [unlimited, unlimited];
    assert.deepEqual(Array.from(whole), [1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, ...windows, 0, 0]);
    assert.deepEqual(Array.from(new Float32Array(exports.memory.buffer, address + 76, 2)), [1, 0]);
    assert.deepEqual(Object.values(defaults), [...whole, 1, 0]);
    assert.equal(exports.attention_operator_layout(), 0);
  });

  test(`${variant}: tensors are aligned, apart, behind the model and inside the memory`, () => {
    const random = new Random(6);
    const instance = open(variant);
    assert.equal(instance.exports.attention_layout(13, 11, 10, 3, 5, 6, 9), 0);
    const { end: modelEnd } = arenaPlace(instance.exports);
    for (let call = 0; call < 40; call++) {
      const d = { ...randomDescription(random), softcap: 1 };
      instance.layout(d);
      let end = modelEnd;
      operatorTensors.forEach((name, id) => {
        const { byteOffset, byteLength } = instance.view(name);
        const isThere = instance.exports.attention_operator_size(id) !== 0;
        assert.equal(byteOffset !== 0, isThere, name);
        if (!isThere) return;
        assert.equal(byteOffset % 16, 0, name);
        assert.ok(byteOffset >= end, `${name} of ${JSON.stringify(d)}`);
        end = byteOffset + byteLength;
      });
      assert.ok(end <= instance.exports.memory.buffer.byteLength);
    }
  });

  test(`${variant}: tensors have the sizes that their description asks for`, () => {
    const { instance } = laidOut(variant, {
      ...example,
      n_past: 2,
      mask_type: 1,
      mask_queries: 3,
      mask_keys: 7,
    });
    const expected = {
      query: 2 * 3 * 4,
      key: 5 * 4,
      value: 5 * 6,
      past_key: 2 * 4,
      past_value: 2 * 6,
      mask: 3 * 7,
      valid_length: 0,
      output: 2 * 3 * 6,
      present_key: 7 * 4,
      present_value: 7 * 6,
      scaled: 2 * 3 * 7,
      capped: 2 * 3 * 7,
      biased: 2 * 3 * 7,
      weight: 2 * 3 * 7,
    };
    for (const [name, size] of Object.entries(expected)) {
      const id = operatorTensors.indexOf(name);
      assert.equal(instance.exports.attention_operator_size(id), size, name);
      assert.equal(instance.exports.attention_operator_address(id) === 0, size === 0, name);
    }
  });

  test(`${variant}: an unknown tensor has no address and no size`, () => {
    const { exports } = laidOut(variant).instance;
    for (const id of [operatorTensors.length, 0x7fffffff, 0x80000000, -1]) {
      assert.equal(exports.attention_operator_address(id), 0);
      assert.equal(exports.attention_operator_size(id), 0);
    }
  });

  test(`${variant}: a description that is refused leaves the call that was laid out, which still runs`, () => {
    const { instance, inputs } = laidOut(variant);
    instance.run('fused');
    const d = { ...defaults, ...example };
    for (const [fields, expectedCode, message] of refused) {
      assertFails(
        instance,
        () => {
          const status =
            (instance.describe({ ...d, ...fields }), instance.exports.attention_operator_layout());
          instance.describe(d); // the views below go by it
          return status;
        },
        expectedCode,
        message,
      );
    }
    instance.view('output').fill(NaN);
    instance.run('fused');
    assertOutput(instance, oracle(d, inputs), 'after the refusals');
  });

  test(`${variant}: a refused first layout leaves none`, () => {
    const instance = open(variant);
    instance.describe({ n_queries: 0 });
    assert.equal(instance.exports.attention_operator_layout(), statusCodes.bad_dimension);
    assert.equal(instance.exports.attention_generation(), 0);
    assert.equal(instance.exports.attention_operator_run(fused), statusCodes.not_laid_out);
  });

  test(`${variant}: an unknown path is refused, and the traced one without room for stages`, () => {
    const { instance } = laidOut(variant);
    for (const path of [2, 0x80000000, -1]) {
      const message = new RegExp(
        `^The path is ${path >>> 0}; it must be 0 \\(fused\\) or 1 \\(traced\\)\\.$`,
      );
      assertFails(
        instance,
        () => instance.exports.attention_operator_run(path),
        statusCodes.bad_dimension,
        message,
      );
    }
    const without = laidOut(variant, { ...example, keeps_stages: 0 }).instance;
    const message = /^This call has no room for its stages: lay it out with keeps_stages 1\.$/;
    assertFails(
      without,
      () => without.exports.attention_operator_run(traced),
      statusCodes.not_laid_out,
      message,
    );
    without.run('fused');
  });

  test(`${variant}: a valid length beyond the keys is refused, and nothing is written`, () => {
    for (const length of [6, -1, 2 ** 31 - 1, -(2 ** 31)]) {
      const { instance } = laidOut(variant, { ...example, n_batch: 2, has_valid_lengths: 1 });
      instance.view('valid_length').set([5, length]);
      instance.view('output').fill(7);
      for (const path of [fused, traced]) {
        const message = /^The valid length of batch 1 is negative or beyond the 5 keys that there are\.$/;
        assertFails(
          instance,
          () => instance.exports.attention_operator_run(path),
          statusCodes.bad_dimension,
          message,
        );
      }
    }
  });

  test(`${variant}: numbers that float32 cannot hold are reported on both paths, and the next run is sound`, () => {
    for (const [name, value] of [
      ['query', NaN],
      ['key', Infinity],
      ['value', -Infinity],
      ['query', 3e38],
      ['query', -3e38],
    ]) {
      const { instance, inputs } = laidOut(variant);
      const view = instance.view(name);
      view.fill(value);
      if (name === 'query') instance.view('key').fill(2);
      for (const path of [fused, traced]) {
        assert.equal(
          instance.exports.attention_operator_run(path),
          statusCodes.not_finite,
          `${name} ${value}, path ${path}`,
        );
        assert.match(instance.message(), /^An output is not a finite number: .*\.$/);
      }
      for (const tensor of ['query', 'key', 'value']) instance.view(tensor).set(inputs[tensor]);
      instance.run('traced');
      assertOutput(instance, oracle({ ...defaults, ...example }, inputs), 'afterwards');
    }
  });

  test(`${variant}: every layout is a generation, a refusal and a run are none`, () => {
    const instance = open(variant);
    const generation = () => instance.exports.attention_generation();
    for (let count = 1; count <= 3; count++) {
      instance.layout(example);
      assert.equal(generation(), count);
      instance.describe({ d_head: 0 });
      assert.equal(instance.exports.attention_operator_layout(), statusCodes.bad_dimension);
      assert.equal(generation(), count);
    }
    instance.describe(example);
    instance.run('fused');
    assert.equal(generation(), 3);
    assert.equal(instance.exports.attention_layout(13, 11, 10, 3, 5, 6, 9), 0);
    assert.equal(generation(), 4);
  });

  test(`${variant}: a layout of the model or of a layer drops the operator's tensors, a refused one does not`, () => {
    for (const lay of [
      ({ exports }, size) => exports.attention_layout(13, 11, size, 3, 5, 6, 9),
      ({ exports }, size) => exports.attention_layer_layout(3, size, 2, 4, 5, 1),
    ]) {
      const { instance } = laidOut(variant);
      assert.equal(lay(instance, 0), statusCodes.bad_dimension);
      instance.run('fused');
      assert.equal(lay(instance, 10), 0);
      assert.equal(instance.exports.attention_operator_address(0), 0);
      assert.equal(instance.exports.attention_operator_run(fused), statusCodes.not_laid_out);
    }
  });

  test(`${variant}: an operator behind a model leaves the model as it is`, () => {
    const instance = open(variant);
    assert.equal(instance.exports.attention_layout(13, 11, 10, 3, 5, 6, 9), 0);
    const { first, end } = arenaPlace(instance.exports);
    const arena = () => new Uint8Array(instance.exports.memory.buffer, first, end - first);
    arena().fill(0x3c);
    const before = arena().slice();
    instance.layout({ ...example, n_keys: 3000 }); // the memory has to grow for it
    fill(instance, { ...defaults, ...example, n_keys: 3000 }, new Random(2));
    instance.run('fused');
    instance.run('traced');
    assert.deepEqual(arena(), before);
  });
}
