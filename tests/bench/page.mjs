// Runs in the browser: every implementation on the same inputs, interleaved, one round after the other.
import { attention as plainAttention } from './peers/plain.mjs';
import { causalMask, ortPrimitive, tokensFirst, ortFused, ortLayer } from './peers/onnxruntime.mjs';

const anyImport = new Proxy({}, { get: () => () => 0 });
const imports = new Proxy({}, { get: () => anyImport });

export async function instantiate(path) {
  const { instance } = await WebAssembly.instantiate(await (await fetch(path)).arrayBuffer(), imports);
  instance.exports._initialize?.();
  return instance.exports;
}

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** The median of each list that has anything. */
export const medians = (lists) =>
  Object.fromEntries(
    Object.entries(lists)
      .filter(([, list]) => list.length)
      .map(([name, list]) => [name, median(list)]),
  );

// The same numbers in every run: Marsaglia's xorshift, from -1 to 1.
let state = 1;
function random() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 31 - 1;
}
export const uniform = (length) => Float32Array.from({ length }, random);

// `traced`: every stage is kept, as for the figures.
export function oursAttention(exports, { heads, n, d, causal, window = 0 }, inputs, traced = false) {
  const description = exports.attention_operator_description();
  const fields = [
    1,
    heads,
    heads,
    n,
    n,
    0,
    d,
    d,
    0,
    0,
    1,
    1,
    1,
    1,
    causal ? 1 : 0,
    // Keys before the query's own; all, as the largest number.
    window - 1,
    -1,
    0,
    traced ? 1 : 0,
  ];
  new Uint32Array(exports.memory.buffer, description, 19).set(fields);
  new Float32Array(exports.memory.buffer, description + 76, 2).set([1 / Math.sqrt(d), 0]);
  if (exports.attention_operator_layout() !== 0) throw new Error('the operator refused its layout');
  const view = (tensor) =>
    new Float32Array(
      exports.memory.buffer,
      exports.attention_operator_address(tensor),
      exports.attention_operator_size(tensor),
    );
  [inputs.query, inputs.key, inputs.value].forEach((values, tensor) => view(tensor).set(values));
  return { run: () => exports.attention_operator_run(traced ? 1 : 0), output: () => view(7) };
}

function oursLayer(exports, { heads, n, dModel, dHead }, inputs) {
  if (exports.attention_layer_layout(n, dModel, heads, dHead, dHead, 1) !== 0)
    throw new Error('the layer refused its layout');
  const view = (tensor, length) =>
    new Float32Array(exports.memory.buffer, exports.attention_layer_address(tensor), length);
  inputs.maps.forEach((map, index) => {
    view(2, map.length).set(map);
    exports.attention_layer_pack(index);
  });
  view(0, n * dModel).set(inputs.x);
  return { run: () => exports.attention_layer_run(), output: () => view(1, n * dModel) };
}

function eigenAttention(exports, { heads, n, d, causal }, inputs) {
  const size = heads * n * d;
  const pointers = [0, 1, 2, 3].map(() => exports.eigen_memory(size));
  const view = (pointer) => new Float32Array(exports.memory.buffer, pointer, size);
  [inputs.query, inputs.key, inputs.value].forEach((values, k) => view(pointers[k]).set(values));
  return {
    run: () => exports.eigen_attention(...pointers, heads, n, d, causal ? 1 : 0),
    output: () => view(pointers[3]),
  };
}

function eigenLayer(exports, { heads, n, dModel }, inputs) {
  const input = exports.eigen_memory(n * dModel);
  const maps = exports.eigen_memory(4 * dModel * dModel);
  const output = exports.eigen_memory(n * dModel);
  new Float32Array(exports.memory.buffer, input, n * dModel).set(inputs.x);
  inputs.maps.forEach((map, k) =>
    new Float32Array(exports.memory.buffer, maps + 4 * k * dModel * dModel, map.length).set(map),
  );
  return {
    run: () => exports.eigen_layer(input, maps, output, heads, n, dModel),
    output: () => new Float32Array(exports.memory.buffer, output, n * dModel),
  };
}

function tfAttention({ heads, n, d, causal }, inputs) {
  const [query, key, value] = ['query', 'key', 'value'].map((name) => tf.tensor(inputs[name], [heads, n, d]));
  const mask = tf.tensor(causalMask(n), [n, n]);
  let result;
  const run = () => {
    const output = tf.tidy(() => {
      const scaled = tf.mul(tf.matMul(query, key, false, true), 1 / Math.sqrt(d));
      return tf.matMul(tf.softmax(causal ? tf.add(scaled, mask) : scaled), value);
    });
    result = output.dataSync();
    output.dispose();
  };
  return { run, output: () => result };
}

function tfLayer({ heads, n, dModel }, inputs) {
  const d = dModel / heads;
  const x = tf.tensor(inputs.x, [n, dModel]);
  const maps = inputs.maps.map((map) => tf.tensor(map, [dModel, dModel]));
  const mask = tf.tensor(causalMask(n), [n, n]);
  let result;
  const run = () => {
    const output = tf.tidy(() => {
      const [q, k, v] = maps
        .slice(0, 3)
        .map((map) => tf.transpose(tf.reshape(tf.matMul(x, map, false, true), [n, heads, d]), [1, 0, 2]));
      const score = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(d)), mask);
      const joined = tf.reshape(tf.transpose(tf.matMul(tf.softmax(score), v), [1, 0, 2]), [n, dModel]);
      return tf.matMul(joined, maps[3], false, true);
    });
    result = output.dataSync();
    output.dispose();
  };
  return { run, output: () => result };
}

/** float64, and only for sizes where it takes no minutes. */
function exactAttention(inputs, shape) {
  const output = new Float64Array(inputs.query.length);
  plainAttention(inputs, shape, output);
  return output;
}

export function largestError(actual, expected) {
  let largest = 0;
  for (let k = 0; k < expected.length; k++) largest = Math.max(largest, Math.abs(actual[k] - expected[k]));
  return largest;
}

async function elapsed(run, repeats) {
  const start = performance.now();
  for (let k = 0; k < repeats; k++) {
    const pending = run();
    if (pending instanceof Promise) await pending;
  }
  return (performance.now() - start) / repeats;
}

// Rounds of at least 4 ms each, so that the clock's grain (0.1 ms) does not show.
async function repeatsFor(run) {
  let repeats = 1;
  for (;;) {
    const time = (await elapsed(run, repeats)) * repeats;
    if (time >= 4) return repeats;
    repeats = time < 0.4 ? repeats * 10 : Math.ceil((repeats * 4.5) / time);
  }
}

const peakRows = { simd128: [4, 5], relaxed: [5, 6] };

// GFLOP/s of the best tile, timed for about as long as what it is compared with.
function peak(exports, rows, milliseconds) {
  const count = Math.ceil((milliseconds * 50e6) / (2 * 256 * 8 * rows));
  const start = performance.now();
  const operations = exports.peak_run(rows, count);
  return operations / (performance.now() - start) / 1e6;
}

async function contenders(shape, modules, inputs, wanted) {
  const isLayer = shape.dModel !== undefined;
  const makers = {
    relaxed: () => (isLayer ? oursLayer : oursAttention)(modules.relaxed, shape, inputs),
    simd128: () => (isLayer ? oursLayer : oursAttention)(modules.simd128, shape, inputs),
    traced: () => (shape.bars.trace ? oursAttention(modules.traced, shape, inputs, true) : undefined),
    eigen: () => (isLayer ? eigenLayer : eigenAttention)(modules.eigen, shape, inputs),
    'ort nodes': () => (isLayer ? undefined : ortPrimitive(shape, inputs)),
    'ort fused': () => (isLayer ? ortLayer : ortFused)(shape, inputs),
    tfjs: () => (isLayer ? tfLayer : tfAttention)(shape, inputs),
    plain: () => {
      if (isLayer) return undefined;
      const output = new Float32Array(inputs.query.length);
      return { run: () => plainAttention(inputs, shape, output), output: () => output };
    },
  };
  const made = {};
  for (const name of wanted) {
    try {
      const contender = await makers[name]();
      if (contender) made[name] = contender;
    } catch (error) {
      console.error(`${name}: ${error.message}`);
    }
  }
  return made;
}

export function drawInputs({ heads, n, d, dModel, dHead }) {
  if (dModel === undefined) {
    return { query: uniform(heads * n * d), key: uniform(heads * n * d), value: uniform(heads * n * d) };
  }
  const size = heads * dHead * dModel;
  const maps = [0, 1, 2, 3].map(() => uniform(size).map((value) => value / Math.sqrt(dModel)));
  return { x: uniform(n * dModel), maps };
}

export function operations({ heads, n, d, dModel, dHead, causal = true }) {
  const pairs = causal ? (n * (n + 1)) / 2 : n * n;
  const attention = 4 * heads * pairs * (d ?? dHead);
  return dModel === undefined ? attention : attention + 8 * n * dModel * heads * dHead;
}

/** First calls in milliseconds, and how often each contender is run for one measurement. A peer that fails is taken out of `made`. */
export async function warmUp(made) {
  const first = {};
  const repeats = {};
  for (const [name, { run }] of Object.entries(made)) {
    try {
      first[name] = await elapsed(run, 1);
    } catch (error) {
      // A peer that cannot do a shape is left out of it; what is thrown out of a module may be a bare number.
      if (name in peakRows) throw error;
      console.error(`${name} fails at this shape: ${error?.message ?? error}`);
      delete made[name];
      continue;
    }
    for (let k = 0; k < 5; k++) await elapsed(run, 1);
    repeats[name] = await repeatsFor(run);
  }
  return { first, repeats };
}

/** Every contender once a round: times, and of ours the shares of what the machine could do just before and after. */
export async function runRounds(made, { modules, repeats, rounds, work }) {
  const times = Object.fromEntries(Object.keys(made).map((name) => [name, []]));
  const shares = { relaxed: [], simd128: [] };
  const peaks = { relaxed: [], simd128: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, { run }] of Object.entries(made)) {
      const ours = name in shares;
      const bestPeak = () => Math.max(...peakRows[name].map((rows) => peak(modules.peak[name], rows, 4)));
      const before = ours ? bestPeak() : 0;
      const time = await elapsed(run, repeats[name]);
      times[name].push(time);
      if (!ours) continue;
      const limit = (before + bestPeak()) / 2;
      peaks[name].push(limit);
      shares[name].push(work / time / 1e6 / limit);
    }
  }
  return { times, shares, peaks };
}

/** The largest errors, against the oracle where it can be run. */
function errorsOf(made, inputs, shape) {
  const errors = {};
  if (shape.dModel === undefined && n64(shape)) {
    const expected = exactAttention(inputs, shape);
    for (const [name, { output, tokensFirst: moved }] of Object.entries(made)) {
      errors[name] = largestError(
        output(),
        moved ? tokensFirst(Float32Array.from(expected), shape.heads, shape.n, shape.d) : expected,
      );
    }
  } else if (made.relaxed && made.eigen) {
    errors['relaxed against eigen'] = largestError(made.relaxed.output(), made.eigen.output());
  }
  return errors;
}

/** One shape: times of every contender, shares of the peak, first calls, errors. */
export async function measure(shape, { rounds, wanted }) {
  const modules = {
    relaxed: await instantiate('/ours/attention_relaxed.wasm'),
    simd128: await instantiate('/ours/attention_simd128.wasm'),
    traced: shape.bars.trace ? await instantiate('/ours/attention_relaxed.wasm') : undefined,
    eigen: wanted.includes('eigen') ? await instantiate('/ours/eigen.wasm') : undefined,
    peak: {
      relaxed: await instantiate('/ours/peak_relaxed.wasm'),
      simd128: await instantiate('/ours/peak_simd128.wasm'),
    },
  };
  const inputs = drawInputs(shape);
  const made = await contenders(shape, modules, inputs, wanted);
  const { first, repeats } = await warmUp(made);
  const { times, shares, peaks } = await runRounds(made, {
    modules,
    repeats,
    rounds,
    work: operations(shape),
  });
  const errors = errorsOf(made, inputs, shape);
  return { shape, times: medians(times), shares: medians(shares), peaks: medians(peaks), first, errors };
}

// Small enough for an oracle in plain JavaScript.
const n64 = ({ heads, n, d }) => heads * n * n * d <= 12 * 1024 * 1024 * 64;

/**
 * Milliseconds from a blank page, which has loaded nothing of it, to the first output of `name`: fetching, compiling,
 * building its graph where it has one, and running.
 */
export async function startOf(name, shape) {
  const inputs = drawInputs(shape);
  const begin = performance.now();
  await prepare([name]);
  const modules = name === 'relaxed' ? { relaxed: await instantiate('/ours/attention_relaxed.wasm') } : {};
  const made = await contenders(shape, modules, inputs, [name]);
  await made[name].run();
  const first = made[name].output()[0];
  const time = performance.now() - begin;
  if (!Number.isFinite(first)) throw new Error(`${name} gave ${first}`);
  return time;
}

export async function prepare(wanted) {
  const script = (path) =>
    new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement('script'), {
        src: path,
        onload: resolve,
        onerror: reject,
      });
      document.head.append(element);
    });
  if (wanted.some((name) => name.startsWith('ort'))) {
    await script('/modules/onnxruntime-web/dist/ort.wasm.min.js');
    ort.env.wasm.wasmPaths = '/modules/onnxruntime-web/dist/';
    ort.env.wasm.numThreads = 1;
  }
  if (wanted.includes('tfjs')) {
    await script('/modules/@tensorflow/tfjs-core/dist/tf-core.min.js');
    await script('/modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js');
    tf.wasm.setWasmPaths('/modules/@tensorflow/tfjs-backend-wasm/dist/');
    await tf.setBackend('wasm');
    await tf.ready();
  }
}
