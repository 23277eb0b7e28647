// The attention operator and a whole layer once more in JavaScript, in double precision and from the formulas alone.
import { headOrders, maskTypes } from '../wasm/generated.mjs';

const [headsFirstOrder, tokensFirstOrder] = headOrders.keys();
const noMask = maskTypes.indexOf('none');
const additiveMask = maskTypes.indexOf('additive');
const unlimited = 0xffffffff;

const dot = (a, b) => a.reduce((total, entry, c) => total + entry * b[c], 0);

/** `count` rows of `width` numbers, from `first` on. */
const rows = (flat, first, count, width) =>
  Array.from({ length: count }, (_, i) => Array.from(flat.slice(first + i * width, first + (i + 1) * width)));

/**
 * The outputs of one head: rows of query, key and value; `bias[i][j]` is minus infinity where key j does not count for
 * query i. A query to which no key counts gets zeros.
 */
export function attend({ query, key, value, bias, scale, softcap = 0 }, d_value) {
  const cap = softcap > 0 ? (x) => softcap * Math.tanh(x / softcap) : (x) => x;
  return query.map((q, i) => {
    const counting = key.map((_, j) => j).filter((j) => bias[i][j] !== -Infinity);
    const x = counting.map((j) => cap(scale * dot(q, key[j])) + bias[i][j]);
    // 1 / sum over l of e^(x[l] - x[j]): softmax without a maximum.
    const weight = x.map((own) => 1 / x.reduce((total, other) => total + Math.exp(other - own), 0));
    return Array.from({ length: d_value }, (_, c) =>
      weight.reduce((total, w, at) => total + w * value[counting[at]][c], 0),
    );
  });
}

/** The heads' shares of a description, in the order in which its tensors lie. */
function places(d) {
  const tokensFirst = d.order === tokensFirstOrder;
  const row = (heads, tokens, width, first) => (b, h, i) =>
    first ? ((b * tokens + i) * heads + h) * width : ((b * heads + h) * tokens + i) * width;
  return {
    query: row(d.n_heads, d.n_queries, d.d_head, tokensFirst),
    key: row(d.n_kv_heads, d.n_keys, d.d_head, tokensFirst),
    value: row(d.n_kv_heads, d.n_keys, d.d_value, tokensFirst),
    past_key: row(d.n_kv_heads, d.n_past, d.d_head, false),
    past_value: row(d.n_kv_heads, d.n_past, d.d_value, false),
    output: row(d.n_heads, d.n_queries, d.d_value, d.order !== headsFirstOrder),
  };
}

function biasOf(d, inputs, b, h, i, j) {
  const valid = d.has_valid_lengths ? inputs.valid_length[b] : d.n_past + d.n_keys;
  if (j >= valid) return -Infinity;
  const offset = d.has_valid_lengths && d.n_past === 0 ? valid - d.n_queries : d.n_past;
  if (d.causal && j > i + offset) return -Infinity;
  if (d.left_window_size !== unlimited && j < i + offset - d.left_window_size) return -Infinity;
  if (d.right_window_size !== unlimited && j > i + offset + d.right_window_size) return -Infinity;
  if (d.mask_type === noMask) return 0;
  if (j >= d.mask_keys) return -Infinity;
  const [mb, mh, mi] = [b % d.mask_batch, h % d.mask_heads, i % d.mask_queries];
  const entry = inputs.mask[((mb * d.mask_heads + mh) * d.mask_queries + mi) * d.mask_keys + j];
  if (d.mask_type === additiveMask) return entry;
  return entry === 0 ? -Infinity : 0;
}

/** The operator's output, flat, for a whole description with every field and its inputs, flat, by name. */
export function operator(d, inputs) {
  const place = places(d);
  const n_total = d.n_past + d.n_keys;
  const output = new Array(d.n_batch * d.n_heads * d.n_queries * d.d_value);
  const keysOrValues = (name, width, b, kv) =>
    Array.from({ length: n_total }, (_, j) => {
      const past = j < d.n_past;
      const tensor = past ? `past_${name}` : name;
      return rows(inputs[tensor], place[tensor](b, kv, past ? j : j - d.n_past), 1, width)[0];
    });
  for (let b = 0; b < d.n_batch; b++) {
    for (let h = 0; h < d.n_heads; h++) {
      const kv = Math.floor(h / (d.n_heads / d.n_kv_heads));
      const query = Array.from(
        { length: d.n_queries },
        (_, i) => rows(inputs.query, place.query(b, h, i), 1, d.d_head)[0],
      );
      const bias = query.map((_, i) =>
        Array.from({ length: n_total }, (_, j) => biasOf(d, inputs, b, h, i, j)),
      );
      const [key, value] = [keysOrValues('key', d.d_head, b, kv), keysOrValues('value', d.d_value, b, kv)];
      const { scale, softcap } = d;
      attend({ query, key, value, bias, scale, softcap }, d.d_value).forEach((row, i) =>
        row.forEach((entry, c) => (output[place.output(b, h, i) + c] = entry)),
      );
    }
  }
  return output;
}

/** The deltas of a whole layer, flat: input, w_q, w_k, w_v, w_o flat and row-major as core/include/attention/layer/layer.hpp
 * says. */
export function layer({ n_tokens, d_model, n_heads, d_head, d_value, causal }, tensors) {
  const input = rows(tensors.input, 0, n_tokens, d_model);
  const outputs = Array.from({ length: n_heads }, (_, h) => {
    const through = (name, d) =>
      input.map((x) => rows(tensors[name], h * d * d_model, d, d_model).map((map) => dot(map, x)));
    const bias = input.map((_, i) => input.map((_, j) => (causal && j > i ? -Infinity : 0)));
    const [query, key, value] = [through('w_q', d_head), through('w_k', d_head), through('w_v', d_value)];
    return attend({ query, key, value, bias, scale: 1 / Math.sqrt(d_head) }, d_value);
  });
  const w_o = rows(tensors.w_o, 0, d_model, n_heads * d_value);
  return input.flatMap((_, i) => {
    const concatenated = outputs.flatMap((head) => head[i]);
    return w_o.map((map) => dot(map, concatenated));
  });
}
