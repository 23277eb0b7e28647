// The model in double precision, as the oracle for the wasm modules: plain arrays, plain loops.
//
// It shares no formulation with the C++: a head is written as its two circuits (Elhage et al., "A Mathematical
// Framework for Transformer Circuits", 2021). QK = W_Q^T W_K scores two embeddings directly, and OV = W_O W_V turns
// an embedding into what it adds elsewhere; queries, keys, values and head outputs are computed beside them only to
// be compared.

const range = (n) => Array.from({ length: n }, (_, k) => k);
const sum = (terms) => terms.reduce((total, term) => total + term, 0);
const dot = (a, b) => sum(a.map((component, c) => component * b[c]));
const times = (matrix, x) => matrix.map((row) => dot(row, x));
const plus = (a, b) => a.map((component, c) => component + b[c]);
const transpose = (matrix) => range(matrix[0].length).map((c) => matrix.map((row) => row[c]));
const product = (a, b) => a.map((row) => transpose(b).map((column) => dot(row, column)));
const blend = (weights, vectors) => transpose(vectors).map((column) => dot(weights, column));

/** Flat row-major numbers as nested arrays. */
function nest(flat, extents) {
  if (extents.length === 1) return Array.from(flat);
  const stride = flat.length / extents[0];
  return range(extents[0]).map((k) => nest(flat.slice(k * stride, (k + 1) * stride), extents.slice(1)));
}

/** exp(x - max) / sum with its steps; minus infinity is a masked entry. */
export function softmax(x) {
  const max = Math.max(...x);
  const shifted = x.map((entry) => entry - max);
  const exp = shifted.map(Math.exp);
  const total = sum(exp);
  return { max, shifted, exp, sum: total, weight: exp.map((numerator) => numerator / total) };
}

function attend(head, embedding, dHead, { temperature, scale, mask }) {
  const qk = product(transpose(head.w_q), head.w_k);
  const ov = product(head.w_o, head.w_v);
  const key = embedding.map((e) => times(head.w_k, e));
  const value = embedding.map((e) => times(head.w_v, e));
  const score = embedding.map((e) => embedding.map((other) => dot(e, times(qk, other))));
  const divisor = temperature * (scale ? Math.sqrt(dHead) : 1);
  const scaled = score.map((row) => row.map((entry) => entry / divisor));
  const hides = mask === 'causal';
  const masked = scaled.map((row, i) => row.map((entry, j) => (hides && j > i ? -Infinity : entry)));
  const steps = masked.map(softmax);
  const late = mask === 'zero-after-softmax';
  const weight = steps.map((step, i) => step.weight.map((entry, j) => (late && j > i ? 0 : entry)));
  return {
    query: embedding.map((e) => times(head.w_q, e)),
    key,
    value,
    score,
    scaled,
    masked,
    row_max: steps.map((step) => step.max),
    shifted: steps.map((step) => step.shifted),
    exp: steps.map((step) => step.exp),
    row_sum: steps.map((step) => step.sum),
    weight,
    weight_sum: weight.map(sum),
    head_output: weight.map((row) => blend(row, value)),
    head_delta: weight.map((row) => times(ov, blend(row, embedding))),
  };
}

const asTrained = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };

/** The parameters as nested arrays. */
function nestAll(parameters, { n_vocabulary, n_positions, d_model, n_heads, d_head, d_value }) {
  const shapes = {
    w_e: [n_vocabulary, d_model],
    w_p: [n_positions, d_model],
    w_u: [n_vocabulary, d_model],
    w_q: [n_heads, d_head, d_model],
    w_k: [n_heads, d_head, d_model],
    w_v: [n_heads, d_value, d_model],
    w_o: [n_heads, d_model, d_value],
  };
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, nest(parameters[name], shape)]),
  );
}

/**
 * Every stage of one sentence by name, as flat row-major arrays.
 * `options`: temperature, whether to divide by sqrt(d_head), the mask (causal, none or zero-after-softmax), and the heads
 * (from 0) that are left out of both deltas.
 * `parameters`: w_e, w_p, w_q, w_k, w_v, w_o, w_u, flat and row-major; `tokens`: ids.
 */
export function attention(sizes, parameters, tokens, options = asTrained) {
  const { d_model, n_heads, d_head } = sizes;
  const { w_e, w_p, w_u, ...maps } = nestAll(parameters, sizes);
  const token_embedding = tokens.map((token) => w_e[token]);
  const position_embedding = tokens.map((_, i) => w_p[i]);
  const embedding = tokens.map((_, i) => plus(token_embedding[i], position_embedding[i]));
  const heads = range(n_heads).map((h) => {
    const head = Object.fromEntries(Object.entries(maps).map(([name, map]) => [name, map[h]]));
    return attend(head, embedding, d_head, options);
  });
  const zero = range(d_model).map(() => 0);
  const heard = range(n_heads).filter((h) => !(options.silentHeads ?? []).includes(h));
  // The same for whoever listens: each word's vector through each head's two value maps.
  const told = range(n_heads).map((h) => {
    const map = product(maps.w_o[h], maps.w_v[h]);
    return embedding.map((e) => times(map, e));
  });
  const word_delta = embedding.map((_, i) =>
    embedding.map((_, j) =>
      heard.map((h) => told[h][j].map((c) => heads[h].weight[i][j] * c)).reduce(plus, zero),
    ),
  );
  const delta = tokens.map((_, i) => heard.map((h) => heads[h].head_delta[i]).reduce(plus, zero));
  const output = tokens.map((_, i) => plus(embedding[i], delta[i]));
  const logits_before = embedding.map((e) => times(w_u, e));
  const logits_after = output.map((e) => times(w_u, e));

  const trace = {
    token_embedding,
    position_embedding,
    embedding,
    ...Object.fromEntries(Object.keys(heads[0]).map((name) => [name, heads.map((head) => head[name])])),
    word_delta,
    delta,
    output,
    logits_before,
    logits_after,
    probability_before: logits_before.map((row) => softmax(row).weight),
    probability_after: logits_after.map((row) => softmax(row).weight),
  };
  return Object.fromEntries(Object.entries(trace).map(([name, nested]) => [name, nested.flat(Infinity)]));
}
