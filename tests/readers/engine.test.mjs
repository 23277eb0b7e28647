// From files to numbers: what the readers read, the module packs and runs. Every stage of every layer of every family is that of the
// oracle, for both modules, all types of weights, one file, shards, and pieces of a few rows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { transformer } from '../reference/transformer.mjs';
import { blockStages, Engine, isMissing, variants } from './engine.mjs';
import { family, familyNames, llama2cModel } from './families/index.mjs';
import { file, readers } from './readers.mjs';
import { safetensors, shards } from './write.mjs';

const ids = [3, 0, 12, 7, 7, 1, 4];
const most = 1e-5;
/** The module's own room, and what only it has. */
const unchecked = new Set(['scratch']);

/** The largest difference, as a share of the largest number that there is, if that is above 1. */
function difference(values, expected) {
  const flat = expected.flat(Infinity);
  assert.equal(values.length, flat.length);
  const size = flat.reduce(
    (largest, entry) => (Number.isFinite(entry) ? Math.max(largest, Math.abs(entry)) : largest),
    1,
  );
  return flat.reduce((largest, entry, index) => {
    const apart = entry === values[index] ? 0 : Math.abs(entry - values[index]);
    return Math.max(largest, apart / size);
  }, 0);
}

/** Fails unless the module makes of files what the oracle makes of the parameters that were written. */
async function check(variant, files, { parameters, description }, options) {
  const { plan } = await readers.openModel(files);
  const engine = new Engine(variant);
  await engine.load(plan, options);
  const expected = transformer(description, (name, layer) => parameters.get(`${name}/${layer}`), ids);
  const near = (values, stage, name) =>
    assert.ok(difference(values, stage) < most, `${name}: ${difference(values, stage)}`);
  near(engine.run(ids), expected.logits, 'logits');
  for (const [layer, stages] of expected.layers.entries()) {
    const traced = engine.trace(layer, description.n_heads);
    const computed = blockStages.filter((name) => traced[name] && !unchecked.has(name));
    assert.deepEqual(computed.sort(), Object.keys(stages).sort());
    for (const name of computed) near(traced[name], stages[name], `${name} of layer ${layer}`);
  }
}

for (const variant of variants)
  describe(`the ${variant} module`, { skip: isMissing }, () => {
    for (const name of familyNames)
      test(name, async () => {
        const model = family(name);
        const config = file('config.json', JSON.stringify(model.config));
        const whole = file('model.safetensors', safetensors(model.tensors));
        await check(variant, [whole, config], model);
        await check(variant, [whole, config], model, { pieceBytes: 200 });
        for (const type of ['F16', 'BF16']) {
          const { files, index } = shards(model.tensors, { type });
          const all = [...files, index].map(({ name: own, bytes }) => file(own, bytes));
          await check(variant, [...all, config], model);
        }
      });

    test('llama2.c', async () => {
      for (const tied of [true, false]) {
        const model = llama2cModel({ tied });
        await check(variant, [file('model.bin', model.bytes)], model);
      }
    });

    test('a number that is none is refused, and its parameter named', async () => {
      const model = family('gptNeox');
      const name = 'gpt_neox.layers.1.attention.query_key_value.weight';
      // Behind the 4 rows of 12 queries of the first head are its keys.
      model.tensors[name].values[4 * 12] = NaN;
      const files = [
        file('model.safetensors', safetensors(model.tensors)),
        file('config.json', JSON.stringify(model.config)),
      ];
      const { plan } = await readers.openModel(files);
      await assert.rejects(new Engine(variant).load(plan), /w_k.*1|1.*w_k/s);
    });
  });
