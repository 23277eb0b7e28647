// An author's own numbers, in node: what the core makes of them against double precision, and each refusal with its sentence.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { attended, numbers, oneHead, softmaxRows, tokens } from '../fixtures/given.mjs';
import { serve } from '../harness/server.mjs';
import { importTypeScript } from '../harness/typescript.mjs';

let engine;
let modelOf;
let say;
before(async () => {
  const [engines, models, messages] = await importTypeScript(
    'web/src/compute/engine.ts',
    'web/src/compute/given/model-of.ts',
    'web/src/text/messages.ts',
  );
  engine = await engines.Engine.start();
  modelOf = (data) => models.modelOf(data, 'https://example.org/');
  await messages.loadTexts('en', 'extras');
  say = messages.sayIn('en');
});

async function traceOf(data, options) {
  const model = await modelOf(data);
  return engine.withModel(model).run(model.given.tokens, options).trace;
}

function assertClose(actual, expected, what) {
  const flat = expected.flat(Infinity);
  assert.equal(actual.length, flat.length, what);
  flat.forEach((value, at) =>
    assert.ok(
      actual[at] === value || Math.abs(actual[at] - value) <= 1e-5 * (1 + Math.abs(value)),
      `${what}[${at}] is ${actual[at]}, not ${value}`,
    ),
  );
}

test('queries, keys and values: every vector to the bit, and what follows as the oracle has it', async () => {
  const trace = await traceOf(oneHead);
  const expected = attended(oneHead);
  assert.deepEqual(trace.words, tokens);
  for (const name of ['query', 'key', 'value'])
    assert.deepEqual(trace.values(name), oneHead[name].flat(), name);
  assertClose(trace.values('score'), expected.score, 'score');
  assertClose(trace.values('weight'), expected.weight, 'weight');
  assertClose(trace.values('head_output'), expected.output, 'head_output');
  assert.ok(
    !trace.has('delta') && !trace.has('embedding') && !trace.has('probability_after'),
    'nothing is made up',
  );
});

test('heads share keys and values; a scale and no mask are the author’s', async () => {
  const [query, key, value] = [numbers(4, 4, 5, 3), numbers(5, 2, 5, 3), numbers(6, 1, 5, 2)];
  const own = { scale: 0.25, causal: false };
  const trace = await traceOf({ tokens, query, key, value, ...own });
  const heads = query.map((q, h) =>
    attended({ query: q, key: key[Math.floor(h / 2)], value: value[0], ...own }),
  );
  assertClose(
    trace.values('scaled'),
    heads.map(({ score }) => score.map((row) => row.map((x) => x / 4))),
    'scaled',
  );
  assertClose(
    trace.values('weight'),
    heads.map(({ weight }) => weight),
    'weight',
  );
  assertClose(
    trace.values('head_output'),
    heads.map(({ output }) => output),
    'head_output',
  );
});

test('scores alone, with a temperature: to the bit what softmax gets', async () => {
  const scores = numbers(7, 2, 5, 5);
  const options = { temperature: 2, scale: true, mask: 'causal', silentHeads: [] };
  const trace = await traceOf({ tokens, scores }, options);
  assert.deepEqual(trace.values('score'), scores.flat(2));
  assertClose(
    trace.values('weight'),
    scores.map((head) => softmaxRows(head, { scale: 0.5 })),
    'weight',
  );
  assert.ok(!trace.has('query') && !trace.has('head_output'));
});

test('weights alone: as they are, with the sums of their rows and nothing else', async () => {
  const weights = softmaxRows(numbers(8, 5, 5)).map((row) => row.map(Math.fround));
  const trace = await traceOf({ tokens, weights });
  assert.deepEqual(trace.names, ['weight', 'weight_sum']);
  assert.deepEqual(trace.values('weight'), weights.flat());
  assertClose(trace.values('weight_sum'), [1, 1, 1, 1, 1], 'weight_sum');
  assert.equal(trace.options.mask, 'causal', 'none is of a word to come');
  const half = weights.map((row) => row.map((weight) => weight / 2));
  const { values } = await traceOf({ tokens, weights: half }).then((halved) => ({
    values: halved.values('weight_sum'),
  }));
  assertClose(values, [0.5, 0.5, 0.5, 0.5, 0.5], 'weight_sum of halves');
});

test('weights with values: their weighted sums, of more components than words and of heads that share values', async () => {
  const weights = numbers(14, 4, 5, 5).map((head) => softmaxRows(head, { causal: false }));
  for (const value of [numbers(15, 2, 5, 7), numbers(16, 4, 5, 1)]) {
    const trace = await traceOf({ tokens, weights, value });
    assert.deepEqual(trace.names, ['weight', 'weight_sum', 'value', 'head_output']);
    const ofHead = (h) => value[Math.floor((h * value.length) / 4)];
    assert.deepEqual(trace.values('weight'), weights.flat(2).map(Math.fround));
    assertClose(trace.values('weight_sum'), Array(20).fill(1), 'weight_sum');
    assert.deepEqual(
      trace.values('value'),
      [0, 1, 2, 3].flatMap((h) => ofHead(h).flat()),
    );
    assert.deepEqual(trace.shape('head_output'), [4, 5, value[0][0].length]);
    const expected = weights.map((rows, h) =>
      rows.map((row) => ofHead(h)[0].map((_, c) => row.reduce((sum, w, j) => sum + w * ofHead(h)[j][c], 0))),
    );
    assertClose(trace.values('head_output'), expected, 'head_output');
  }
});

test('typed arrays with their shape, rows that are typed, and lists are the same', async () => {
  const expected = (await traceOf(oneHead)).values('weight');
  const shaped = (rows) => ({
    shape: [1, rows.length, rows[0].length],
    values: Float64Array.from(rows.flat()),
  });
  const typed = (rows) => rows.map((row) => Float32Array.from(row));
  const others = [
    { tokens, query: shaped(oneHead.query), key: typed(oneHead.key) },
    { tokens, query: [oneHead.query], key: oneHead.key, value: null, scale: undefined, scores: null },
  ];
  for (const other of others) assert.deepEqual((await traceOf(other)).values('weight'), expected);
});

/** A safetensors file with these tensors, [dtype, shape, bytes] by name. */
function safetensors(metadata, tensors) {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, [dtype, shape, bytes]]) => [
    name,
    { dtype, shape, data_offsets: [end, (end += bytes.byteLength)] },
  ]);
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([
    length,
    header,
    ...Object.values(tensors).map(([, , bytes]) => Buffer.from(bytes.buffer)),
  ]);
}

/** A tensor of that shape. */
const single = (...shape) => ['F32', shape, new Float32Array(shape.reduce((all, length) => all * length, 1))];

const addressOf = (bytes, type = 'application/octet-stream') =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

test('an address of JSON or of safetensors, whose halves are read too', async () => {
  const expected = await traceOf(oneHead);
  const json = await traceOf(addressOf(JSON.stringify(oneHead), 'application/json'));
  assert.deepEqual(json.values('weight'), expected.values('weight'));
  const file = safetensors(
    { tokens: JSON.stringify(tokens), title: 'A head', causal: 'true' },
    {
      query: ['F32', [5, 4], Float32Array.from(oneHead.query.flat())],
      key: ['F64', [5, 4], Float64Array.from(oneHead.key.flat())],
      // 1, -2, 0.5, the smallest above 0, and the largest, in binary16; then in bfloat16.
      value: ['F16', [5, 1], Uint16Array.of(0x3c00, 0xc000, 0x3800, 0x0001, 0x7bff)],
    },
  );
  const read = await traceOf(new URL(addressOf(file)));
  assert.deepEqual(read.values('weight'), expected.values('weight'));
  assert.deepEqual(read.values('value'), [1, -2, 0.5, 2 ** -24, 65504]);
  assert.equal(read.given.title, 'A head');
  const brain = safetensors({ tokens: '["a"]' }, { scores: ['BF16', [1, 1], Uint16Array.of(0xc040)] });
  assert.deepEqual((await traceOf(addressOf(brain))).values('score'), [-3]);
});

const square = numbers(9, 5, 5);
const even = Array.from({ length: 5 }, () => Array(5).fill(0.2));
/** What is given, and the beginning of the sentence that refuses it. */
const refused = [
  [[1, 2], 'They must be an object'],
  [7, 'They must be an object'],
  [{ ...oneHead, tokens: 'The quick' }, 'tokens must be a list of 1 to 24'],
  [{ ...oneHead, tokens: ['a', '', 'c', 'd', 'e'] }, 'tokens must be a list'],
  [{ tokens }, 'Give query and key'],
  [{ tokens, query: oneHead.query }, 'Give query and key'],
  [{ ...oneHead, scores: square }, 'Give query and key'],
  [{ tokens, weights: even, scores: square }, 'Give query and key'],
  [{ tokens, weights: even, value: [[1], [2]] }, 'value has 2 rows for 5 tokens.'],
  [{ tokens, weights: even, value: numbers(1, 2, 5, 3) }, 'The 2 heads of value'],
  [{ tokens: tokens.slice(1), query: oneHead.query, key: oneHead.key }, 'query has 5 rows for 4 tokens.'],
  [{ tokens, scores: oneHead.query }, 'scores has 4 columns for 5 tokens.'],
  [{ tokens, scores: [1, 2, 3, 4, 5] }, 'scores must be (tokens, components)'],
  [{ tokens, scores: 'many' }, 'scores must be'],
  [{ tokens, scores: [[1, 2], [3]] }, 'The rows of scores are not all of one length.'],
  [{ tokens, scores: [[1, 2], 3] }, 'The rows of scores'],
  [
    { tokens, scores: { shape: [5, 5], values: Array(24).fill(0) } },
    'scores has 24 values; its shape 5 × 5 needs 25.',
  ],
  [
    { tokens, scores: square.with(2, square[2].with(1, NaN)) },
    'scores holds something that is no finite number.',
  ],
  [{ tokens, scores: square.with(2, square[2].with(1, 1e300)) }, 'scores holds something'],
  [{ tokens, scores: square.with(2, square[2].with(1, '1')) }, 'scores holds something'],
  [{ tokens, scores: square.with(2, square[2].with(1, null)) }, 'scores holds something'],
  [{ tokens, query: numbers(1, 5, 4), key: numbers(2, 5, 3) }, 'query has 4 components and key has 3'],
  [{ tokens, query: numbers(1, 3, 5, 4), key: numbers(2, 2, 5, 4) }, 'The 2 heads of key'],
  [{ tokens, scores: numbers(1, 9, 5, 5) }, 'scores has 9 heads; there is room for 8.'],
  [{ ...oneHead, causal: 1 }, 'causal must be'],
  [{ ...oneHead, scale: 0 }, 'scale must be'],
  [{ ...oneHead, scale: '1' }, 'scale must be'],
  [{ tokens, weights: even, scale: 1 }, 'scale must be'],
  [{ ...oneHead, title: {} }, 'title must be'],
  [{ tokens, weights: even, causal: true }, 'causal is true, but weights'],
  [{ tokens, weights: even.with(0, [-0.2, 0.6, 0.2, 0.2, 0.2]) }, 'weights holds a number below 0.'],
  [Object.create(oneHead), 'tokens must be a list'],
  [addressOf('none of it'), 'data:'],
  [addressOf(JSON.stringify({ ...oneHead, tokens: ['a'] })), 'query has 5 rows for 1 tokens.'],
  [addressOf(JSON.stringify([oneHead])), 'They must be an object'],
  [addressOf(JSON.stringify({ tokens, scores: { shape: [5, 5], values: [1] } })), 'scores has 1 values'],
  [
    addressOf(safetensors({ tokens: '["a", "b"]' }, { scores: single(3) })),
    'scores must be (tokens, components)',
  ],
  [addressOf(safetensors({ tokens: '["a"]' }, { scores: single(2, 2) })), 'scores has 2 rows for 1 tokens.'],
  [
    addressOf(safetensors({ tokens: '["a"]' }, { query: single(1, 2), key: single(1, 3) })),
    'query has 2 comp',
  ],
  [addressOf(safetensors({ tokens: 'a b' }, { scores: single(1, 1) })), 'tokens must be a list'],
  [addressOf(safetensors({}, { scores: single(1, 1) })), 'tokens must be a list'],
  [
    addressOf(safetensors({ tokens: '["a"]' }, { scores: ['F32', [1, 1], Float32Array.of(NaN)] })),
    'scores holds',
  ],
  [addressOf(safetensors({ tokens: '["a"]' }, { scores: single(4, 4) }).subarray(0, -4)), 'data:'],
  [
    addressOf(safetensors({ tokens: '["a"]' }, { scores: ['I32', [1, 1], Int32Array.of(1)] })),
    'scores is stored as I32',
  ],
  ['no scheme://', 'no scheme:// could not be fetched'],
];

test('what does not fit is refused with a sentence that names it', async () => {
  for (const [data, begins] of refused) {
    const error = await modelOf(data).then(
      () => undefined,
      (one) => one,
    );
    assert.ok(error?.key, `${begins}: ${error}`);
    const said = say(error.key, error.parameters);
    assert.ok(said.startsWith(begins) && !said.includes('{'), `${said} should begin with ${begins}`);
  }
});

test('an address that leads nowhere is named, with what its server has said', async () => {
  const { origin, stop } = await serve(() => undefined);
  const { key, parameters } = await modelOf(`${origin}/head.json`).catch((error) => error);
  await stop();
  assert.equal(say(key, parameters), `${origin}/head.json could not be fetched (404 Not Found).`);
});
