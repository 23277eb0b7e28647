// Weights of one byte with scales: files of every family as web/examples/models/one-byte-weights.mjs writes them. What comes out is what
// the oracle makes of the weights that those bytes and scales are, in both modules; what does not fit is refused.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { oneByteWeights } from '../../web/examples/models/one-byte-weights.mjs';
import { transformer } from '../reference/transformer.mjs';
import { blockStages, Engine, isMissing, variants } from './engine.mjs';
import { nested, openModel, skip } from './face.mjs';
import { family, familyNames } from './families/index.mjs';
import { largestDifference, readers, refused, withConfig } from './readers.mjs';
import { safetensors, safetensorsOf, shards } from './write.mjs';

const ids = [3, 0, 12, 7, 7, 1, 4];
const most = 1e-5;

const isMatrix = (name) => name === 'token_embedding' || name.startsWith('w_');

/** Parameters as one byte keeps them: rows of (results, inputs), each of which has a scale. Nothing is known of files here. */
function rounded({ parameters, description }) {
  const changed = new Map(parameters);
  const columns = {
    ...{ token_embedding: description.n_vocabulary, w_unembedding: description.n_vocabulary },
    ...{ w_q: 0, w_k: 0, w_v: 0, w_o: description.d_model, w_down: description.d_model },
    ...{ w_gate: description.d_mlp, w_up: description.d_mlp },
  };
  for (const [key, values] of parameters) {
    const name = key.split('/')[0];
    if (!isMatrix(name)) continue;
    // Maps of queries, keys and values have all of the stream for their inputs.
    const depth = columns[name] === 0 ? description.d_model : values.length / columns[name];
    const rows = Array.from({ length: values.length / depth }, (_, m) =>
      values.slice(m * depth, (m + 1) * depth),
    );
    changed.set(key, rows.flatMap(roundedRow));
  }
  return changed;
}

function roundedRow(row) {
  const scale = Math.fround(Math.max(...row.map(Math.abs)) / 127) || 1;
  return row.map((value) => Math.round(value / scale) * scale);
}

/** Files of a family in one byte, and what the oracle makes of it. */
function oneByte(name) {
  const model = family(name);
  const bytes = oneByteWeights(safetensors(model.tensors), model.config);
  const parameters = rounded(model);
  const expected = transformer(model.description, (one, layer) => parameters.get(`${one}/${layer}`), ids);
  return { ...model, bytes, expected };
}

/** The largest difference, as a share of the largest number that there is, if that is above 1. */
function difference(values, expected) {
  const flat = expected.flat(Infinity);
  assert.equal(values.length, flat.length);
  const finite = flat.filter(Number.isFinite).map(Math.abs);
  const apart = flat.map((entry, index) => (entry === values[index] ? 0 : Math.abs(entry - values[index])));
  return Math.max(...apart) / Math.max(1, ...finite);
}

for (const variant of variants)
  describe(`the ${variant} module with weights of one byte`, { skip: isMissing }, () => {
    for (const name of familyNames)
      test(name, async () => {
        const { bytes, config, description, expected } = oneByte(name);
        for (const pieceBytes of [undefined, 30]) {
          const { plan } = await readers.openModel(withConfig(bytes, config));
          assert.equal(plan.description.weight_type, 'int8');
          const engine = new Engine(variant);
          await engine.load(plan, pieceBytes && { pieceBytes });
          const near = (values, stage, what) =>
            assert.ok(difference(values, stage) < most, `${what}: ${difference(values, stage)}`);
          near(engine.run(ids), expected.logits, 'logits');
          for (const [layer, stages] of expected.layers.entries()) {
            const traced = engine.trace(layer, description.n_heads);
            for (const stage of blockStages.filter((one) => traced[one] && one !== 'scratch'))
              near(traced[stage], stages[stage], `${stage} of layer ${layer}`);
          }
        }
      });
  });

describe('attention-explainer/models with weights of one byte', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'one-byte-'));
  after(() => rmSync(folder, { recursive: true }));

  test('the command converts a folder with shards, which runs', async () => {
    const model = family('llama');
    const { files, index } = shards(model.tensors, { type: 'BF16' });
    for (const { name, bytes } of [...files, index]) writeFileSync(join(folder, name), bytes);
    writeFileSync(join(folder, 'config.json'), JSON.stringify(model.config));
    const command = fileURLToPath(new URL('../../web/examples/models/one-byte-weights.mjs', import.meta.url));
    execFileSync(process.execPath, [command, folder, join(folder, 'new')]);
    const opened = await openModel(join(folder, 'new'));
    assert.equal(opened.description.weight_type, 'int8');
    const run = await opened.run(ids);
    assert.ok(largestDifference(nested(run.logits), oneByte('llama').expected.logits) < 1e-4);
    opened.dispose();
  });

  test('a weight takes one byte of memory', async () => {
    // A model nearly all of which is matrices.
    const sizes = { vocab_size: 64, n_embd: 128, n_head: 2, n_layer: 2, block_size: 4 };
    const tensors = nanoGptOf(sizes);
    const config = { ...sizes, bias: false, dropout: 0 };
    const plain = safetensors(tensors);
    const elements = Object.values(tensors).reduce((sum, { values }) => sum + values.length, 0);
    const needed = [];
    for (const bytes of [plain, oneByteWeights(plain, config)]) {
      const model = await openModel(withConfig(bytes, config).map(asFile));
      needed.push(await model.memoryNeeded(1));
      model.dispose();
    }
    const [four, one] = needed;
    assert.ok(four - one > 2.8 * elements && four - one < 3.1 * elements, `${needed} for ${elements}`);
  });
});

const asFile = ({ name, bytes }) => new File([bytes], name);

function nanoGptOf({ vocab_size, n_embd: d, n_layer, block_size }) {
  const filled = (...shape) => ({ shape, values: Array(shape.reduce((a, b) => a * b)).fill(0.5) });
  const layers = Array.from({ length: n_layer }, (_, layer) => {
    const h = `transformer.h.${layer}`;
    return {
      ...{ [`${h}.ln_1.weight`]: filled(d), [`${h}.ln_2.weight`]: filled(d) },
      ...{ [`${h}.attn.c_attn.weight`]: filled(3 * d, d), [`${h}.attn.c_proj.weight`]: filled(d, d) },
      ...{ [`${h}.mlp.c_fc.weight`]: filled(4 * d, d), [`${h}.mlp.c_proj.weight`]: filled(d, 4 * d) },
    };
  });
  const wte = filled(vocab_size, d);
  const ends = { 'transformer.wte.weight': wte, 'transformer.wpe.weight': filled(block_size, d) };
  return Object.assign({}, ends, ...layers, { 'transformer.ln_f.weight': filled(d), 'lm_head.weight': wte });
}

describe('what is no weight of one byte', () => {
  const { bytes, config } = oneByte('llama');
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length));
  const data = bytes.subarray(8 + length);
  const name = 'model.layers.1.self_attn.k_proj.weight';
  const scale = `${name}.scale`;

  /** The file with something changed in its tensors: their header entries with `bytes`. */
  function changed(change) {
    const tensors = Object.fromEntries(
      Object.entries(header).map(([key, { dtype, shape, data_offsets }]) => [
        key,
        { dtype, shape, bytes: Buffer.from(data.subarray(...data_offsets)) },
      ]),
    );
    change(tensors);
    let at = 0;
    const entries = Object.entries(tensors).map(([key, { dtype, shape, bytes: own }]) => {
      at += own.length;
      return [key, { dtype, shape, data_offsets: [at - own.length, at] }];
    });
    const all = Object.values(tensors).map((tensor) => tensor.bytes);
    return withConfig(safetensorsOf(Object.fromEntries(entries), all), config);
  }

  test('scales are missing', () =>
    refused(
      changed((tensors) => delete tensors[scale]),
      ['missing', scale, /k_proj\.weight of model\.safetensors is I8.*k_proj\.weight\.scale/],
    ));

  test('scales of another shape, and of inputs', async () => {
    const sentence = /have the shape .* it must be \[4,1\] or \[4\]/;
    const resized = (shape, count) =>
      changed((tensors) => {
        tensors[scale].shape = shape;
        tensors[scale].bytes = Buffer.from(new Float32Array(count).fill(1).buffer);
      });
    for (const [shape, count] of [
      [[12], 12],
      [[1, 12], 12],
      [[1], 1],
      [[], 1],
      [[4, 12], 48],
    ])
      await refused(resized(shape, count), ['tensor', scale, sentence]);
  });

  test('scales of results alone will do where rows are results', async () => {
    const files = changed((tensors) => (tensors[scale].shape = tensors[scale].shape.slice(0, 1)));
    assert.equal((await readers.openModel(files)).plan.description.weight_type, 'int8');
  });

  test('one for each row of a transposed matrix', async () => {
    const model = oneByte('gpt2');
    const square = 'h.0.attn.c_proj.weight.scale';
    const text = model.bytes
      .toString('latin1')
      .replace(`"${square}":{"dtype":"F32","shape":[1,12]`, `"${square}":{"dtype":"F32","shape":[12]  `);
    await refused(withConfig(Buffer.from(text, 'latin1'), model.config), [
      'tensor',
      square,
      /must be \[1,12\]/,
    ]);
  });

  test('scales of another type', () =>
    refused(
      changed((tensors) => (tensors[scale].dtype = 'I32')),
      ['tensor', scale, /are I32; they must be F32/],
    ));

  test('a vector of one byte', () =>
    refused(
      changed((tensors) => {
        tensors['model.norm.weight'] = { dtype: 'I8', shape: [12], bytes: Buffer.alloc(12) };
      }),
      ['tensor', 'model.norm.weight', /is I8; final_norm_weight can be F32, F16 or BF16/],
    ));

  test('some matrices of one byte and some of four', () =>
    refused(
      changed((tensors) => {
        delete tensors[scale];
        tensors[name] = {
          ...tensors[name],
          dtype: 'F32',
          bytes: Buffer.alloc(4 * tensors[name].bytes.length),
        };
      }),
      ['tensor', name, /is I8, and .*k_proj\.weight is F32: all matrices must be I8, or none/],
    ));

  test('scales of a matrix that is not I8', async () => {
    const plain = family('llama');
    plain.tensors[scale] = { shape: [4, 1], values: [1, 1, 1, 1] };
    await refused(withConfig(safetensors(plain.tensors), plain.config), ['surplus', scale, /no tensor/]);
  });

  test('scales that are no finite numbers above 0', async () => {
    for (const value of [0, -1, NaN, Infinity]) {
      const { plan } = await readers.openModel(
        changed((tensors) => tensors[scale].bytes.writeFloatLE(value, 8)),
      );
      const read = async () => {
        for await (const { parts } of readers.parameterParts(plan)) assert.ok(parts);
      };
      await assert.rejects(read, (error) => {
        assert.deepEqual([error.name, error.subject], ['ModelFileError', scale]);
        assert.match(
          error.message,
          new RegExp(`have the value ${value}; each must be a finite number above 0`),
        );
        return true;
      });
    }
  });
});
