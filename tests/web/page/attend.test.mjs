// `attend` of the package, in node: the whole operator against double precision and, where they are there, the cases of ONNX; and a sentence
// for whatever is no call.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callOf as onnxCall } from '../../conformance/attention-node.mjs';
import { readModel, readTensor } from '../../conformance/onnx.mjs';
import { operator as oracle } from '../../reference/operator.mjs';
import { headOrders, maskTypes } from '../../wasm/generated.mjs';
import { defaults } from '../../conformance/operator.mjs';
import { numbers } from '../fixtures/given.mjs';
import { importTypeScript } from '../harness/typescript.mjs';

let attend;
let AttentionError;
before(async () => {
  [{ attend, AttentionError }] = await importTypeScript('web/src/entries/core.ts');
});

const flat = (seed, ...shape) => numbers(seed, ...shape).flat(Infinity);

/** A call with `counts`, and what else it has. */
function callOf(seed, counts, more = {}) {
  const { n_batch: b = 1, n_heads: h = 1, n_queries: q, d_head: d } = counts;
  const { n_kv_heads: kv = h, n_keys: k = q, n_past: p = 0, d_value: dv = d } = counts;
  const array = (offset, ...shape) => (shape.includes(0) ? [] : flat(seed + offset, ...shape));
  const past = p > 0 ? { past_key: array(3, b, kv, p, d), past_value: array(4, b, kv, p, dv) } : {};
  return {
    ...counts,
    ...{ query: array(0, b, h, q, d), key: array(1, b, kv, k, d), value: array(2, b, kv, k, dv) },
    ...past,
    ...more,
  };
}

/** The output by the oracle, from the same arguments. */
function expectedOutput(input) {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => typeof value === 'number'));
  const { n_heads = 1, n_queries, d_head } = given;
  const { n_batch = 1, n_keys = n_queries, n_past = 0 } = given;
  const mask = input.bias ?? input.mask;
  const shape =
    input.mask_shape ??
    (mask?.length === n_queries * (n_keys + n_past)
      ? [1, 1, n_queries, n_keys + n_past]
      : [n_batch, n_heads, n_queries, n_keys + n_past]);
  const description = {
    ...defaults,
    ...{ n_kv_heads: n_heads, n_keys, d_value: d_head, scale: 1 / Math.sqrt(d_head) },
    ...given,
    order: headOrders.indexOf(input.order ?? 'heads_first'),
    causal: Number(input.causal ?? true),
    mask_type: maskTypes.indexOf(input.bias ? 'additive' : input.mask ? 'boolean' : 'none'),
    ...Object.fromEntries(
      ['batch', 'heads', 'queries', 'keys'].map((axis, at) => [`mask_${axis}`, shape[at]]),
    ),
    has_valid_lengths: Number(input.valid_lengths !== undefined),
  };
  return oracle(description, {
    ...input,
    mask: mask && Array.from(mask, Number),
    valid_length: input.valid_lengths,
  });
}

function assertClose(actual, expected, what) {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, at) =>
    assert.ok(Math.abs(actual[at] - value) <= 5e-6, `${what}[${at}] is ${actual[at]}, not ${value}`),
  );
}

const grouped = { n_batch: 2, n_heads: 4, n_kv_heads: 2, n_queries: 5, n_keys: 7, d_head: 3, d_value: 2 };
const every = (count, test) => Array.from({ length: count }, (_, at) => test(at));
const calls = {
  'one head': callOf(1, { n_queries: 5, d_head: 4 }),
  'not causal': callOf(2, { n_queries: 5, d_head: 4 }, { causal: false }),
  'grouped queries, other counts of keys and components': callOf(3, grouped),
  'multi-query': callOf(4, { n_heads: 3, n_kv_heads: 1, n_queries: 4, d_head: 2 }),
  'tokens first': callOf(5, grouped, { order: 'tokens_first' }),
  'output tokens first': callOf(6, grouped, { order: 'output_tokens_first' }),
  'a past, causal': callOf(7, { ...grouped, n_past: 3 }),
  'nothing but a past': callOf(8, { n_queries: 2, n_keys: 0, n_past: 4, d_head: 3 }),
  'scale and softcap': callOf(9, grouped, { scale: 0.3, softcap: 0.7 }),
  'a window': callOf(31, grouped, { left_window_size: 2, right_window_size: 1, causal: false }),
  'a window to the left, causal, valid lengths': callOf(32, grouped, {
    left_window_size: 0,
    valid_lengths: [7, 6],
  }),
  'valid lengths, causal': callOf(10, grouped, { valid_lengths: [7, 6] }),
  'valid lengths, one of which is none': callOf(11, grouped, { valid_lengths: [0, 3], causal: false }),
  'a mask for all heads': callOf(12, grouped, { mask: every(35, (at) => at % 3 !== 0), causal: false }),
  'a mask of bytes for each head': callOf(13, grouped, {
    mask: Uint8Array.from(every(2 * 4 * 35, (at) => (at % 5 === 0 ? 0 : 1))),
  }),
  'a bias': callOf(14, grouped, { bias: flat(20, 5, 7).map((x, at) => (at % 4 === 1 ? -Infinity : x)) }),
  'a bias by its shape, shorter than the keys': callOf(15, grouped, {
    bias: flat(21, 4, 1, 6),
    mask_shape: [1, 4, 1, 6],
    causal: false,
  }),
  'all at once': callOf(
    16,
    { ...grouped, n_past: 2 },
    { softcap: 2, bias: flat(22, 5, 9), valid_lengths: [9, 5], order: 'tokens_first' },
  ),
};

for (const [name, input] of Object.entries(calls)) {
  test(`${name}: the output is the oracle’s on both paths, and the stages follow from one another`, async () => {
    const all = await attend(input);
    const fused = await attend({ ...input, stages: false });
    const expected = expectedOutput(input);
    assertClose(all.output, expected, 'output');
    assertClose(fused.output, expected, 'fused output');
    assert.equal('weight' in fused, false);
    const { softcap = 0, n_queries, n_keys = n_queries, n_past = 0 } = input;
    const total = n_keys + n_past;
    all.scaled.forEach((score, at) => {
      const capped = softcap > 0 ? softcap * Math.tanh(score / softcap) : score;
      assert.ok(Math.abs(all.capped[at] - capped) < 2e-6, `capped[${at}]`);
    });
    for (let row = 0; row < all.weight.length; row += total) {
      const [scores, weights] = [all.masked, all.weight].map((stage) => stage.slice(row, row + total));
      const exps = Array.from(scores, (score) => Math.exp(score));
      const sum = exps.reduce((a, b) => a + b, 0);
      weights.forEach((weight, j) =>
        assert.ok(Math.abs(weight - (sum && exps[j] / sum)) < 2e-6, `weight ${row} ${j}`),
      );
    }
    const { n_batch = 1, n_heads = 1, n_kv_heads = n_heads, d_head } = input;
    assert.equal(all.present_key.length, n_batch * n_kv_heads * total * d_head);
    if (n_past > 0) assert.deepEqual(fused.present_key, all.present_key);
  });
}

test('present is the past and then what was given, so that a text can go on', async () => {
  const counts = { n_heads: 2, n_kv_heads: 1, d_head: 3 };
  const whole = callOf(30, { ...counts, n_queries: 6 });
  const part = (array, from, to) => array.slice(from * 3, to * 3);
  const heads = [0, 6];
  const queries = (from, to) => heads.flatMap((head) => part(whole.query, head + from, head + to));
  const first = await attend({
    ...counts,
    n_queries: 4,
    query: queries(0, 4),
    key: part(whole.key, 0, 4),
    value: part(whole.value, 0, 4),
  });
  const then = await attend({
    ...counts,
    n_queries: 2,
    query: queries(4, 6),
    key: part(whole.key, 4, 6),
    value: part(whole.value, 4, 6),
    // How many there are is seen.
    past_key: first.present_key,
    past_value: first.present_value,
  });
  const expected = expectedOutput(whole);
  assertClose(
    first.output,
    heads.flatMap((head) => part(expected, head, head + 4)),
    'the beginning',
  );
  assertClose(
    then.output,
    heads.flatMap((head) => part(expected, head + 4, head + 6)),
    'the end',
  );
  assert.deepEqual([...then.present_key], whole.key);
});

test('null and undefined are not given, and what an object inherits is not its own', async () => {
  const input = callOf(40, { n_queries: 5, d_head: 4 });
  const { output } = await attend(input);
  const nothing = {
    causal: null,
    scale: null,
    softcap: undefined,
    n_keys: null,
    mask: null,
    order: null,
    stages: null,
  };
  assert.deepEqual((await attend({ ...input, ...nothing })).output, output);
  Object.prototype.scale = 7;
  try {
    assert.deepEqual((await attend(input)).output, output);
  } finally {
    delete Object.prototype.scale;
  }
  await assert.rejects(attend(Object.create(input)), /n_queries must be a whole number/);
});

const sound = callOf(50, { n_heads: 2, n_queries: 3, d_head: 2 });
const refused = [
  [undefined, /^attend needs one object .*, not nothing\.$/],
  ['query', /^attend needs one object .*, not the text “query”\.$/],
  [[1, 2], /^attend needs one object .*, not an array\.$/],
  [{ ...sound, n_head: 2 }, /^attend has no argument n_head; there are query, /],
  [{ ...sound, query: undefined }, /^query must be given: \(1, 2, 3, 2\)\.$/],
  [{ ...sound, query: '1,2,3' }, /^query must be a flat array of numbers, not the text “1,2,3”\.$/],
  [{ ...sound, query: {} }, /^query must be a flat array of numbers, not a value of type object\.$/],
  [{ ...sound, query: [[1, 2]] }, /^query must be a flat array of numbers, not one with an array at 0\.$/],
  [{ ...sound, query: sound.query.with(3, '1') }, /^query must be a flat array .* “1” at 3\.$/],
  [
    { ...sound, query: new BigInt64Array(12) },
    /^query must be a flat array of numbers, not one of BigInts\.$/,
  ],
  [{ ...sound, key: [1] }, /^key must have 12 numbers, \(1, 2, 3, 2\), not 1\.$/],
  [{ ...sound, query: sound.query.with(3, NaN) }, /an input is NaN or infinite/],
  [{ ...sound, n_heads: NaN }, /^n_heads must be a whole number from 1 to 1048576, not NaN\.$/],
  [{ ...sound, n_heads: 1.5 }, /^n_heads must be a whole number/],
  [{ ...sound, n_heads: '2' }, /^n_heads must be a whole number .*, not the text “2”\.$/],
  [{ ...sound, n_queries: undefined }, /^n_queries must be a whole number from 1 to 1048576, not nothing\.$/],
  [{ ...sound, n_queries: 2 ** 21 }, /^n_queries must be a whole number/],
  [{ ...sound, n_kv_heads: 3, key: flat(1, 18), value: flat(1, 18) }, /^n_heads is 2, which 3 heads of keys/],
  [{ ...sound, n_keys: 0, key: [], value: [] }, /^n_keys is 0 and there is no past/],
  [{ ...sound, past_key: flat(1, 4) }, /^past_value must be given: \(1, 2, 1, 2\)\.$/],
  [{ ...sound, past_key: flat(1, 5) }, /^past_key must have 8 numbers/],
  [{ ...sound, causal: 1 }, /^causal must be true or false, not 1\.$/],
  [{ ...sound, stages: 'no' }, /^stages must be true or false/],
  [{ ...sound, order: 'rows' }, /^order must be one of heads_first, tokens_first, output_tokens_first, not/],
  [{ ...sound, scale: '1' }, /^scale must be a number/],
  [{ ...sound, scale: NaN }, /^scale must be 0 or a number from 1e-30 to 1e30\.$/],
  [{ ...sound, softcap: 3.4e38 }, /^softcap must be 0 or a number from 1e-30 to 1e30\.$/],
  [{ ...sound, mask: [true] }, /^mask must have 9 entries, \(1, 1, 3, 3\), or 18, \(1, 2, 3, 3\), not 1;/],
  [{ ...sound, mask: every(9, () => 0.5) }, /^mask must be a flat array of true and false/],
  [{ ...sound, mask: 'all' }, /^mask must be a flat array of true and false/],
  [{ ...sound, mask: every(9, () => true), bias: flat(1, 9) }, /^mask and bias cannot both be given/],
  [{ ...sound, bias: flat(1, 9).with(2, NaN) }, /^bias must hold finite numbers or −Infinity, not NaN\.$/],
  [{ ...sound, bias: flat(1, 9), mask_shape: [1, 1, 3] }, /^mask_shape must have 4 numbers/],
  [
    { ...sound, bias: flat(1, 9), mask_shape: [1, 1, 3, 2] },
    /^bias must have 6 entries, \(1, 1, 3, 2\), not 9\.$/,
  ],
  [{ ...sound, bias: flat(1, 27), mask_shape: [1, 3, 3, 3] }, /^The mask's head axis has 3 entries/],
  [{ ...sound, mask_shape: [1, 1, 3, 3] }, /^mask_shape is given, but neither mask nor bias\.$/],
  [{ ...sound, valid_lengths: [4] }, /^valid_lengths must hold whole numbers from 0 to 3, not 4\.$/],
  [{ ...sound, valid_lengths: [1, 2] }, /^valid_lengths must have 1 numbers/],
];

test('what is no call is refused with a sentence that names the argument', async () => {
  for (const [input, sentence] of refused) {
    const error = await attend(input).then(
      () => undefined,
      (one) => one,
    );
    assert.ok(error instanceof AttentionError, `${sentence}: ${error}`);
    assert.match(error.message, sentence);
  }
  // The next call is sound.
  assertClose((await attend(sound)).output, expectedOutput(sound), 'output');
});

const data = new URL('../../../../shared/onnx-attention/', import.meta.url);
const missing = existsSync(data)
  ? false
  : `There is no folder ${fileURLToPath(data)}: tests/conformance/run says where to get it.`;

/** Folders with a model, at any depth. */
function casesIn(folder) {
  if (existsSync(new URL('model.onnx', folder))) return [fileURLToPath(folder)];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => casesIn(new URL(`${name}/`, folder)));
}

/** A window's size where it has no end, in ONNX. */
const unlimited = -1;

/** A call as ONNX describes it, by the arguments of `attend`. */
function argumentsOf({ description, inputs }) {
  const { order, mask_type, has_valid_lengths: _, ...fields } = description;
  const {
    mask_batch,
    mask_heads,
    mask_queries,
    mask_keys,
    causal,
    left_window_size: left,
    ...others
  } = fields;
  const { right_window_size: right, ...rest } = others;
  const sizeOf = (size) => (size === unlimited ? undefined : size);
  const values = (name) => inputs[name] && Array.from(inputs[name].values, Number);
  const mask =
    mask_type === undefined ? {} : { mask_shape: [mask_batch, mask_heads, mask_queries, mask_keys] };
  return {
    ...rest,
    ...{ order: headOrders[order], causal: causal === 1 },
    ...{ left_window_size: sizeOf(left), right_window_size: sizeOf(right) },
    ...Object.fromEntries(
      ['query', 'key', 'value', 'past_key', 'past_value'].map((name) => [name, values(name)]),
    ),
    ...mask,
    [maskTypes[mask_type] === 'boolean' ? 'mask' : 'bias']: values('mask'),
    valid_lengths: values('valid_length'),
  };
}

test('the cases of the ONNX operator, by the arguments of attend', { skip: missing }, async () => {
  const stages = { scaled: 'scaled', capped: 'capped', biased: 'masked', weight: 'weight' };
  const cases = casesIn(data);
  assert.ok(cases.length > 0);
  for (const folder of cases) {
    const model = readModel(join(folder, 'model.onnx'));
    const set = join(folder, 'test_data_set_0');
    const read = (kind, names) => names.map((name, k) => [name, readTensor(join(set, `${kind}_${k}.pb`))]);
    const initial = model.initializers.map((tensor) => [tensor.name, tensor]);
    const tensors = [...initial, ...read('input', model.graphInputs), ...read('output', model.graphOutputs)];
    const call = onnxCall(model, new Map(tensors));
    const results = await attend(argumentsOf(call));
    for (const [name, { values, type }] of Object.entries(call.expected)) {
      const actual = results[name === 'scores' ? stages[call.stage] : name];
      const allowed = /16/.test(type) ? 5e-3 : 2e-5;
      assert.equal(actual.length, values.length, `${folder}: ${name}`);
      values.forEach((value, at) =>
        assert.ok(
          actual[at] === Number(value) || Math.abs(actual[at] - value) <= allowed * (1 + Math.abs(value)),
          `${folder}: ${name}[${at}] is ${actual[at]}, not ${value}`,
        ),
      );
    }
  }
});
