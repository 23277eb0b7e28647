// onnxruntime-web as it is measured: `ort` is the global of its script.
import { model } from './onnx-writer.mjs';

export const causalMask = (n) =>
  Float32Array.from({ length: n * n }, (_, k) => (k % n > Math.floor(k / n) ? -1e30 : 0));

async function ortSession(description, feeds) {
  const session = await ort.InferenceSession.create(model(description), { executionProviders: ['wasm'] });
  let result;
  return { run: async () => (result = await session.run(feeds)), output: () => result.output.data };
}

// The operator written out in primitive nodes: of the forms that onnxruntime-web takes, the one for any head layout.
export function ortPrimitive({ heads, n, d, causal }, inputs) {
  const shape = [1, heads, n, d];
  const tensor = (values, dims) => new ort.Tensor('float32', values, dims);
  const feeds = {
    query: tensor(inputs.query, shape),
    key: tensor(inputs.key, shape),
    value: tensor(inputs.value, shape),
    scale: tensor(new Float32Array([1 / Math.sqrt(d)]), [1]),
  };
  const masked = causal ? 'masked' : 'scaled';
  const nodes = [
    { op: 'Transpose', inputs: ['key'], outputs: ['kt'], attributes: { perm: [0, 1, 3, 2] } },
    { op: 'MatMul', inputs: ['query', 'kt'], outputs: ['score'] },
    { op: 'Mul', inputs: ['score', 'scale'], outputs: ['scaled'] },
    { op: 'Softmax', inputs: [masked], outputs: ['weight'], attributes: { axis: 3 } },
    { op: 'MatMul', inputs: ['weight', 'value'], outputs: ['output'] },
  ];
  const shapes = { query: shape, key: shape, value: shape, scale: [1] };
  if (causal) {
    nodes.splice(3, 0, { op: 'Add', inputs: ['scaled', 'mask'], outputs: ['masked'] });
    feeds.mask = tensor(causalMask(n), [1, 1, n, n]);
    shapes.mask = [1, 1, n, n];
  }
  return ortSession({ nodes, inputs: shapes, outputs: { output: shape } }, feeds);
}

const multiHead = (heads, causal, inputs) => ({
  op: 'MultiHeadAttention',
  domain: 'com.microsoft',
  inputs,
  outputs: ['joined'],
  attributes: { num_heads: heads, unidirectional: causal ? 1 : 0 },
});

// (heads, n, d) -> (n, heads * d)
export function tokensFirst(values, heads, n, d) {
  const result = new Float32Array(values.length);
  for (let h = 0; h < heads; h++)
    for (let i = 0; i < n; i++)
      result.set(values.subarray((h * n + i) * d, (h * n + i + 1) * d), (i * heads + h) * d);
  return result;
}

// Its own fused operator, which wants tokens first.
export async function ortFused({ heads, n, d, causal }, inputs) {
  const shape = [1, n, heads * d];
  const names = ['query', 'key', 'value'];
  const feeds = Object.fromEntries(
    names.map((name) => [name, new ort.Tensor('float32', tokensFirst(inputs[name], heads, n, d), shape)]),
  );
  const node = { ...multiHead(heads, causal, names), outputs: ['output'] };
  const shapes = Object.fromEntries(names.map((name) => [name, shape]));
  return {
    ...(await ortSession({ nodes: [node], inputs: shapes, outputs: { output: shape } }, feeds)),
    tokensFirst: true,
  };
}

function transposed(map, size) {
  return Float32Array.from(map, (_, k) => map[(k % size) * size + Math.floor(k / size)]);
}

export async function ortLayer({ heads, n, dModel }, inputs) {
  const names = ['w_q', 'w_k', 'w_v', 'w_o'];
  const feeds = { x: new ort.Tensor('float32', inputs.x, [1, n, dModel]) };
  const shapes = { x: [1, n, dModel] };
  names.forEach((name, k) => {
    feeds[name] = new ort.Tensor('float32', transposed(inputs.maps[k], dModel), [dModel, dModel]);
    shapes[name] = [dModel, dModel];
  });
  const nodes = [
    ...['q', 'k', 'v'].map((name) => ({ op: 'MatMul', inputs: ['x', `w_${name}`], outputs: [name] })),
    multiHead(heads, true, ['q', 'k', 'v']),
    { op: 'MatMul', inputs: ['joined', 'w_o'], outputs: ['output'] },
  ];
  return ortSession({ nodes, inputs: shapes, outputs: { output: [1, n, dModel] } }, feeds);
}
