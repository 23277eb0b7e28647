// Files changed at random, and what must come of them: a model that is opened, read whole and run, or a sentence of ours that says why
// not. No other exception, no number that is none, and no hanging. FUZZ_SEED=1000 looks elsewhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Random } from '../reference/random.mjs';
import { importTypeScript } from '../web/harness/typescript.mjs';
import { isMissing, moduleFile } from './engine.mjs';
import { readers } from './readers.mjs';

export const pick = (random, list) => list[random.between(0, list.length - 1)];
const odd = [
  ...[
    null,
    true,
    false,
    '',
    'F32',
    'I8',
    '__proto__',
    'constructor',
    'relu',
    'gelu',
    'silu',
    'global',
    'local',
  ],
  ...[
    -1,
    0,
    1,
    1.5,
    2,
    3,
    12,
    1024,
    2 ** 24,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    -(2 ** 53),
    1e-308,
    1e-40,
    1e38,
    1e308,
  ],
  ...[[], {}, [[]], [0, 0], [-1, 4], [2 ** 40, 2 ** 41], [1, 12], [12], { type: 'linear' }, { toString: 1 }],
  ...[Array(1000).fill([['global', 'local'], 1024]), { length: 3 }, ['global', 'local', 'global']],
];

/** One value anywhere in a tree of JSON is another one, is gone, or has a twin of another name. */
export function mutate(json, random) {
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

const signs = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '-',
  '1e999',
  'null',
  '0',
  ' ',
  '\n',
  '\u0000',
  'é',
  '\ud800',
];
/** Deeper than a function that calls itself may go. */
const deep = ['['.repeat(20_000) + ']'.repeat(20_000), '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)];

/** A text with signs put in, a part left out or doubled, or a value in it that is nested deeply. */
export function mutateText(text, random) {
  const at = random.between(0, text.length);
  const end = Math.min(text.length, at + random.between(0, 12));
  const kind = random.between(0, 9);
  if (kind === 0) return text.slice(0, at);
  if (kind < 4) return text.slice(0, at) + pick(random, signs) + text.slice(at);
  if (kind < 6) return text.slice(0, at) + text.slice(end);
  if (kind < 8) return text.slice(0, end) + text.slice(at);
  const colons = [...text.matchAll(/: ?(?=[\d"[{])/g)];
  if (kind === 8 || colons.length === 0) return text.slice(0, at) + pick(random, signs) + text.slice(end);
  const colon = pick(random, colons);
  return `${text.slice(0, colon.index)}:${pick(random, deep)}${text.slice(colon.index).replace(/^: ?(?:[\d.]+|"[^"]*"|\[[^[\]]*\])?/, '')}`;
}

/** Bytes with some changed, left out or put in between. */
export function mutateBytes(bytes, random, from = 0, to = bytes.length) {
  const at = random.between(from, to - 1);
  const end = Math.min(to, at + random.between(0, 6));
  const kind = random.between(0, 4);
  if (kind === 0) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
  if (kind === 1) return bytes.subarray(0, at);
  if (kind === 2) return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
  const copy = Buffer.from(bytes);
  for (let index = at; index <= end && index < to; index += 1)
    copy[index] = kind === 3 ? random.between(0, 255) : copy[index] ^ (1 << random.between(0, 7));
  return copy;
}

const [{ TransformerModule }, { loadWeights }] = isMissing
  ? [{}, {}]
  : await importTypeScript('wasm/transformer.ts', 'web/src/inference/load-weights.ts');
const module = isMissing
  ? undefined
  : await TransformerModule.instantiate(readFileSync(moduleFile('simd128')));

/** Opens files, reads all weights and runs; returns what was wrong, and throws what is no error of ours. */
async function outcome(files) {
  const { plan, tokenizer } = await readers.openModel(files);
  if (tokenizer) tokenize(tokenizer);
  for await (const { bytes, parts } of readers.parameterParts(plan))
    for (const { type, offset, n_columns, n_components, column_step, component_step } of parts) {
      const width = { float32: 4, float16: 2, bfloat16: 2, int8: 1 }[type];
      const last = (n_columns - 1) * column_step + (n_components - 1) * component_step;
      assert.ok(offset >= 0 && (offset + last + 1) * width <= bytes.length);
    }
  return module ? run(plan) : 'read';
}

/** Logits of a few tokens, which must be numbers; or the core says that they are none. */
async function run(plan) {
  const { n_vocabulary, n_positions, n_layers, n_heads } = plan.description;
  await loadWeights(module, plan);
  const ids = [3, 1, 2].slice(0, n_positions).map((id) => id % n_vocabulary);
  try {
    module.begin(ids.length, ids.length);
    module.run(ids);
    assert.ok(module.readOut(n_layers, 0, ids.length).every(Number.isFinite), 'a logit is no number');
    module.trace(n_layers - 1, 0, n_heads);
    assert.ok(module.stage('weight').every(Number.isFinite), 'a weight is no number');
    return 'read';
  } catch (error) {
    if (error.name !== 'AttentionError') throw error;
    assert.match(error.message, /range of float32|not finite|NaN|infinite/, error.message);
    return 'range';
  }
}

/** Texts to tokens and back. */
export function tokenize(tokenizer) {
  for (const text of ["the the's 42<|im_start|>", 'é 注\u0000', '', 'Once upon a time 😀']) {
    const ids = tokenizer.encode(text);
    assert.ok(ids.every((id) => Number.isInteger(id) && id >= 0 && id < tokenizer.n_vocabulary));
    assert.ok(readers.characterSpans(ids.map((id) => tokenizer.bytesOf(id))).length <= ids.length);
    assert.equal(typeof tokenizer.decode(ids), 'string');
  }
}

/** Far above what any case takes, on any machine. */
const mostMilliseconds = 5000;

/** Runs many mutations of one kind; each must end in one of the ways there are, and more than one must be met. */
export async function search(seed, count, make, act = outcome, kinds = 3) {
  const random = new Random(seed + Number(process.env.FUZZ_SEED ?? 0));
  const met = new Map();
  for (let round = 0; round < count; round += 1) {
    const begun = performance.now();
    const found = await problemOf(() => act(make(random))).catch((error) => {
      throw new Error(`round ${round} of seed ${seed}: ${error.stack?.slice(0, 2000)}`);
    });
    const milliseconds = performance.now() - begun;
    assert.ok(milliseconds < mostMilliseconds, `round ${round} of seed ${seed} took ${milliseconds} ms`);
    met.set(found, (met.get(found) ?? 0) + 1);
  }
  assert.ok(met.size >= kinds && met.has('read'), JSON.stringify([...met]));
}

async function problemOf(act) {
  try {
    return await act();
  } catch (error) {
    if (error.name !== 'ModelFileError') throw error;
    assert.match(error.message, /^[^\n]{10,600}[.?]$/s, error.message);
    return error.problem;
  }
}
