// Blocks of GPT-2 for onnxruntime-web, in two forms: with its own fused attention, and with a product for each of queries, keys and
// values and attention by heads. Weights are constants of the graph, which it packs when it starts; so is the cache of
// generation, of which then nothing is copied in. All that it can fuse is given to it fused.
import { model } from './onnx-writer.mjs';

const own = (op, inputs, outputs, attributes) => ({
  op,
  domain: 'com.microsoft',
  inputs,
  outputs,
  attributes,
});

/** (columns, depth) as MatMul wants it: (depth, columns), from `count` maps side by side. */
function joined(maps, depth) {
  const columns = maps.map((map) => map.length / depth);
  const width = columns.reduce((sum, count) => sum + count, 0);
  const values = new Float32Array(width * depth);
  let first = 0;
  for (const [index, map] of maps.entries()) {
    for (let m = 0; m < columns[index]; m++)
      for (let k = 0; k < depth; k++) values[k * width + first + m] = map[m * depth + k];
    first += columns[index];
  }
  return { shape: [depth, width], values };
}

const vector = (...lists) => {
  const values = Float32Array.from(lists.flatMap((list) => [...list]));
  return { shape: [values.length], values };
};

// (past, heads, d) -> (heads, past, d)
function headsFirst(cache, heads, d) {
  const n = cache.length / heads / d;
  const result = new Float32Array(cache.length);
  for (let j = 0; j < n; j++)
    for (let h = 0; h < heads; h++)
      result.set(cache.subarray((j * heads + h) * d, (j * heads + h + 1) * d), (h * n + j) * d);
  return result;
}

/** Queries, keys, values and attention of a block, from its normed stream into `attended`. */
const attentions = {
  'ort fused'(graph, { p, layer, heads, dModel, past }) {
    graph.weights[`${p}w`] = joined([layer.w_q, layer.w_k, layer.w_v], dModel);
    graph.weights[`${p}b`] = vector(layer.b_q, layer.b_k, layer.b_v);
    const inputs = [`${p}norm`, `${p}w`, `${p}b`];
    const outputs = [`${p}attended`];
    if (past) {
      const [key, value] = past.map((cache) => headsFirst(cache, heads, dModel / heads));
      const values = new Float32Array(2 * key.length);
      values.set(key);
      values.set(value, key.length);
      graph.weights[`${p}past`] = {
        shape: [2, 1, heads, key.length / dModel, dModel / heads],
        values,
      };
      inputs.push('', `${p}past`);
      outputs.push(`${p}present`);
    }
    graph.nodes.push(own('Attention', inputs, outputs, { num_heads: heads, unidirectional: 1 }));
  },
  'ort heads'(graph, { p, layer, heads, dModel, past }) {
    for (const name of ['q', 'k', 'v']) {
      graph.weights[`${p}w_${name}`] = joined([layer[`w_${name}`]], dModel);
      graph.nodes.push({ op: 'MatMul', inputs: [`${p}norm`, `${p}w_${name}`], outputs: [`${p}${name}`] });
    }
    graph.weights[`${p}b`] = vector(layer.b_q, layer.b_k, layer.b_v);
    const inputs = [`${p}q`, `${p}k`, `${p}v`, `${p}b`];
    const outputs = [`${p}attended`];
    if (past) {
      past.forEach((cache, index) => {
        const values = headsFirst(cache, heads, dModel / heads);
        const shape = [1, heads, values.length / dModel, dModel / heads];
        graph.weights[`${p}past_${index}`] = { shape, values };
      });
      inputs.push('', '', `${p}past_0`, `${p}past_1`);
      outputs.push(`${p}present_0`, `${p}present_1`);
    }
    // One new token sees all keys.
    graph.nodes.push(
      own('MultiHeadAttention', inputs, outputs, { num_heads: heads, unidirectional: past ? 0 : 1 }),
    );
  },
};

/** The sum of a stream and what is added to it with its bias, and the norm of the sum. */
function addAndNorm(graph, p, { weight, bias }, sum, normed) {
  graph.weights[`${p}weight`] = vector(weight);
  graph.weights[`${p}bias`] = vector(bias);
  const [stream, delta, deltaBias] = graph.open;
  graph.nodes.push(
    delta === undefined
      ? {
          op: 'LayerNormalization',
          inputs: [stream, `${p}weight`, `${p}bias`],
          outputs: [normed],
          attributes: { epsilon: 1e-5 },
        }
      : own(
          'SkipLayerNormalization',
          [stream, delta, `${p}weight`, `${p}bias`, deltaBias],
          [normed, '', '', sum],
          { epsilon: 1e-5 },
        ),
  );
}

function addBlock(graph, form, { index, layer, heads, dModel, dMlp, past }) {
  const p = `block_${index}_`;
  addAndNorm(
    graph,
    `${p}norm_1_`,
    { weight: layer.attention_norm_weight, bias: layer.attention_norm_bias },
    `${p}stream`,
    `${p}norm`,
  );
  const stream = graph.open.length === 1 ? graph.open[0] : `${p}stream`;
  attentions[form](graph, { p, layer, heads, dModel, past });
  graph.weights[`${p}w_o`] = joined([layer.w_o], dModel);
  graph.weights[`${p}b_o`] = vector(layer.b_o);
  graph.nodes.push({ op: 'MatMul', inputs: [`${p}attended`, `${p}w_o`], outputs: [`${p}delta`] });
  graph.open = [stream, `${p}delta`, `${p}b_o`];
  addAndNorm(
    graph,
    `${p}norm_2_`,
    { weight: layer.mlp_norm_weight, bias: layer.mlp_norm_bias },
    `${p}middle`,
    `${p}mlp_norm`,
  );
  graph.weights[`${p}w_up`] = joined([layer.w_up], dModel);
  graph.weights[`${p}b_up`] = vector(layer.b_up);
  graph.weights[`${p}w_down`] = joined([layer.w_down], dMlp);
  graph.weights[`${p}b_down`] = vector(layer.b_down);
  graph.nodes.push(
    { op: 'MatMul', inputs: [`${p}mlp_norm`, `${p}w_up`], outputs: [`${p}up`] },
    own('FastGelu', [`${p}up`, `${p}b_up`], [`${p}hidden`]),
    { op: 'MatMul', inputs: [`${p}hidden`, `${p}w_down`], outputs: [`${p}mlp_delta`] },
  );
  graph.open = [`${p}middle`, `${p}mlp_delta`, `${p}b_down`];
}

/**
 * Blocks after one another on the stream `x`, (n, dModel); with `pasts` each has keys and values of earlier tokens.
 * `form` is 'ort fused' or 'ort heads'.
 */
export async function ortBlocks(form, { n, heads, dModel, dMlp }, layers, x, pasts) {
  const graph = { nodes: [], weights: {}, open: ['x'] };
  for (const [index, layer] of layers.entries())
    addBlock(graph, form, { index, layer, heads, dModel, dMlp, past: pasts?.[index] });
  const [stream, delta, bias] = graph.open;
  graph.nodes.push(
    { op: 'Add', inputs: [delta, bias], outputs: ['last_delta'] },
    { op: 'Add', inputs: [stream, 'last_delta'], outputs: ['output'] },
  );
  const shape = [1, n, dModel];
  const { nodes, weights } = graph;
  const bytes = model({ nodes, weights, inputs: { x: shape }, outputs: { output: shape } });
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const feeds = { x: new ort.Tensor('float32', x, shape) };
  let result;
  return { run: async () => (result = await session.run(feeds)), output: () => result.output.data };
}
