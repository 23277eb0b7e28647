// Headers and settings changed at random: whatever comes of it, a model is opened and read whole, or the readers' own error says why
// not. No other exception, and no hanging.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../reference/random.mjs';
import { family, familyNames, llama2cModel } from './families/index.mjs';
import { file, readers } from './readers.mjs';
import { smallTokenizer } from './small-tokenizer.mjs';
import { safetensors, safetensorsOf, shards } from './write.mjs';

const pick = (random, list) => list[random.between(0, list.length - 1)];
const odd = [
  ...[
    null,
    true,
    false,
    '',
    'F32',
    '__proto__',
    'constructor',
    -1,
    0,
    1,
    1.5,
    3,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    -(2 ** 53),
  ],
  ...[
    1e308,
    [],
    {},
    [[]],
    [0, 0],
    [-1, 4],
    [2 ** 40, 2 ** 41],
    { type: 'linear' },
    { toString: 1 },
    'relu',
    'gelu',
  ],
];

/** One value anywhere in a tree of JSON is another one, is gone, or has a twin of another name. */
function mutate(json, random) {
  let place = json;
  for (;;) {
    const keys = Object.keys(place);
    if (keys.length === 0) return;
    const key = pick(random, keys);
    const within = place[key];
    if (typeof within === 'object' && within !== null && random.between(0, 3) > 0) {
      place = within;
      continue;
    }
    const kind = random.between(0, 3);
    if (kind === 0) delete place[key];
    else if (kind === 1) place[pick(random, ['__proto__', 'x', `${key}.x`, '0'])] = within;
    else place[key] = structuredClone(pick(random, odd));
    return;
  }
}

/** Bytes with some changed, left out or put in between. */
function mutateBytes(bytes, random, from = 0, to = bytes.length) {
  const at = random.between(from, to - 1);
  const end = Math.min(to, at + random.between(0, 6));
  const kind = random.between(0, 3);
  if (kind === 0) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
  if (kind === 1) return bytes.subarray(0, at);
  const copy = Buffer.from(bytes);
  for (let index = at; index <= end && index < to; index += 1)
    copy[index] = kind === 2 ? random.between(0, 255) : copy[index] ^ (1 << random.between(0, 7));
  return copy;
}

/** Opens files and reads all weights; returns what was wrong, and throws what is no error of ours. */
async function outcome(files) {
  try {
    const { plan } = await readers.openModel(files);
    for await (const { bytes, parts } of readers.parameterParts(plan)) {
      const width = parts.map(({ type }) => (type === 'float32' ? 4 : 2));
      for (const [index, part] of parts.entries()) {
        const last = (part.n_columns - 1) * part.column_step + (part.n_components - 1) * part.component_step;
        assert.ok(part.offset >= 0 && (part.offset + last + 1) * width[index] <= bytes.length);
      }
    }
    return 'read';
  } catch (error) {
    if (error.name !== 'ModelFileError') throw error;
    assert.match(error.message, /^[^\n]{10,600}[.?]$/s, error.message);
    return error.problem;
  }
}

/** Runs many mutations of one kind; each must end in one of the ways there are, and more than one must be met. */
async function search(seed, count, make) {
  const random = new Random(seed);
  const met = new Map();
  for (let round = 0; round < count; round += 1) {
    const state = `round ${round} of seed ${seed}`;
    const found = await outcome(make(random)).catch((error) => {
      throw new Error(`${state}: ${error.stack}`);
    });
    met.set(found, (met.get(found) ?? 0) + 1);
  }
  assert.ok(met.size > 2, JSON.stringify([...met]));
}

const models = familyNames.map((name) => {
  const model = family(name);
  const bytes = safetensors(model.tensors);
  const length = Number(bytes.readBigUInt64LE(0));
  const header = bytes.subarray(8, 8 + length).toString();
  return { ...model, bytes, length, header, data: bytes.subarray(8 + length) };
});
const json = (name, content) => file(name, JSON.stringify(content));

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
    return [file('model.safetensors', safetensorsOf(changed, [data])), json('config.json', config)];
  }));

test('bytes of headers', () =>
  search(2, 800, (random) => {
    const { config, bytes, length } = pick(random, models);
    return [
      file('model.safetensors', mutateBytes(bytes, random, 0, 8 + length)),
      json('config.json', config),
    ];
  }));

test('configurations', () =>
  search(3, 800, (random) => {
    const { config, bytes } = pick(random, models);
    const changed = structuredClone(config);
    for (let count = random.between(1, 3); count > 0; count -= 1) mutate(changed, random);
    return [file('model.safetensors', bytes), json('config.json', changed)];
  }));

test('indices of shards', () => {
  const { tensors, config } = models[0];
  const { files, index } = shards(tensors);
  return search(4, 300, (random) => {
    const changed = JSON.parse(index.bytes);
    mutate(changed, random);
    const all = files.map(({ name, bytes }) => file(name, bytes));
    return [...all, json(index.name, changed), json('config.json', config)];
  });
});

test('files of llama2.c', () => {
  const { bytes } = llama2cModel();
  return search(5, 800, (random) => [
    file('model.bin', mutateBytes(bytes, random, 0, random.between(1, 2) * 28)),
  ]);
});

test('models in JSON', () => {
  const tensor = (values) => Buffer.from(Float32Array.from(values).buffer).toString('base64');
  const { tensors, config } = family('minGpt');
  const entries = Object.entries(tensors).map(([name, { shape, values }]) => [
    name,
    { shape, dtype: 'torch.float32', data: tensor(values) },
  ]);
  const text = JSON.stringify({ config, ...Object.fromEntries(entries) });
  return search(6, 300, (random) => {
    const changed = JSON.parse(text);
    mutate(changed, random);
    return [json('nano.json', changed)];
  });
});

test('tokenizers of Hugging Face', async () => {
  const random = new Random(7);
  const outcomes = new Map();
  for (let round = 0; round < 400; round += 1) {
    const changed = smallTokenizer();
    for (let count = random.between(1, 2); count > 0; count -= 1) mutate(changed, random);
    // As it comes out of a file: without the prototypes that a change may have set.
    const found = await tokenized(JSON.parse(JSON.stringify(changed))).catch((error) => {
      if (error.name !== 'ModelFileError') throw new Error(`round ${round}: ${error.stack}`);
      return error.problem;
    });
    outcomes.set(found, (outcomes.get(found) ?? 0) + 1);
  }
  assert.deepEqual([...outcomes.keys()].sort(), ['read', 'tokenizer']);
});

async function tokenized(json) {
  const tokenizer = await readers.jsonTokenizer(json, {}, 'tokenizer.json');
  for (const text of ["the the's 42<|im_start|>", 'é 注\u0000', '']) {
    const ids = tokenizer.encode(text);
    assert.ok(readers.characterSpans(ids.map((id) => tokenizer.bytesOf(id))).length <= ids.length);
    assert.equal(typeof tokenizer.decode(ids), 'string');
  }
  return 'read';
}
