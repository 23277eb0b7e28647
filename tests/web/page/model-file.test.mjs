// The page's reader of model files, in node: the committed file as another reader sees it, files made by hand, and damaged
// ones, each with its sentence.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { importSource } from '../harness/bundle.mjs';
import { sources } from '../harness/sources.mjs';

const repository = new URL('../../../', import.meta.url);
const shapes = {
  w_e: [3, 2],
  w_p: [4, 2],
  w_q: [2, 1, 2],
  w_k: [2, 1, 2],
  w_v: [2, 3, 2],
  w_o: [2, 2, 3],
  w_u: [3, 2],
};

let TinyModel;
let AttentionModule;
let wasm;
before(async () => {
  ({ TinyModel } = await importSource(sources.tinyModel));
  ({ AttentionModule } = await importSource(sources.attentionModule));
  wasm = await readFile(new URL('build/wasm/wasm/attention_simd128.wasm', repository));
});

/** What a file says of itself and holds, before `change` has been at it. */
function parts(change = () => {}) {
  const header = { __metadata__: { format: 'attention-explainer/2', vocabulary: '. bat cave' } };
  const integers = {};
  let end = 0;
  for (const [index, [name, shape]] of Object.entries(shapes).entries()) {
    const size = shape.reduce((a, b) => a * b);
    integers[name] = Int8Array.from({ length: size }, (_, k) => (k * 37 + index) % 256);
    header.__metadata__[`quantization_step.${name}`] = String(2 ** (index - 4));
    header[name] = { dtype: 'I8', shape, data_offsets: [end, (end += size)] };
  }
  const all = { header, metadata: header.__metadata__, integers };
  change(all);
  return all;
}

function fileOf({ header, integers }) {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([
    length,
    text,
    ...Object.values(integers).map(({ buffer }) => new Uint8Array(buffer)),
  ]);
}

/** The parameters in a module that `bytes` were loaded into. */
async function loaded(bytes) {
  const module = await AttentionModule.instantiate(wasm);
  const model = new TinyModel(bytes);
  model.load(module);
  return { model, values: (name) => [...module.tensor(name).values] };
}

test('every value is its integer times the step of its tensor', async () => {
  const made = parts();
  const { model, values } = await loaded(fileOf(made));
  assert.deepEqual(model.vocabulary, ['.', 'bat', 'cave']);
  assert.deepEqual(model.dimensions, {
    n_vocabulary: 3,
    n_positions: 4,
    d_model: 2,
    n_heads: 2,
    d_head: 1,
    d_value: 3,
  });
  for (const [index, name] of Object.keys(shapes).entries()) {
    const expected = [...made.integers[name]].map((integer) => (integer * 2 ** index) / 16);
    assert.deepEqual(values(name), expected, name);
  }
});

test('every integer of 8 bits, the largest and the smallest step', async () => {
  const every = Int8Array.from({ length: 256 }, (_, k) => k);
  for (const exponent of [-64, 64]) {
    const made = parts(({ header, metadata, integers }) => {
      metadata['quantization_step.w_u'] = String(2 ** exponent);
      metadata.vocabulary = Array.from({ length: 128 }, (_, k) => `word${k}`).join(' ');
      header.w_e = { dtype: 'I8', shape: [128, 2], data_offsets: header.w_e.data_offsets };
      integers.w_e = integers.w_u = every;
      let end = 0;
      for (const [name, { length }] of Object.entries(integers))
        header[name].data_offsets = [end, (end += length)];
      header.w_u.shape = [128, 2];
    });
    const { values } = await loaded(fileOf(made));
    assert.deepEqual(
      values('w_u'),
      [...every].map((integer) => integer * 2 ** exponent),
    );
  }
});

test('the committed file is read as its bytes say', async () => {
  const bytes = await readFile(new URL('core/model/attention.safetensors', repository));
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...entries } = JSON.parse(bytes.subarray(8, 8 + length));
  const { model, values } = await loaded(bytes);
  assert.equal(model.vocabulary.length, entries.w_e.shape[0]);
  for (const [name, { data_offsets }] of Object.entries(entries)) {
    const [begin, end] = data_offsets;
    const step = Number(metadata[`quantization_step.${name}`]);
    const expected = Array.from(
      { length: end - begin },
      (_, k) => bytes.readInt8(8 + length + begin + k) * step,
    );
    assert.deepEqual(values(name), expected, name);
    assert.ok(Math.max(...expected.map(Math.abs)) > 0.1, `${name} is not empty`);
  }
});

const offsets = (value) => (made) => (made.header.w_q.data_offsets = value);
const shape =
  (value, name = 'w_q') =>
  (made) =>
    (made.header[name].shape = value);
const unsaid = /does not say how the tensor w_\w lies in it/;
const step = (text) => (made) => {
  made.metadata['quantization_step.w_k'] = text;
};
const damages = {
  'another format': [
    (made) => (made.metadata.format = 'attention-explainer/1'),
    /says it is .*\/1, not .*\/2/,
  ],
  'a tensor is missing': [({ header }) => delete header.w_o, /lacks the tensor w_o/],
  'another type': [({ header }) => (header.w_u.dtype = 'F16'), /w_u is stored as F16, not as I8/],
  'a tensor of nothing': [({ header }) => (header.w_q = null), unsaid],
  'a tensor without anything': [({ header }) => (header.w_q = {}), unsaid],
  'a tensor that is a word': [({ header }) => (header.w_q = 'I8'), unsaid],
  'no place': [offsets(null), unsaid],
  'a place that is a word': [offsets('12'), unsaid],
  'places that are words': [offsets(['0', '4']), unsaid],
  'fractions of a byte': [offsets([0.5, 4.5]), unsaid],
  'a place below 0': [offsets([-4, 0]), unsaid],
  'an end before the beginning': [offsets([8, 4]), unsaid],
  'three places': [offsets([0, 4, 8]), unsaid],
  'no shape': [({ header }) => delete header.w_q.shape, unsaid],
  'a shape of fractions': [shape([2, 1, 2.5]), unsaid],
  'a shape in words': [shape(['2', '1', '2']), unsaid],
  'no metadata': [({ header }) => (header.__metadata__ = null), /says it is nothing/],
  'metadata that are a word': [({ header }) => (header.__metadata__ = 'words'), /says it is nothing/],
  'a vocabulary that is no text': [({ metadata }) => (metadata.vocabulary = 7), /names 1 words/],
  'another shape of as many values': [shape([1, 2, 2]), /has the tensor w_k as 2,1,2, where 1,2,2 goes/],
  'heads of another size': [shape([1, 2, 2], 'w_k'), /has the tensor w_k as 1,2,2, where 2,1,2 goes/],
  'positions of another size': [shape([2, 4], 'w_p'), /has the tensor w_p as 2,4, where 2,2 goes/],
  'too few values': [({ header }) => (header.w_u.data_offsets[1] -= 1), /w_u has 6 values; 5 were given/],
  'ends too early': [({ header }) => (header.w_u.data_offsets[1] += 1), /ends within the tensor w_u/],
  'a word too many': [
    ({ metadata }) => (metadata.vocabulary += ' mole'),
    /names 4 words and holds vectors for 3/,
  ],
  'no step': [({ metadata }) => delete metadata['quantization_step.w_k'], /the step of w_k is nothing/],
  'a step that is no number': [step('small'), /the step of w_k is small, which is no power of two/],
  'an empty step': [step(''), /which is no power of two/],
  'a step of 0': [step('0'), /which is no power of two/],
  'a step below 0': [step('-0.5'), /which is no power of two/],
  'an infinite step': [step('Infinity'), /which is no power of two/],
  'a step of three': [step('3'), /which is no power of two/],
  'a step next to a power of two': [step('0.50000000000000011'), /which is no power of two/],
  'a step that is too small': [step(String(2 ** -65)), /which is no power of two/],
  'a step that is too large': [step(String(2 ** 65)), /which is no power of two/],
};
for (const [name, [change, sentence]] of Object.entries(damages)) {
  test(`damaged: ${name}`, async () => {
    await assert.rejects(loaded(fileOf(parts(change))), ({ message }) => {
      assert.match(message, sentence);
      return true;
    });
  });
}

test('damaged: no file of this kind', () => {
  const sound = fileOf(parts());
  assert.throws(() => new TinyModel(new Uint8Array(3)), /shorter than its own header/);
  assert.throws(() => new TinyModel(sound.subarray(0, 60)), /ends within its header/);
  assert.throws(() => new TinyModel(Buffer.concat([sound.subarray(0, 8), Buffer.alloc(2000)])), /not JSON/);
});

test('damaged: a header that is no description', () => {
  for (const header of ['null', '7', '"w_e"', '[]']) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    assert.throws(
      () => new TinyModel(Buffer.concat([length, Buffer.from(header)])),
      /^Error: The model file /,
      header,
    );
  }
});
