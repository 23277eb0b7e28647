// A whole layer of the shipped modules through its C entries: results, addresses, refusals, and what a refusal leaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { layer as oracle } from '../reference/operator.mjs';
import { Random } from '../reference/random.mjs';
import { layerFields, layerMaps as maps, layerTensors as tensors, statusCodes } from './generated.mjs';
import { arenaPlace, Instance, variants } from './module.mjs';

const sizeNames = layerFields.map(({ name }) => name);

/** For embeddings in [-1, 1) and maps that keep the spread of what goes through them. */
const largestError = 2e-6;

const small = { n_tokens: 5, d_model: 9, n_heads: 2, d_head: 3, d_value: 6, causal: 1 };

function mapSize(sizes, name) {
  const { d_model, n_heads, d_head, d_value } = sizes;
  return d_model * n_heads * (name === 'w_v' || name === 'w_o' ? d_value : d_head);
}

class Layer extends Instance {
  lay(sizes) {
    return this.exports.attention_layer_layout(...sizeNames.map((name) => sizes[name]));
  }

  tensor(name) {
    const id = tensors.indexOf(name);
    const address = this.exports.attention_layer_address(id) >>> 0;
    return new Float32Array(this.exports.memory.buffer, address, this.exports.attention_layer_size(id) >>> 0);
  }

  pack(name, values) {
    this.tensor('staging').set(values);
    return this.exports.attention_layer_pack(maps.indexOf(name));
  }

  runLayer() {
    return this.exports.attention_layer_run();
  }

  layerState() {
    const first = this.exports.attention_layer_address(0) >>> 0;
    const { buffer } = this.exports.memory;
    return {
      generation: this.exports.attention_generation(),
      pages: buffer.byteLength,
      places: tensors.map((_, id) => [
        this.exports.attention_layer_address(id),
        this.exports.attention_layer_size(id),
      ]),
      bytes: new Uint8Array(buffer, first, first === 0 ? 0 : buffer.byteLength - first).slice(),
    };
  }
}

/** A layer that is laid out, packed and given embeddings; and what it was given. */
function filled(variant, sizes, seed, instance = new Layer(variant)) {
  assert.equal(instance.lay(sizes), 0);
  const random = new Random(seed);
  const draw = (count, scale) => Float32Array.from({ length: count }, () => random.symmetric(scale));
  const given = { input: draw(sizes.n_tokens * sizes.d_model, 1) };
  for (const name of maps) {
    const width = name === 'w_o' ? sizes.n_heads * sizes.d_value : sizes.d_model;
    given[name] = draw(mapSize(sizes, name), Math.sqrt(3 / width));
    assert.equal(instance.pack(name, given[name]), 0);
  }
  instance.tensor('staging').fill(NaN); // free once the maps are packed
  instance.tensor('delta').fill(NaN);
  instance.tensor('input').set(given.input);
  return { instance, given };
}

function assertDeltas(instance, sizes, given, description) {
  const expected = oracle(sizes, given);
  const delta = instance.tensor('delta');
  assert.equal(delta.length, expected.length);
  const wrong = expected.findIndex((value, k) => !(Math.abs(delta[k] - value) <= largestError));
  assert.equal(wrong, -1, `${description}: delta[${wrong}] is ${delta[wrong]}, not ${expected[wrong]}`);
}

function assertFails(instance, call, expectedCode, expectedMessage) {
  const before = instance.layerState();
  assert.equal(call(), expectedCode);
  assert.match(instance.message(), expectedMessage);
  assert.match(instance.message(), /^[A-Za-z].*\.$/, 'not a sentence');
  assert.deepEqual(instance.layerState(), before);
}

const oneOf = (random, ...choices) => choices[random.between(0, choices.length - 1)];

function randomSizes(random) {
  return {
    n_tokens: oneOf(random, 1, 2, 3, 5, 6, 7, 8, 13, 17),
    d_model: oneOf(random, 1, 2, 3, 5, 7, 8, 9, 16, 17, 31),
    n_heads: random.between(1, 4),
    d_head: oneOf(random, 1, 2, 3, 5, 8, 9, 17),
    d_value: oneOf(random, 1, 2, 3, 4, 7, 8, 9, 15),
    causal: random.between(0, 1),
  };
}

const most = 2 ** 20;
const refused = [
  ...[
    ['n_tokens', 'n_queries'],
    ['d_model', 'd_model'],
    ['n_heads', 'n_heads'],
    ['d_head', 'd_head'],
    ['d_value', 'd_value'],
  ].flatMap(([name, called]) =>
    [0, most + 1, 2 ** 31, 2 ** 32 - 1].map((size) => [
      { [name]: size },
      statusCodes.bad_dimension,
      new RegExp(`^${called} is ${size}; it must be from 1 to 1048576\\.$`),
    ]),
  ),
  [{ causal: 2 }, statusCodes.bad_dimension, /must be 0 or 1\.$/],
  // Maps of 2^32 floats: kept in 32 bits they would be none.
  [
    { d_model: 4096, n_heads: 1024, d_head: 1024 },
    statusCodes.too_large,
    /^The maps and embeddings of this layer need more/,
  ],
  [
    { n_tokens: most, d_model: most },
    statusCodes.too_large,
    /^The maps and embeddings of this layer need more than 4 GiB/,
  ],
  [
    Object.fromEntries(sizeNames.map((name) => [name, name === 'causal' ? 0 : most])),
    statusCodes.too_large,
    /4 GiB/,
  ],
  // Addressable, but more than the memory may grow to.
  [
    { n_tokens: 300, d_model: most, n_heads: 1, d_head: 1, d_value: 1 },
    statusCodes.too_large,
    /^There is not enough memory for \d+ bytes\. Use fewer heads or smaller dimensions\.$/,
  ],
];

for (const variant of variants) {
  test(`${variant}: a layer agrees with the oracle, for shapes drawn at random in one instance`, () => {
    const random = new Random(8);
    const instance = new Layer(variant);
    for (let seed = 1; seed <= 80; seed++) {
      const sizes = randomSizes(random);
      const { given } = filled(variant, sizes, seed, instance);
      assert.equal(instance.runLayer(), 0, instance.message());
      assertDeltas(instance, sizes, given, `seed ${seed}, ${JSON.stringify(sizes)}`);
      assert.deepEqual(instance.tensor('input'), given.input);
    }
  });

  test(`${variant}: a layer agrees with the oracle where blocks of tokens and components end`, () => {
    for (const sizes of [
      { ...small, n_tokens: 121 },
      { ...small, n_tokens: 2, d_model: 1027, n_heads: 1 },
      { ...small, n_tokens: 2, n_heads: 3, d_value: 173, causal: 0 },
    ]) {
      const { instance, given } = filled(variant, sizes, 3);
      assert.equal(instance.runLayer(), 0);
      assertDeltas(instance, sizes, given, JSON.stringify(sizes));
    }
  });

  test(`${variant}: before a layout a layer has no tensors, packs nothing and does not run`, () => {
    const instance = new Layer(variant);
    tensors.forEach((name, id) => {
      assert.equal(instance.exports.attention_layer_address(id), 0, name);
      assert.equal(instance.exports.attention_layer_size(id), 0, name);
    });
    const message = /^No layer has been laid out yet: call attention_layer_layout first\.$/;
    assertFails(instance, () => instance.runLayer(), statusCodes.not_laid_out, message);
    for (const map of [0, 3, 4]) {
      assertFails(
        instance,
        () => instance.exports.attention_layer_pack(map),
        statusCodes.not_laid_out,
        message,
      );
    }
    assert.equal(instance.exports.attention_generation(), 0);
  });

  test(`${variant}: tensors of a layer have their sizes, are aligned, apart and inside the memory`, () => {
    const random = new Random(9);
    const instance = new Layer(variant);
    assert.equal(
      instance.layout({
        n_vocabulary: 5,
        n_positions: 5,
        d_model: 3,
        n_heads: 1,
        d_head: 3,
        d_value: 3,
        n_tokens: 3,
      }),
      0,
    );
    const { end: modelEnd } = arenaPlace(instance.exports);
    for (let round = 0; round < 30; round++) {
      const sizes = randomSizes(random);
      assert.equal(instance.lay(sizes), 0);
      let end = modelEnd;
      for (const name of tensors) {
        const { byteOffset, byteLength, length } = instance.tensor(name);
        const floats =
          name === 'staging'
            ? Math.max(...maps.map((map) => mapSize(sizes, map)))
            : sizes.n_tokens * sizes.d_model;
        assert.equal(length, floats, name);
        assert.equal(byteOffset % 16, 0, name);
        assert.ok(byteOffset >= end, name);
        end = byteOffset + byteLength;
      }
      assert.ok(end <= instance.exports.memory.buffer.byteLength);
    }
  });

  test(`${variant}: an unknown tensor of a layer has no address and no size`, () => {
    const { exports } = filled(variant, small, 1).instance;
    for (const id of [tensors.length, 0x7fffffff, 0x80000000, -1]) {
      assert.equal(exports.attention_layer_address(id), 0);
      assert.equal(exports.attention_layer_size(id), 0);
    }
  });

  test(`${variant}: an unknown map is refused, and what was packed stays`, () => {
    const { instance, given } = filled(variant, small, 1);
    for (const map of [4, 0x7fffffff, -1]) {
      const message = new RegExp(`^There is no map ${map >>> 0}; w_q, w_k, w_v and w_o are 0 to 3\\.$`);
      assertFails(
        instance,
        () => instance.exports.attention_layer_pack(map),
        statusCodes.bad_tensor,
        message,
      );
    }
    assert.equal(instance.runLayer(), 0);
    assertDeltas(instance, small, given, 'after the refusals');
  });

  test(`${variant}: sizes that are refused leave the layer that was laid out, which still runs`, () => {
    const { instance, given } = filled(variant, small, 1);
    for (const [sizes, expectedCode, message] of refused) {
      assertFails(instance, () => instance.lay({ ...small, ...sizes }), expectedCode, message);
    }
    assert.equal(instance.runLayer(), 0);
    assertDeltas(instance, small, given, 'after the refusals');
  });

  test(`${variant}: a refused first layout leaves no layer`, () => {
    const instance = new Layer(variant);
    assert.equal(instance.lay({ ...small, d_model: 0 }), statusCodes.bad_dimension);
    assert.equal(instance.exports.attention_generation(), 0);
    assert.equal(instance.runLayer(), statusCodes.not_laid_out);
  });

  test(`${variant}: a value of a layer that float32 cannot hold is reported, and the next run is sound`, () => {
    for (const name of ['input', ...maps]) {
      for (const value of [NaN, Infinity, 3e38, -3e38]) {
        const { instance, given } = filled(variant, small, 1);
        const ones = { input: given.input.map(() => 1), w_v: given.w_v.map(() => 1) };
        const wrong = (ones[name] ?? given[name]).slice();
        wrong.fill(value, 0, 9);
        for (const [tensor, values] of Object.entries({ ...ones, [name]: wrong })) {
          if (tensor === 'input') instance.tensor('input').set(values);
          else assert.equal(instance.pack(tensor, values), 0);
        }
        assert.equal(instance.runLayer(), statusCodes.not_finite, `${name} ${value}`);
        assert.match(instance.message(), /^An? (output|delta) is not a finite number: .*\.$/);
        instance.tensor('input').set(given.input);
        for (const map of maps) instance.pack(map, given[map]);
        assert.equal(instance.runLayer(), 0);
        assertDeltas(instance, small, given, `after ${name} ${value}`);
      }
    }
  });

  test(`${variant}: every layout of a layer is a generation, a refusal, a packing and a run are none`, () => {
    const { instance } = filled(variant, small, 1);
    assert.equal(instance.exports.attention_generation(), 1);
    assert.equal(instance.runLayer(), 0);
    assert.equal(instance.lay({ ...small, n_tokens: 0 }), statusCodes.bad_dimension);
    assert.equal(instance.exports.attention_generation(), 1);
    assert.equal(instance.lay(small), 0);
    assert.equal(instance.exports.attention_generation(), 2);
  });

  test(`${variant}: a layout of the model or of the operator drops the layer, a refused one does not`, () => {
    for (const lay of [
      ({ exports }, size) => exports.attention_layout(13, 11, size, 3, 5, 6, 9),
      ({ exports }, size) => {
        new Uint32Array(exports.memory.buffer, exports.attention_operator_description() >>> 0, 1)[0] = size;
        return exports.attention_operator_layout();
      },
    ]) {
      const { instance } = filled(variant, small, 1);
      assert.equal(lay(instance, 0), statusCodes.bad_dimension);
      assert.equal(instance.runLayer(), 0);
      assert.equal(lay(instance, 2), 0);
      assert.equal(instance.exports.attention_layer_address(0), 0);
      assert.equal(instance.exports.attention_layer_size(0), 0);
      assert.equal(instance.runLayer(), statusCodes.not_laid_out);
    }
  });
}
