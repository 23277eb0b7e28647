// Files that are no model, or no longer one: each is refused with a sentence that names the file and the tensor.
import { describe, test } from 'node:test';
import { family } from './families/index.mjs';
import { file, refused, withConfig as files } from './readers.mjs';
import { safetensors, safetensorsOf } from './write.mjs';

const model = family('gpt2');
const bytes = safetensors(model.tensors);
const withConfig = (weights) => files(weights, model.config);

describe('files of other kinds', () => {
  const beginnings = {
    'is a zip archive': 'PK\x03\x04......',
    'is a pickle of Python': '\x80\x02}q\x00.......',
    'is a GGUF file': 'GGUF\x03\x00\x00\x00....',
    'is packed with gzip': '\x1f\x8b\x08........',
    'is an HDF5 file': '\x89HDF\r\n\x1a\n....',
    'only says where Git LFS keeps the file': 'version https://git-lfs.github.com/spec/v1\noid',
    'is a web page and no model': '\n <!DOCTYPE html><html>',
  };
  for (const [what, beginning] of Object.entries(beginnings))
    test(what, async () => {
      const content = Buffer.from(beginning, 'latin1');
      const expected = ['not_a_model', 'model.safetensors', new RegExp(`^model\\.safetensors ${what}`)];
      await refused(withConfig(content), expected);
      await refused(
        [file('model.bin', content)],
        ['not_a_model', 'model.bin', new RegExp(`^model\\.bin ${what}`)],
      );
      await refused(
        [file('model.pt', content)],
        ['not_a_model', 'model.pt', new RegExp(`^model\\.pt ${what}`)],
      );
    });

  test('no file of a model', async () => {
    await refused(
      [],
      ['missing', 'model.safetensors', /^There are no weights: a model is a \.safetensors file/],
    );
    await refused([file('a.txt', 'hello')], ['missing', 'model.safetensors', /no weights among a\.txt/]);
    await refused([file('model.safetensors', bytes)], ['missing', 'config.json', /^config\.json is missing/]);
    await refused(withConfig(''), ['not_a_model', 'model.safetensors', /^model\.safetensors is empty/]);
    await refused(withConfig('hello'), [
      'truncated',
      'model.safetensors',
      /ends within its own header: it has 5/,
    ]);
    await refused(withConfig('hello world and more'), [
      'not_a_model',
      'model.safetensors',
      /its header would have/,
    ]);
  });
});

describe('headers of safetensors', () => {
  const entry = (changes = {}) => ({ dtype: 'F32', shape: [2], data_offsets: [0, 8], ...changes });
  const data = new Uint8Array(8);
  const cases = [
    [
      'a header beyond the file',
      bytes.subarray(0, 1000),
      ['truncated', 'model.safetensors', /ends within its header, which has \d+ bytes/],
    ],
    [
      'a file that ends early',
      bytes.subarray(0, bytes.length - 4),
      ['truncated', 'ln_f.bias', /ends within the tensor "ln_f\.bias"/],
    ],
    [
      'bytes behind the last tensor',
      Buffer.concat([bytes, data]),
      ['header', 'model.safetensors', /8 bytes of no tensor behind "ln_f\.bias"/],
    ],
    [
      'no JSON',
      safetensorsOf('{"a": '),
      ['header', 'The header of model.safetensors', /^The header of model\.safetensors is not JSON/],
    ],
    [
      'a list',
      safetensorsOf('[1, 2]'),
      ['header', 'The header of model.safetensors', /is \[1,2\] and not an object/],
    ],
    [
      'no UTF-8',
      Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from([0xff, 0xfe])]),
      ['header', 'model.safetensors', /not text in UTF-8/],
    ],
    [
      'a length of 2^63',
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x80, 123, 125]),
      ['not_a_model', 'model.safetensors', /header would have 9223372036854776000 bytes/],
    ],
    [
      'an entry that is none',
      safetensorsOf({ a: 5 }),
      ['header', 'a', /"a" of model\.safetensors is described by 5/],
    ],
    [
      'an unknown dtype',
      safetensorsOf({ a: entry({ dtype: 'F33' }) }, [data]),
      ['header', 'a', /dtype "F33"/],
    ],
    [
      'a dtype by inheritance',
      safetensorsOf({ a: entry({ dtype: 'toString' }) }, [data]),
      ['header', 'a', /dtype "toString"/],
    ],
    [
      'a negative length',
      safetensorsOf({ a: entry({ shape: [-2] }) }, [data]),
      ['header', 'a', /shape \[-2\]/],
    ],
    [
      'a length of 1.5',
      safetensorsOf({ a: entry({ shape: [1.5] }) }, [data]),
      ['header', 'a', /shape \[1\.5\]/],
    ],
    [
      'a shape of 2^53',
      safetensorsOf({ a: entry({ shape: [2 ** 53] }) }, [data]),
      ['header', 'a', /shape \[9007199254740992\]/],
    ],
    [
      'a shape whose product is 2^62',
      safetensorsOf({ a: entry({ shape: [2 ** 31, 2 ** 31] }) }, [data]),
      ['header', 'a', /"a" .*shape/],
    ],
    [
      'a shape that is a text',
      safetensorsOf({ a: entry({ shape: '2' }) }, [data]),
      ['header', 'a', /shape "2"/],
    ],
    [
      'negative offsets',
      safetensorsOf({ a: entry({ data_offsets: [-8, 0] }) }, [data]),
      ['header', 'a', /data_offsets \[-8,0\]/],
    ],
    [
      'offsets the wrong way round',
      safetensorsOf({ a: entry({ data_offsets: [8, 0] }) }, [data]),
      ['header', 'a', /data_offsets \[8,0\]/],
    ],
    [
      'three offsets',
      safetensorsOf({ a: entry({ data_offsets: [0, 4, 8] }) }, [data]),
      ['header', 'a', /data_offsets/],
    ],
    [
      'offsets of 2^53',
      safetensorsOf({ a: entry({ data_offsets: [2 ** 53, 2 ** 53 + 8] }) }, [data]),
      ['header', 'a', /data_offsets/],
    ],
    [
      'offsets beyond the file',
      safetensorsOf({ a: entry({ shape: [2 ** 40], data_offsets: [0, 2 ** 42] }) }, [data]),
      ['truncated', 'a', /ends within the tensor "a"/],
    ],
    [
      'too few bytes',
      safetensorsOf({ a: entry({ data_offsets: [0, 4] }) }, [data]),
      ['header', 'a', /has 4 bytes; \[2\] in F32 needs 8/],
    ],
    [
      'an overlap',
      safetensorsOf({ a: entry(), b: entry({ data_offsets: [4, 12] }) }, [data, data]),
      ['header', 'b', /"a" and "b" of model\.safetensors overlap/],
    ],
    [
      'a gap',
      safetensorsOf({ a: entry(), b: entry({ data_offsets: [12, 20] }) }, [data, data, data]),
      ['header', 'b', /has 4 bytes of no tensor between "a" and "b"/],
    ],
    [
      'one name twice',
      safetensorsOf(`{"a": ${JSON.stringify(entry())}, "\\u0061": ${JSON.stringify(entry())}}`, [data]),
      ['header', 'a', /names "a" twice/],
    ],
    [
      'metadata that is no text',
      safetensorsOf({ __metadata__: { a: 1 }, a: entry() }, [data]),
      ['header', '__metadata__', /field __metadata__ of model\.safetensors/],
    ],
    [
      'a name that is a property of all objects',
      safetensorsOf(`{"__proto__": ${JSON.stringify(entry())}}`, [data]),
      ['missing', 'wte.weight', /lacks the tensors wte\.weight, /],
    ],
  ];
  for (const [name, weights, expected] of cases) test(name, () => refused(withConfig(weights), expected));

  test('such a name is only a surplus tensor beside a whole model', async () => {
    const tensors = Object.assign(Object.create(null), model.tensors);
    Object.defineProperty(tensors, '__proto__', { value: { shape: [1], values: [0] }, enumerable: true });
    const entries = Object.entries(tensors).map(([name, tensor]) => [name, tensor]);
    const written = safetensors(Object.fromEntries(entries.filter(([name]) => name !== '__proto__')));
    const length = Number(written.readBigUInt64LE(0));
    const header = written.subarray(8, 8 + length).toString();
    const [end] = [written.length - 8 - length];
    const more = `{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[${end},${end + 4}]},${header.slice(1)}`;
    const all = safetensorsOf(more, [written.subarray(8 + length), new Uint8Array(4)]);
    await refused(withConfig(all), ['surplus', '__proto__', /the model has no tensor __proto__/]);
  });
});
