// Runs in the browser: blocks of GPT-2's size, ours beside onnxruntime-web's, on the same numbers.
import { ortBlocks } from '../peers/onnx-blocks.mjs';
import { largestError, medians, runRounds, uniform, warmUp, instantiate } from '../page.mjs';
import { Engine } from './engine.mjs';

const [heads, dModel, dMlp] = [12, 768, 3072];
const shape = { heads, dModel, dMlp };
const matrices = { w_q: dModel, w_k: dModel, w_v: dModel, w_o: dModel, w_up: dMlp, w_down: dModel };
const depths = { w_down: dMlp };
const biases = { b_q: dModel, b_k: dModel, b_v: dModel, b_o: dModel, b_up: dMlp, b_down: dModel };
const norms = ['attention_norm', 'mlp_norm'];
const bytesOf = { float32: 4, float16: 2, bfloat16: 2 };

/** Elements of the matrices of one block. */
export const blockElements = Object.entries(matrices).reduce(
  (sum, [name, columns]) => sum + columns * (depths[name] ?? dModel),
  0,
);

/** Numbers that float32, float16 and bfloat16 all hold: 7 bits and a power of two, as large as GPT-2's. */
const coarse = (length) => uniform(length).map((entry) => Math.round(127 * entry) / 4096);

function drawLayer() {
  const layer = {};
  for (const [name, columns] of Object.entries(matrices))
    layer[name] = coarse(columns * (depths[name] ?? dModel));
  for (const [name, size] of Object.entries(biases)) layer[name] = coarse(size);
  for (const name of norms) {
    layer[`${name}_weight`] = coarse(dModel).map((entry) => 1 + entry);
    layer[`${name}_bias`] = coarse(dModel);
  }
  return layer;
}

/** The bytes of numbers in a type that holds them exactly. */
function bytesIn(type, values) {
  if (type === 'float32') return new Uint8Array(values.buffer);
  const words = new Uint32Array(values.buffer);
  const short = type === 'bfloat16' ? (word) => word >>> 16 : halfBits;
  return new Uint8Array(Uint16Array.from(words, short).buffer);
}

/** None of the numbers is one of half precision's smallest. */
function halfBits(word) {
  if ((word & 0x7fffffff) === 0) return 0;
  return ((word >>> 16) & 0x8000) | ((((word >>> 23) & 255) - 112) << 10) | ((word >>> 13) & 1023);
}

/** The engine with these layers, whose token i has row i of `x` as its embedding. */
async function engineWith(variant, type, layers, x, n_context) {
  const engine = await Engine.of(variant);
  const n_vocabulary = x.length / dModel;
  engine.layout({
    ...{ n_vocabulary, n_positions: n_context, n_layers: layers.length, d_model: dModel },
    ...{ n_heads: heads, n_kv_heads: heads, d_head: dModel / heads, d_mlp: dMlp },
    ...{ norm: 'layer', positions: 'none', activation: 'gelu_tanh', weight_type: type },
    ...{ has_qkv_bias: 1, has_output_bias: 1, has_mlp_bias: 1, has_final_norm: 0, is_tied: 1 },
    ...{ norm_epsilon: 1e-5, score_scale: 1 / Math.sqrt(dModel / heads) },
  });
  const matrix = (parameter, layer, values, depth) =>
    engine.pack(bytesIn(type, values), [
      {
        ...{ parameter, layer, type, n_columns: values.length / depth, n_components: depth },
        ...{ offset: 0, column_step: depth, component_step: 1 },
      },
    ]);
  const list = (parameter, layer, values) =>
    engine.pack(bytesIn('float32', values), [
      {
        parameter,
        layer,
        type: 'float32',
        n_columns: 1,
        n_components: values.length,
        column_step: values.length,
      },
    ]);
  matrix('token_embedding', 0, x, dModel);
  for (const [index, layer] of layers.entries())
    for (const [name, values] of Object.entries(layer))
      if (name in matrices) matrix(name, index, values, depths[name] ?? dModel);
      else list(name, index, values);
  engine.begin(n_context, 1);
  const tokens = engine.tensor('token', Int32Array);
  tokens.set(tokens.map((_, i) => i));
  return engine;
}

/** The rows of the last stream from a token on. */
const lastStream = (engine, n_context, from, layers) => {
  const first = (layers * n_context + from) * dModel;
  return engine.tensor('stream').subarray(first, (layers + 1) * n_context * dModel);
};

/** A contender that sends the tokens from `past` to the end through the blocks. */
async function ours(variant, type, layers, x, past) {
  const n_context = x.length / dModel;
  const engine = await engineWith(variant, type, layers, x, n_context);
  if (past > 0) engine.run(past);
  return {
    engine,
    run() {
      engine.rewind(past);
      engine.run(n_context - past);
    },
    output: () => lastStream(engine, n_context, past, layers.length),
  };
}

/** Keys and values of the tokens in the cache of a layer. */
function pastOf({ engine }, layer, n_context, past) {
  return ['key_cache', 'value_cache'].map((name) => {
    const first = layer * n_context * dModel;
    return engine.tensor(name).slice(first, first + past * dModel);
  });
}

const kinds = {
  relaxed: ['relaxed', 'float32'],
  simd128: ['simd128', 'float32'],
  'relaxed F16': ['relaxed', 'float16'],
  'relaxed BF16': ['relaxed', 'bfloat16'],
};

/** Reads as many bytes as the blocks have in float32, and does nothing with them. */
async function plainRead(n_layers) {
  const { read_memory, read_run } = await instantiate('/ours/read.wasm');
  const bytes = 4 * blockElements * n_layers;
  const address = read_memory(bytes);
  return { run: () => read_run(address, bytes), output: () => undefined };
}

/**
 * `n` tokens through one block, or, with `past` of them in the cache, the rest through `nLayers`: so many that no cache of a
 * processor holds their weights.
 */
export async function measureBlocks({ n, past = 0, nLayers = 1 }, { rounds }) {
  const layers = Array.from({ length: nLayers }, drawLayer);
  const x = coarse((past + n) * dModel).map((entry) => 32 * entry);
  const made = {};
  for (const [name, [variant, type]] of Object.entries(kinds))
    made[name] = await ours(variant, type, layers, x, past);
  const pasts = layers.map((_, index) => pastOf(made.relaxed, index, past + n, past));
  const rows = x.slice(past * dModel);
  for (const form of ['ort fused', 'ort heads']) {
    const given = past > 0 ? pasts : undefined;
    made[form] = await ortBlocks(form, { ...shape, n }, layers, rows, given);
  }
  if (past > 0) made['plain read'] = await plainRead(nLayers);
  const modules = {
    peak: {
      relaxed: await instantiate('/ours/peak_relaxed.wasm'),
      simd128: await instantiate('/ours/peak_simd128.wasm'),
    },
  };
  const { first, repeats } = await warmUp(made);
  const pairs = n * past + (n * (n + 1)) / 2;
  const work = nLayers * (2 * n * blockElements + 4 * pairs * dModel);
  const found = await runRounds(made, { modules, repeats, rounds, work });
  const expected = made['ort fused'] ?? made['ort heads'];
  const errors = Object.fromEntries(
    Object.keys(made)
      .filter((name) => name !== 'plain read' && made[name] !== expected)
      .map((name) => [name, largestError(made[name].output(), expected.output())]),
  );
  const largest = expected.output().reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  return {
    times: medians(found.times),
    shares: medians(found.shares),
    ...{
      first,
      errors,
      largest,
      bytes: Object.fromEntries(
        Object.entries(bytesOf).map(([type, size]) => [type, size * blockElements * nLayers]),
      ),
    },
  };
}
