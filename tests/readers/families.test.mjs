// A file in the layout of each family, written with random weights: every parameter of it is found, number by number, and the
// description is what the family is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { transformer } from '../reference/transformer.mjs';
import { family, familyNames, llama2cModel } from './families/index.mjs';
import { file, parametersOf, readers } from './readers.mjs';
import { safetensors, shards } from './write.mjs';

const ids = [3, 0, 12, 7, 7, 1, 4];

/** Opens files and compares all that has been read with what was written. */
async function check(files, { parameters, description }, options) {
  const { plan } = await readers.openModel(files);
  assert.deepEqual(plan.description, description);
  const parameter = await parametersOf(plan, options);
  for (const [name, values] of parameters) {
    const read = parameter(...name.split('/'));
    assert.ok(read, `${name} is no parameter of the model`);
    assert.deepEqual(Array.from(read), values, name);
  }
  const { logits, layers } = transformer(plan.description, parameter, ids);
  assert.ok(logits.flat().every(Number.isFinite));
  assert.equal(layers.length, description.n_layers);
  return { plan, parameter };
}

const config = (model) => file('config.json', JSON.stringify(model.config));

for (const name of familyNames)
  describe(name, () => {
    const model = family(name);

    test('one file, float32', async () => {
      const bytes = safetensors(model.tensors, { metadata: { format: 'pt' } });
      await check([file('model.safetensors', bytes), config(model)], model);
    });

    test('one file, read in pieces of a few rows', async () => {
      const files = [file('model.safetensors', safetensors(model.tensors)), config(model)];
      await check(files, model, { pieceBytes: 200 });
    });

    for (const [type, weight_type] of Object.entries({ F16: 'float16', BF16: 'bfloat16' }))
      test(`two shards, ${type}`, async () => {
        const { files, index } = shards(model.tensors, { type });
        const all = [...files, index].map(({ name: own, bytes }) => file(own, bytes));
        await check([...all, config(model)], {
          ...model,
          description: { ...model.description, weight_type },
        });
      });
  });

test('llama2.c, tied and not', async () => {
  for (const tied of [true, false]) {
    const model = llama2cModel({ tied });
    await check([file('model.bin', model.bytes)], model);
    await check([file('model.bin', model.bytes)], model, { pieceBytes: 100 });
  }
});

test('JSON of minGPT', async () => {
  const model = family('minGpt');
  const entries = Object.entries(model.tensors).map(([name, { shape, values }]) => {
    const data = Buffer.from(Float32Array.from(values).buffer).toString('base64');
    return [name, { shape, dtype: 'torch.float32', data }];
  });
  const text = JSON.stringify({ config: model.config, ...Object.fromEntries(entries) });
  await check([file('gpt-nano-sort-model.json', text)], model);
});

test('parameters of a family are those that its description has', async () => {
  for (const name of familyNames) {
    const model = family(name);
    const { description } = model;
    const shapes = readers.parameterShapes(description);
    const named = new Set([...model.parameters.keys()].map((key) => key.split('/')[0]));
    assert.deepEqual([...named].sort(), [...shapes.keys()].sort(), name);
  }
});

test('matrices of several types are float32 in memory', async () => {
  const model = family('gpt2');
  const tensors = { ...model.tensors, 'wte.weight': { ...model.tensors['wte.weight'], type: 'F16' } };
  await check([file('model.safetensors', safetensors(tensors)), config(model)], model);
});

test('GPT-Neo without its list of layers, and Qwen 2 without windows', async () => {
  const neo = family('gptNeo');
  delete neo.config.attention_layers;
  neo.config.attention_types = [
    [['global', 'local'], 1],
    [['global'], 1],
  ];
  await check([file('model.safetensors', safetensors(neo.tensors)), config(neo)], neo);
  const qwen = family('qwen2');
  const own = { use_sliding_window: false, sliding_window: 32768, max_window_layers: 21 };
  qwen.config = { ...qwen.config, ...own, layer_types: Array(3).fill('full_attention') };
  qwen.description = { ...qwen.description, window: 0, first_local_layer: 0 };
  await check([file('model.safetensors', safetensors(qwen.tensors)), config(qwen)], qwen);
});

test('newer names of rotary settings', async () => {
  const model = family('llama');
  const { rope_theta, rope_scaling, ...rest } = model.config;
  model.config = {
    ...rest,
    rope_parameters: { rope_theta, rope_type: 'default' },
    dtype: 'bfloat16',
    rope_scaling,
  };
  await check([file('model.safetensors', safetensors(model.tensors)), config(model)], model);
});

test('folded norms of TransformerLens are ones and zeros', async () => {
  const model = family('attentionOnly');
  const isNorm = (name) => /\.ln1\.|ln_final/.test(name);
  const tensors = Object.fromEntries(Object.entries(model.tensors).filter(([name]) => !isNorm(name)));
  for (const [name, values] of model.parameters)
    if (name.includes('norm')) values.fill(name.includes('weight') ? 1 : 0);
  model.config = { ...model.config, normalization: 'LNPre' };
  await check([file('model.safetensors', safetensors(tensors)), config(model)], model);
});

test('progress counts every byte of weights once, and a signal ends the reading', async () => {
  const model = family('gpt2');
  const { plan } = await readers.openModel([
    file('model.safetensors', safetensors(model.tensors)),
    config(model),
  ]);
  const seen = [];
  await parametersOf(plan, { pieceBytes: 500, progress: (done, total) => seen.push([done, total]) });
  assert.ok(seen.length > plan.tensors.length);
  assert.deepEqual(seen.at(-1), [plan.bytes, plan.bytes]);
  assert.ok(seen.every(([done], index) => index === 0 || done > seen[index - 1][0]));

  const controller = new AbortController();
  const progress = () => controller.abort(new Error('enough'));
  await assert.rejects(parametersOf(plan, { signal: controller.signal, progress }), /^Error: enough$/);
});
