// Laying out the arena: where tensors are, what a new layout keeps, and when views go stale.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { arenaPlace, axes, filled, Instance, small, stages, tensors, variants } from './module.mjs';

const sizeOf = (tensor, sizes) => tensor.axes.reduce((size, axis) => size * sizes[axis], 1);

test('the generated table numbers the tensors in order and knows every axis', () => {
  assert.deepEqual(
    tensors.map(({ id }) => id),
    tensors.map((_, index) => index),
  );
  assert.equal(new Set(tensors.map(({ name }) => name)).size, tensors.length);
  assert.deepEqual(Object.keys(small), [...axes]);
  for (const tensor of tensors) for (const axis of tensor.axes) assert.ok(axes.includes(axis), axis);
});

for (const variant of variants) {
  test(`${variant}: before the first layout there is nothing`, () => {
    const { exports } = new Instance(variant);
    assert.equal(exports.attention_generation(), 0);
    for (const { id } of tensors) {
      assert.equal(exports.attention_address(id), 0);
      assert.equal(exports.attention_size(id), 0);
    }
  });

  test(`${variant}: every tensor has its size, is aligned and apart from the others`, () => {
    const instance = filled(variant);
    const { end } = arenaPlace(instance.exports);
    let free = instance.address('w_e');
    for (const tensor of tensors) {
      const size = instance.exports.attention_size(tensor.id);
      const address = instance.address(tensor.name);
      assert.equal(size, sizeOf(tensor, small), tensor.name);
      assert.equal(address % 16, 0, tensor.name);
      assert.ok(address >= free, tensor.name);
      free = address + 4 * size;
    }
    assert.ok(free <= end);
    assert.ok(end <= instance.exports.memory.buffer.byteLength);
  });

  test(`${variant}: an unknown id has no address and no size`, () => {
    const { exports } = filled(variant);
    for (const id of [tensors.length, tensors.length + 1, 0x7fffffff, 0x80000000, -1]) {
      assert.equal(exports.attention_address(id), 0);
      assert.equal(exports.attention_size(id), 0);
    }
  });

  test(`${variant}: a new model starts from zeros`, () => {
    const instance = new Instance(variant);
    assert.equal(instance.layout(small), 0);
    assert.ok(instance.arena().every((byte) => byte === 0));
    instance.fill(small, 1);
    assert.equal(instance.run(), 0);
    assert.equal(instance.layout({ ...small, d_head: small.d_head + 1 }), 0);
    assert.ok(instance.arena().every((byte) => byte === 0));
  });

  test(`${variant}: each of the first six sizes makes a new model, n_tokens alone does not`, () => {
    for (const axis of axes) {
      const instance = filled(variant);
      assert.equal(instance.layout({ ...small, [axis]: small[axis] + 1 }), 0);
      const kept = instance.parameterBytes().some((byte) => byte !== 0);
      assert.equal(kept, axis === 'n_tokens', axis);
    }
  });

  test(`${variant}: a sentence of another length keeps the parameters and clears the trace`, () => {
    const instance = filled(variant);
    const before = instance.parameterBytes();
    for (const n_tokens of [1, 11, 4, 9]) {
      assert.equal(instance.run(), 0);
      assert.equal(instance.layout({ ...small, n_tokens }), 0);
      assert.deepEqual(instance.parameterBytes(), before);
      assert.ok(instance.view('token').every((id) => id === 0));
      for (const { name } of stages)
        assert.ok(
          instance.view(name).every((value) => value === 0),
          name,
        );
    }
  });

  test(`${variant}: growing the memory keeps the parameters`, () => {
    const sizes = { ...small, n_positions: 600, n_tokens: 2 };
    const instance = filled(variant, sizes);
    const before = instance.parameterBytes();
    const buffer = instance.exports.memory.buffer;
    assert.equal(instance.layout({ ...sizes, n_tokens: 600 }), 0);
    assert.notEqual(
      instance.exports.memory.buffer,
      buffer,
      'the memory did not have to grow: the test says nothing',
    );
    assert.equal(buffer.byteLength, 0, 'views of the old memory must be detached');
    assert.deepEqual(instance.parameterBytes(), before);
  });

  test(`${variant}: the memory grows to what the arena needs and not to more`, () => {
    const instance = filled(variant, { ...small, n_vocabulary: 100000 });
    const page = 65536;
    const { end } = arenaPlace(instance.exports);
    assert.equal(instance.exports.memory.buffer.byteLength, Math.ceil(end / page) * page);
  });

  test(`${variant}: every layout is a generation, a run is not`, () => {
    const instance = new Instance(variant);
    for (let generation = 1; generation <= 3; generation++) {
      assert.equal(instance.layout(small), 0);
      assert.equal(instance.exports.attention_generation(), generation);
      assert.equal(instance.run(), 0);
      assert.equal(instance.exports.attention_generation(), generation);
    }
  });

  test(`${variant}: instances share nothing`, () => {
    const one = filled(variant);
    const other = new Instance(variant);
    assert.equal(other.arena().length, 0);
    other.layout({ ...small, n_tokens: 2 });
    assert.equal(one.view('token').length, small.n_tokens);
    assert.ok(one.view('w_e').some((value) => value !== 0));
  });
}
