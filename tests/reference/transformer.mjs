// A decoder-only transformer once more, in double precision and from the formulas alone: every stage of every layer. The
// description has the fields of core/include/attention/transformer/description.hpp, `parameter(name, layer)` gives the numbers of
// a parameter row by row. What is off is in lists: `heads` of [layer, head], `attention` and `mlp` of layers, `edges` of
// [layer, head, query, key].

/** A matrix (columns, components) times each row of x, plus a bias. */
function map(x, weight, bias) {
  const components = x[0].length;
  return x.map((row) =>
    Array.from({ length: weight.length / components }, (_, m) => {
      let sum = bias ? bias[m] : 0;
      for (let k = 0; k < components; k += 1) sum += weight[m * components + k] * row[k];
      return sum;
    }),
  );
}

const add = (...terms) =>
  terms[0].map((row, i) => row.map((_, c) => terms.reduce((sum, t) => sum + t[i][c], 0)));
const mean = (row) => row.reduce((sum, entry) => sum + entry, 0) / row.length;

function normalise(x, { norm, norm_epsilon }, weight, bias) {
  if (norm === 'none') return x;
  return x.map((row) => {
    const center = norm === 'layer' ? mean(row) : 0;
    const size = Math.sqrt(mean(row.map((entry) => (entry - center) ** 2)) + norm_epsilon);
    return row.map((entry, c) => ((entry - center) / size) * weight[c] + (bias ? bias[c] : 0));
  });
}

/** erf by its power series, and by the continued fraction of erfc (Lentz) where that converges faster. */
export function erf(x) {
  if (x < 0) return -erf(-x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-18; n += 1) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let n = 60; n > 0; n -= 1) fraction = x + n / 2 / fraction;
  return 1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

const functions = {
  gelu_tanh: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  gelu_erf: (x) => 0.5 * x * (1 + erf(x / Math.SQRT2)),
  silu: (x) => x / (1 + Math.exp(-x)),
  relu: (x) => Math.max(0, x),
};

/** The heads of a row: each `d_head` numbers. */
const split = (row, d_head) =>
  Array.from({ length: row.length / d_head }, (_, h) => row.slice(h * d_head, (h + 1) * d_head));

/** Turns pair c of a head by position · theta^(-2 c / d_rotary), as a complex number times e^(i angle). */
function rotate(head, position, { positions, d_rotary, rotary_theta }) {
  if (!positions.startsWith('rotary')) return head;
  const turned = [...head];
  for (let c = 0; c < d_rotary / 2; c += 1) {
    const angle = position * rotary_theta ** ((-2 * c) / d_rotary);
    const [a, b] = positions === 'rotary_pairs' ? [2 * c, 2 * c + 1] : [c, c + d_rotary / 2];
    turned[a] = head[a] * Math.cos(angle) - head[b] * Math.sin(angle);
    turned[b] = head[a] * Math.sin(angle) + head[b] * Math.cos(angle);
  }
  return turned;
}

const dot = (a, b) => a.reduce((sum, entry, c) => sum + entry * b[c], 0);

function softmax(scores) {
  const most = Math.max(...scores);
  if (most === -Infinity) return scores.map(() => 0);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** How far back a query of a layer sees, its own token included. */
function reach({ window, first_local_layer, local_layer_step }, layer) {
  const isLocal = layer >= first_local_layer && (layer - first_local_layer) % local_layer_step === 0;
  return window > 0 && isLocal ? window : Infinity;
}

const allOn = { heads: [], attention: [], mlp: [], edges: [] };
const has = (list, ...entry) => list.some((other) => other.every((number, at) => number === entry[at]));

/** Scores, (head, query, key): as they are, and with minus infinity where a query does not see a key. */
function scoresOf(description, layer, query, key, off) {
  const { n_heads, n_kv_heads, score_scale } = description;
  const shared = (h) => Math.floor(h / (n_heads / n_kv_heads));
  const all = Array.from({ length: n_heads }, (_, h) => h);
  const scaled = all.map((h) =>
    query.map((heads) => key.map((keys) => score_scale * dot(heads[h], keys[shared(h)]))),
  );
  const isSeen = (h, i, j) => j <= i && i - j < reach(description, layer) && !has(off.edges, layer, h, i, j);
  const masked = scaled.map((rows, h) =>
    rows.map((row, i) => row.map((score, j) => (isSeen(h, i, j) ? score : -Infinity))),
  );
  return { scaled, masked, weight: masked.map((rows) => rows.map(softmax)) };
}

/** (token, head, number): a table of positions for these alone is added behind the norm, and values have no place. */
function operandsOf(description, layer, normed, parameter) {
  const places = description.positions === 'learned_shortformer' && parameter('position_embedding', 0);
  const placed = places
    ? normed.map((row, i) => row.map((entry, c) => entry + places[i * row.length + c]))
    : normed;
  const heads = (letter, rows) =>
    map(rows, parameter(`w_${letter}`, layer), parameter(`b_${letter}`, layer)).map((row) =>
      split(row, description.d_head),
    );
  const turn = (rows) => rows.map((row, position) => row.map((head) => rotate(head, position, description)));
  const [query, key] = [heads('q', placed), heads('k', placed)];
  return { query, key, value: heads('v', normed), query_rotated: turn(query), key_rotated: turn(key) };
}

/** Outputs of heads are (token, head, number), deltas of heads (head, token, number). */
function attend(description, layer, normed, parameter, off) {
  const { n_heads, n_kv_heads, d_head } = description;
  const operands = operandsOf(description, layer, normed, parameter);
  const scores = scoresOf(description, layer, operands.query_rotated, operands.key_rotated, off);
  const noAttention = off.attention.includes(layer);
  const isOff = (h) => noAttention || has(off.heads, layer, h);
  const head_output = normed.map((_, i) =>
    Array.from({ length: n_heads }, (_, h) => {
      if (isOff(h)) return Array.from({ length: d_head }, () => 0);
      const shared = operands.value.map((row) => row[Math.floor(h / (n_heads / n_kv_heads))]);
      return Array.from({ length: d_head }, (_, c) =>
        dot(
          scores.weight[h][i],
          shared.map((entry) => entry[c]),
        ),
      );
    }),
  );
  const output = parameter('w_o', layer);
  const alone = (h) =>
    head_output.map((row) => row.flatMap((head, other) => (other === h ? head : head.map(() => 0))));
  const head_delta = Array.from({ length: n_heads }, (_, h) => map(alone(h), output));
  const attention_delta = map(
    head_output.map((row) => row.flat()),
    output,
    noAttention ? undefined : parameter('b_o', layer),
  );
  return { ...operands, ...scores, head_output, head_delta, attention_delta };
}

/** With a gate, `gate` goes through the function and is multiplied with `up`; without one, `up` goes through it. */
function multilayer(description, layer, normed, parameter, off) {
  const up = map(normed, parameter('w_up', layer), parameter('b_up', layer));
  const f = functions[description.activation];
  const gate = description.is_gated && map(normed, parameter('w_gate', layer), parameter('b_gate', layer));
  const hidden = gate
    ? up.map((row, i) => row.map((entry, c) => f(gate[i][c]) * entry))
    : up.map((row) => row.map(f));
  const delta = map(hidden, parameter('w_down', layer), parameter('b_down', layer));
  const mlp_delta = off.mlp.includes(layer) ? delta.map((row) => row.map(() => 0)) : delta;
  return { ...(gate && { gate }), up, hidden, mlp_delta };
}

/** The stages of one layer, named as in the core (BlockStage). */
function block(description, layer, stream, parameter, off) {
  const norm = (name, rows) =>
    normalise(rows, description, parameter(`${name}_weight`, layer), parameter(`${name}_bias`, layer));
  const attention_norm = norm('attention_norm', stream);
  const stages = { stream, attention_norm, ...attend(description, layer, attention_norm, parameter, off) };
  const middle = add(stream, stages.attention_delta);
  if (description.d_mlp === 0) return { ...stages, middle, output: middle };
  const mlp_norm = norm('mlp_norm', description.has_parallel_residual ? stream : middle);
  const rest = multilayer(description, layer, mlp_norm, parameter, off);
  return { ...stages, middle, mlp_norm, ...rest, output: add(middle, rest.mlp_delta) };
}

/** All stages of a model for the ids of a text: { embedded, layers: [{ … }], final_norm, logits }. */
export function transformer(description, parameter, ids, off = {}) {
  const { d_model, n_layers, positions, has_final_norm, is_tied } = description;
  const row = (table, index) => Array.from(table.slice(index * d_model, (index + 1) * d_model));
  const embedding = parameter('token_embedding', 0);
  const tokens = ids.map((id) => row(embedding, id));
  const places = positions === 'learned' && parameter('position_embedding', 0);
  const embedded = places
    ? add(
        tokens,
        ids.map((_, i) => row(places, i)),
      )
    : tokens;
  const layers = [];
  for (let layer = 0; layer < n_layers; layer += 1)
    layers.push(
      block(description, layer, layers.at(-1)?.output ?? embedded, parameter, { ...allOn, ...off }),
    );
  const last = layers.at(-1)?.output ?? embedded;
  const [weight, bias] = [parameter('final_norm_weight', 0), parameter('final_norm_bias', 0)];
  const final_norm = has_final_norm ? normalise(last, description, weight, bias) : last;
  const unembedding = is_tied ? embedding : parameter('w_unembedding', 0);
  return {
    embedded,
    layers,
    final_norm,
    logits: map(final_norm, unembedding, parameter('b_unembedding', 0)),
  };
}
