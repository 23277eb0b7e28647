// Every call that fails says so in a sentence, by a code, and changes nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { statusCodes } from './generated.mjs';
import { axes, filled, Instance, parameters, small, stages, variants } from './module.mjs';

/** Calls, and checks the code, the sentence, and that everything else is as before. */
function assertFails(instance, call, expectedCode, expectedMessage) {
  const before = instance.state();
  assert.equal(call(instance), expectedCode);
  assert.match(instance.message(), expectedMessage);
  assert.match(instance.message(), /^[A-Za-z].*\.$/, 'not a sentence');
  assert.deepEqual(instance.state(), before);
}

function afterRun(variant) {
  const instance = filled(variant);
  assert.equal(instance.run(), 0);
  return instance;
}

const refusedSizes = [
  ...axes.flatMap((axis) =>
    [0, 2 ** 20 + 1, 2 ** 31, 2 ** 32 - 1].map((size) => ({
      sizes: { ...small, [axis]: size },
      code: statusCodes.bad_dimension,
      message: new RegExp(`^${axis} is ${size}; it must be from 1 to 1048576\\.$`),
    })),
  ),
  {
    sizes: { ...small, n_tokens: small.n_positions + 1 },
    code: statusCodes.bad_dimension,
    message:
      /^The sentence has 12 tokens; the model has vectors for 11 positions\. Use a shorter sentence\.$/,
  },
  {
    sizes: Object.fromEntries(axes.map((axis) => [axis, 2 ** 20])),
    code: statusCodes.too_large,
    message: /^The tensors up to w_e need 4398046511104 bytes; at most 4 GiB can be addressed\. /,
  },
  {
    // 2^32 bytes in w_e alone: kept in 32 bits it would be none.
    sizes: { ...small, n_vocabulary: 2 ** 20, d_model: 2 ** 10 },
    code: statusCodes.too_large,
    message: /^The tensors up to w_e need 4294967296 bytes/,
  },
  {
    // Addressable, but more than the memory may grow to: nothing is allocated.
    sizes: { ...small, n_vocabulary: 2 ** 20, d_model: 400 },
    code: statusCodes.too_large,
    message: /^There is not enough memory for \d{10} bytes\. Use a smaller model or a shorter sentence\.$/,
  },
];

for (const variant of variants) {
  test(`${variant}: nothing has gone wrong at first`, () => {
    const instance = new Instance(variant);
    assert.equal(instance.message(), '');
    instance.layout(small);
    instance.run();
    assert.equal(instance.message(), '');
  });

  test(`${variant}: without a layout there is nothing to run or check`, () => {
    const calls = ['attention_run', 'attention_check_parameters'];
    for (const call of calls) {
      const instance = new Instance(variant);
      assert.equal(instance.exports[call](1, 1, 0, 0), statusCodes.not_laid_out, call);
      assert.equal(instance.message(), 'No model has been laid out yet: call attention_layout first.');
      assert.equal(instance.arena().length, 0);
    }
  });

  test(`${variant}: sizes that are refused leave the model, the trace and the views as they were`, () => {
    const instance = afterRun(variant);
    for (const refused of refusedSizes) {
      assertFails(instance, () => instance.layout(refused.sizes), refused.code, refused.message);
    }
    assert.equal(instance.run(), 0);
  });

  test(`${variant}: a refused first layout leaves no layout`, () => {
    const instance = new Instance(variant);
    assert.equal(instance.layout({ ...small, d_model: 0 }), statusCodes.bad_dimension);
    assert.equal(instance.arena().length, 0);
    assert.equal(instance.exports.attention_generation(), 0);
    assert.equal(instance.run(), statusCodes.not_laid_out);
  });

  test(`${variant}: a token id outside the vocabulary is refused; the parameters and ids stay`, () => {
    for (const [position, id] of [
      [0, 13],
      [8, 13],
      [4, -1],
      [4, 2 ** 31 - 1],
      [4, -(2 ** 31)],
    ]) {
      const instance = afterRun(variant);
      const before = instance.parameterBytes();
      instance.view('token')[position] = id;
      assert.equal(instance.run(), statusCodes.bad_token);
      assert.equal(
        instance.message(),
        `Token ${position + 1} has an id that is not in the vocabulary of 13 words.`,
      );
      assert.deepEqual(instance.parameterBytes(), before);
      assert.equal(instance.view('token')[position], id);
      instance.view('token')[position] = 0;
      assert.equal(instance.run(), 0);
    }
  });

  test(`${variant}: a parameter that is not finite is found and named`, () => {
    for (const { name } of parameters) {
      for (const value of [NaN, Infinity, -Infinity]) {
        const instance = afterRun(variant);
        const view = instance.view(name);
        view[view.length - 1] = value;
        const message = new RegExp(`^The parameter ${name} holds a value that is not a finite number\\. `);
        assertFails(
          instance,
          ({ exports }) => exports.attention_check_parameters(),
          statusCodes.not_finite,
          message,
        );
      }
    }
  });

  test(`${variant}: finite parameters pass the check, whatever the trace holds`, () => {
    const instance = afterRun(variant);
    for (const { name } of stages) instance.view(name).fill(NaN);
    assert.equal(instance.exports.attention_check_parameters(), 0);
  });

  test(`${variant}: the last sentence stays until the next failure`, () => {
    const instance = afterRun(variant);
    instance.layout({ ...small, d_head: 0 });
    const first = instance.message();
    assert.equal(instance.run(), 0);
    assert.equal(instance.message(), first);
    instance.layout({ ...small, n_heads: 0 });
    assert.notEqual(instance.message(), first);
  });
}
