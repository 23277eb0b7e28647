// The module of real models through its C entries: a real model's numbers, addresses, refusals, and what these leave.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import {
  abiVersions,
  activations,
  blockStages,
  normKinds,
  parameters,
  positionKinds,
  sessionTensors,
  statusCodes,
  weightTypes,
} from './generated.mjs';
import { variants } from './module.mjs';
import { transformer } from '../reference/transformer.mjs';
import { bytesOf, modelFolder, Transformer } from './transformer.mjs';

const repository = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, repository), 'utf8');
const listed = read('wasm/transformer_exports.txt').split('\n').filter(Boolean).sort();

const tiny = {
  n_vocabulary: 5,
  n_positions: 8,
  n_layers: 2,
  d_model: 6,
  n_heads: 2,
  n_kv_heads: 1,
  d_head: 3,
  d_mlp: 7,
  is_tied: 1,
  score_scale: 0.5,
};

/** Gives a parameter, matrices of a model of int8 as whole numbers and scales; returns the numbers that these stand for. */
function giveIn(model, name, layer, values, { weight_type }) {
  const isMatrix = /^w_|^token_embedding/.test(name);
  if (weightTypes[weight_type ?? 0] !== 'int8' || !isMatrix) {
    assert.equal(model.give(name, layer, values), 0, model.message());
    return values;
  }
  const n_columns = model.exports.transformer_parameter_columns(parameters.indexOf(name));
  const depth = values.length / n_columns;
  const scales = Float32Array.from({ length: n_columns }, (_, m) => (0.5 + (m % 7) / 10) / 127);
  const whole = Int8Array.from(values, (value, k) => Math.round(value / scales[Math.floor(k / depth)]));
  assert.equal(model.give(name, layer, whole, weight_type), 0, model.message());
  model.stage(scales);
  assert.equal(
    model.pack({ parameter: name, layer, type: 0, n_columns, column_step: 1 }, 'pack_scales'),
    0,
    model.message(),
  );
  return Array.from(whole, (number, k) => number * scales[Math.floor(k / depth)]);
}

/** A model of which every parameter is drawn from a fixed sequence. */
function filled(variant, description = tiny) {
  const model = new Transformer(variant);
  assert.equal(model.layout(description), 0, model.message());
  let state = 1;
  model.parameters = new Map();
  parameters.forEach((name, id) => {
    const size =
      model.exports.transformer_parameter_columns(id) * model.exports.transformer_parameter_depth(id);
    if (size === 0) return;
    const layers = id >= parameters.indexOf('attention_norm_weight') ? description.n_layers : 1;
    for (let layer = 0; layer < layers; layer++) {
      const values = Float32Array.from({ length: size }, () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647 - 0.5;
      });
      model.parameters.set(`${name}/${layer}`, giveIn(model, name, layer, values, description));
    }
  });
  assert.equal(model.exports.transformer_check_weights(), 0, model.message());
  return model;
}

/** The largest difference of numbers of size 1 from nested ones. */
function distance(values, nested) {
  const expected = nested.flat(Infinity);
  assert.equal(values.length, expected.length);
  return expected.reduce(
    (most, entry, k) => Math.max(most, entry === values[k] ? 0 : Math.abs(entry - values[k])),
    0,
  );
}

/** What the oracle makes of a filled model. */
const expectedOf = (model, ids, off, description = tiny) =>
  transformer(
    {
      ...description,
      norm: 'layer',
      positions: 'learned',
      activation: 'gelu_tanh',
      norm_epsilon: 1e-5,
      window: 0,
      has_final_norm: 1,
    },
    (name, layer) => model.parameters.get(`${name}/${layer}`),
    ids,
    off,
  );

/** SplitMix64's first number from a seed and a place, in [0, 1). */
function unit(seed, place) {
  const wrap = (number) => BigInt.asUintN(64, number);
  let mixed = wrap((BigInt(seed) << 32n) + BigInt(place) + 0x9e3779b97f4a7c15n);
  mixed = wrap((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
  mixed = wrap((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
  return Number((mixed ^ (mixed >> 31n)) >> 11n) / 2 ** 53;
}

/** The token that is drawn, by cumulative shares of all that may be. */
function drawn(logits, seed, place, { temperature, top_k, top_p }) {
  const ids = Array.from(logits, (_, id) => id);
  if (top_k > 0 || top_p < 1) ids.sort((a, b) => logits[b] - logits[a] || a - b);
  let kept = top_k > 0 ? ids.slice(0, top_k) : ids;
  const share = (list) => {
    const powers = list.map((id) => Math.exp(logits[id] / temperature));
    const whole = powers.reduce((sum, power) => sum + power, 0);
    let sum = 0;
    return powers.map((power) => (sum += power) / whole);
  };
  if (top_p < 1) kept = kept.slice(0, 1 + share(kept).findIndex((sum) => sum >= top_p));
  const at = unit(seed, place);
  return kept[share(kept).findIndex((sum) => sum > at)];
}

for (const variant of variants) {
  test(`${variant}: imports nothing, exports what is listed and declared, and its memory`, () => {
    const module = new WebAssembly.Module(bytesOf(variant));
    assert.deepEqual(WebAssembly.Module.imports(module), []);
    const exported = WebAssembly.Module.exports(module);
    const functions = exported.filter(({ kind }) => kind === 'function').map(({ name }) => name);
    assert.deepEqual(functions.sort(), listed);
    const code = read('wasm/transformer_abi.h').replaceAll(/\/\*.*?\*\//gs, '');
    assert.deepEqual(Array.from(code.matchAll(/\b(\w+)\(/g), ([, name]) => name).sort(), listed);
    assert.equal(new Transformer(variant).exports.transformer_abi_version(), abiVersions.transformer);
  });

  test(`${variant}: calls out of order are refused`, () => {
    const { exports } = new Transformer(variant);
    const { not_laid_out } = statusCodes;
    assert.equal(exports.transformer_staging(16), 0);
    assert.equal(exports.transformer_pack(), not_laid_out);
    assert.equal(exports.transformer_check_weights(), not_laid_out);
    assert.equal(exports.transformer_begin(1, 1), not_laid_out);
    assert.equal(exports.transformer_run(1), not_laid_out);
    assert.equal(exports.transformer_read_out(0, 0, 1), not_laid_out);
    assert.equal(exports.transformer_trace(0, 0, 1), not_laid_out);
    assert.equal(exports.transformer_switch_head(0, 0, 0), not_laid_out);
    assert.equal(exports.transformer_switch_edge(0, 0, 0, 0, 0), not_laid_out);
    exports.transformer_switch_all_on();
    assert.equal(exports.transformer_largest_logit(0), 0);
    assert.equal(exports.transformer_session_address(0), 0);
    assert.equal(exports.transformer_stage_size(0), 0);
    assert.equal(exports.transformer_parameter_columns(0), 0);
  });

  test(`${variant}: a model that is too large is refused, and the one before stays`, () => {
    const model = filled(variant);
    model.exports.transformer_begin(8, 1);
    assert.equal(model.run([1, 2, 3]), 0, model.message());
    model.exports.transformer_read_out(2, 2, 1);
    const logits = model.tensor('logits').slice();
    const large = { ...tiny, n_vocabulary: 1 << 20, d_model: 1 << 11 };
    assert.equal(model.layout(large), statusCodes.too_large);
    assert.match(model.message(), /bytes/);
    model.describe({ ...tiny, d_head: 0 });
    assert.ok(Number.isNaN(model.exports.transformer_bytes(8, 1)));
    assert.match(model.message(), /d_head/);
    assert.equal(model.exports.transformer_begin(9, 1), statusCodes.bad_dimension);
    assert.equal(model.exports.transformer_read_out(2, 2, 1), 0);
    assert.deepEqual(model.tensor('logits'), logits);
  });

  test(`${variant}: memory grows by what was said beforehand, and a trace and a sentence fit behind it`, () => {
    const model = filled(variant, { ...tiny, n_positions: 2048 });
    const needed = model.exports.transformer_bytes(2048, 4);
    assert.equal(model.exports.transformer_begin(2048, 4), 0, model.message());
    assert.ok(model.buffer.byteLength >= needed);
    assert.ok(model.buffer.byteLength < needed + 1e6);
    assert.equal(model.run(Array.from({ length: 1024 }, (_, i) => i % 5)), 0, model.message());
    model.exports.transformer_read_out(2, 1020, 4);
    const logits = model.tensor('logits').slice();
    assert.equal(model.exports.transformer_trace(1, 0, 2), 0, model.message());
    assert.equal(model.stageOf('weight').length, 2 * 1024 * 1024);
    assert.equal(model.stageOf('gate').length, 0);
    const last = model.stageOf('weight').subarray(-1024);
    assert.ok(Math.abs(last.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5);
    assert.deepEqual(
      model.stageOf('output').subarray(-6),
      model.tensor('stream').subarray((2 * 2048 + 1023) * 6, (2 * 2048 + 1024) * 6),
    );
    model.exports.transformer_read_out(2, 1020, 4);
    assert.deepEqual(model.tensor('logits'), logits);
  });

  test(`${variant}: heads, layers and edges are off as the oracle has them, in logits and trace`, () => {
    const model = filled(variant);
    const { exports } = model;
    const ids = [1, 4, 0, 2, 3, 3];
    exports.transformer_begin(8, 8);
    model.run(ids);
    assert.equal(exports.transformer_switch_edge(1, 1, 4, 2, 0), 0, model.message());
    assert.equal(exports.transformer_n_done(), 4);
    assert.equal(exports.transformer_switch_head(0, 1, 0), 0, model.message());
    assert.equal(exports.transformer_switch_mlp(0, 0), 0, model.message());
    assert.equal(exports.transformer_n_done(), 0);
    model.run(ids);
    const agrees = (off) => {
      const expected = expectedOf(model, ids, off);
      assert.equal(exports.transformer_read_out(2, 0, ids.length), 0, model.message());
      const logits = model.tensor('logits').subarray(0, ids.length * tiny.n_vocabulary);
      assert.ok(distance(logits, expected.logits) <= 1e-5);
      expected.layers.forEach((stages, layer) => {
        assert.equal(exports.transformer_trace(layer, 0, 2), 0, model.message());
        for (const [name, values] of Object.entries(stages))
          assert.ok(distance(model.stageOf(name), values) <= 1e-5, name);
      });
    };
    agrees({ heads: [[0, 1]], mlp: [0], edges: [[1, 1, 4, 2]] });
    assert.equal(exports.transformer_switch_attention(1, 0), 0, model.message());
    exports.transformer_run(ids.length);
    agrees({ heads: [[0, 1]], attention: [1], mlp: [0], edges: [[1, 1, 4, 2]] });
    exports.transformer_switch_all_on();
    assert.equal(exports.transformer_run(ids.length), 0, model.message());
    agrees({});
    const { bad_dimension } = statusCodes;
    assert.equal(exports.transformer_switch_edge(0, 0, 2, 3, 0), bad_dimension);
    assert.match(model.message(), /does not see/);
    assert.equal(exports.transformer_switch_head(0, 2, 0), bad_dimension);
    assert.equal(exports.transformer_switch_attention(2, 0), bad_dimension);
    assert.equal(exports.transformer_switch_mlp(2, 0), bad_dimension);
    assert.equal(exports.transformer_n_done(), ids.length);
  });

  test(`${variant}: terms of a logit add up to it, and the lens reads between attention and MLP`, () => {
    const model = filled(variant);
    const { exports } = model;
    const ids = [1, 4, 0, 2];
    assert.equal(exports.transformer_attribute(0, 0), statusCodes.not_laid_out);
    exports.transformer_begin(8, 8);
    model.run(ids);
    assert.equal(exports.transformer_read_out_stage(13, 0, 1), statusCodes.not_laid_out);
    const expected = expectedOf(model, ids);
    assert.equal(exports.transformer_attribute(3, 2), 0, model.message());
    const terms = model.tensor('attribution');
    assert.equal(terms.length, 3 + tiny.n_layers * (tiny.n_heads + 2));
    const sum = terms.reduce((total, term) => total + term, 0);
    assert.ok(Math.abs(sum - expected.logits[3][2]) <= 1e-5);
    assert.ok(terms.subarray(3).some((term) => Math.abs(term) > 0.01));
    assert.equal(exports.transformer_attribute(4, 2), statusCodes.bad_dimension);
    assert.equal(exports.transformer_attribute(3, 5), statusCodes.bad_token);

    assert.equal(exports.transformer_trace(0, 0, 1), 0, model.message());
    const read = (stage, first, count) =>
      exports.transformer_read_out_stage(blockStages.indexOf(stage), first, count);
    assert.equal(read('output', 1, 3), 0, model.message());
    const after = model.tensor('logits').slice(0, 15);
    assert.equal(exports.transformer_read_out(1, 1, 3), 0);
    assert.deepEqual(after, model.tensor('logits').slice(0, 15));
    assert.equal(read('middle', 1, 3), 0, model.message());
    assert.notDeepEqual(after, model.tensor('logits').slice(0, 15));
    assert.equal(read('weight', 0, 1), statusCodes.bad_tensor);
    assert.equal(read('middle', 2, 3), statusCodes.bad_dimension);
    assert.equal(read('middle', 4, 1), statusCodes.bad_dimension);
  });

  test(`${variant}: draws the tokens that an independent program draws`, () => {
    const model = filled(variant);
    const { exports } = model;
    assert.equal(exports.transformer_sample(0, 1, 1, 1, 0, 1), -1);
    exports.transformer_begin(8, 2);
    const logits = [0.5, -1, 2, 2, 1.25];
    model.tensor('logits').set(logits, 5);
    for (const [temperature, top_k, top_p] of [
      [1, 0, 1],
      [0.5, 3, 1],
      [2, 0, 0.75],
      [1, 4, 0.5],
    ])
      for (let place = 0; place < 500; place++) {
        const seed = (place * 2654435761) % 4294967296;
        const token = exports.transformer_sample(1, seed, place, temperature, top_k, top_p);
        assert.equal(token, drawn(logits, seed, place, { temperature, top_k, top_p }));
      }
    assert.equal(exports.transformer_sample(1, 3, 4, 0, 2, 0.5), 2);
    assert.equal(exports.transformer_sample(2, 1, 1, 1, 0, 1), -1);
    assert.match(model.message(), /row 2/);
    assert.equal(exports.transformer_sample(1, 1, 1, NaN, 0, 1), -1);
    assert.match(model.message(), /temperature/);
    assert.equal(exports.transformer_sample(1, 1, 1, 1, 0, 0), -1);
    assert.match(model.message(), /top_p/);
  });

  test(`${variant}: weights of one byte give what the oracle makes of the same numbers`, () => {
    const description = {
      ...tiny,
      d_model: 37,
      d_head: 5,
      d_mlp: 61,
      weight_type: weightTypes.indexOf('int8'),
    };
    const model = filled(variant, description);
    const { exports } = model;
    const ids = [1, 4, 0, 2, 3];
    exports.transformer_begin(8, 8);
    const expected = expectedOf(model, ids, {}, description);
    const agrees = () => {
      assert.equal(exports.transformer_read_out(2, 0, ids.length), 0, model.message());
      const logits = model.tensor('logits').subarray(0, ids.length * tiny.n_vocabulary);
      assert.ok(distance(logits, expected.logits) <= 1e-5);
    };
    assert.equal(model.run(ids), 0, model.message());
    agrees();
    exports.transformer_rewind(0);
    for (const id of ids) assert.equal(model.run([id]), 0, model.message());
    agrees();
    // Where no scale is given, it is missed.
    model.layout(description);
    assert.equal(model.give('w_q', 0, new Int8Array(10 * 37), 3), 0, model.message());
    assert.equal(exports.transformer_check_weights(), statusCodes.bad_tensor);
  });

  test(`${variant}: no tensor of the session overlaps another, and each begins on 16 bytes`, () => {
    const { exports } = filled(variant);
    exports.transformer_begin(7, 2);
    let end = 0;
    sessionTensors.forEach((name, id) => {
      const address = exports.transformer_session_address(id);
      const size = exports.transformer_session_size(id);
      if (size === 0) return;
      assert.equal(address % 16, 0, name);
      assert.ok(address >= end, name);
      end = address + 4 * size;
    });
  });

  const folder = modelFolder('stories260K');
  const skip = folder
    ? false
    : 'stories260K is absent: get it from karpathy/tinyllamas, name its folder by ATTENTION_MODELS';
  test(`${variant}: stories260K goes on as llama2.c does`, { skip }, () => {
    const file = readFileSync(`${folder}/stories260K.bin`);
    const golden = JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8'));
    const header = Array.from({ length: 7 }, (_, k) => file.readInt32LE(4 * k));
    const [d_model, d_mlp, n_layers, n_heads, n_kv_heads, n_vocabulary, n_positions] = header;
    const model = new Transformer(variant);
    const description = {
      ...{ d_model, d_mlp, n_layers, n_heads, n_kv_heads, n_vocabulary, n_positions },
      d_head: d_model / n_heads,
      d_rotary: d_model / n_heads,
      norm: normKinds.indexOf('rms'),
      positions: positionKinds.indexOf('rotary_pairs'),
      activation: activations.indexOf('silu'),
      is_gated: 1,
      is_tied: 1,
      score_scale: 1 / Math.sqrt(d_model / n_heads),
    };
    assert.equal(model.layout(description), 0, model.message());
    let at = 28;
    const order = ['token_embedding', 'attention_norm_weight', 'w_q', 'w_k', 'w_v', 'w_o', 'mlp_norm_weight'];
    for (const name of [...order, 'w_gate', 'w_down', 'w_up', 'final_norm_weight']) {
      const id = parameters.indexOf(name);
      const size =
        model.exports.transformer_parameter_columns(id) * model.exports.transformer_parameter_depth(id);
      const layers = id >= parameters.indexOf('attention_norm_weight') ? n_layers : 1;
      for (let layer = 0; layer < layers; layer++, at += 4 * size)
        assert.equal(model.give(name, layer, file.subarray(at, at + 4 * size)), 0, model.message());
    }
    assert.equal(model.exports.transformer_check_weights(), 0, model.message());
    assert.equal(model.exports.transformer_begin(n_positions, 1), 0, model.message());
    assert.equal(model.run(golden.tokens), 0, model.message());
    const greedy = [];
    while (greedy.length < golden.greedy.length) {
      const done = model.exports.transformer_n_done();
      assert.equal(model.exports.transformer_read_out(n_layers, done - 1, 1), 0, model.message());
      if (greedy.length === 0) {
        const worst = golden.logits.at(-1).map((logit, k) => Math.abs(logit - model.tensor('logits')[k]));
        assert.ok(Math.max(...worst) <= 1e-4);
      }
      greedy.push(model.exports.transformer_largest_logit(0));
      assert.equal(model.run([greedy.at(-1)]), 0, model.message());
    }
    assert.deepEqual(greedy, golden.greedy);
  });
}
