// The oracle of a transformer where no golden values reach: each switch against another way to say the same thing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erf, transformer } from '../reference/transformer.mjs';
import { family, llama2cModel } from './families/index.mjs';
import { largestDifference } from './readers.mjs';

const ids = [3, 0, 12, 7, 7, 1, 4, 9];

/** What the oracle makes of a model whose description, and whose parameters, are changed in some way. */
function run(model, { description = {}, change = (values) => values, text = ids } = {}) {
  const parameter = (name, layer) => {
    const values = model.parameters.get(`${name}/${layer}`);
    return values && change(values, name, layer);
  };
  return transformer({ ...model.description, ...description }, parameter, text);
}

const near = (a, b, most = 1e-9) => assert.ok(largestDifference(a, b) <= most, `${largestDifference(a, b)}`);
const far = (a, b) => assert.ok(largestDifference(a, b) > 1e-3);

test('erf has the values of its tables', () => {
  const table = [
    [0, 0],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [2.6, 0.9997639655834707],
    [3, 0.9999779095030014],
  ];
  for (const [x, value] of table) {
    assert.ok(Math.abs(erf(x) - value) < 2e-15, `erf(${x}) is ${erf(x)}`);
    assert.equal(erf(-x), -erf(x));
  }
});

test('halves of a head are its pairs in another order', () => {
  const model = llama2cModel();
  const { d_head, d_model } = model.description;
  /** Rows (2 c) and (2 c + 1) of each head at c and c + d_head / 2. */
  const apart = (values, name) => {
    if (name !== 'w_q' && name !== 'w_k') return values;
    const rows = Array.from({ length: values.length / d_model }, (_, m) =>
      values.slice(m * d_model, (m + 1) * d_model),
    );
    return rows.flatMap((_, m) => {
      const place = m % d_head;
      const from = place < d_head / 2 ? 2 * place : 2 * (place - d_head / 2) + 1;
      return rows[m - place + from];
    });
  };
  const halves = run(model, { description: { positions: 'rotary_halves' }, change: apart });
  near(halves.logits, run(model).logits);
  far(run(model, { description: { positions: 'rotary_halves' } }).logits, halves.logits);
});

test('only the first part of each head is turned, and lengths stay', () => {
  const { layers } = run(family('gptNeox'));
  for (const { query, query_rotated } of layers)
    query.forEach((heads, i) =>
      heads.forEach((head, h) => {
        assert.deepEqual(query_rotated[i][h].slice(2), head.slice(2));
        near(Math.hypot(...query_rotated[i][h]), Math.hypot(...head));
      }),
    );
});

test('scores of rotary positions depend on distances alone', () => {
  const model = llama2cModel();
  const text = [5, 5, 5, 5, 5, 5];
  const [{ scaled }] = run(model, { text }).layers;
  for (const rows of scaled) near(rows[5].slice(2), rows[3].slice(0, 4));
});

test('a window hides all that is before it', () => {
  // With one layer and positions that are distances, the last token sees what it would in a text of its window alone.
  const model = llama2cModel();
  const description = { n_layers: 1, window: 3, first_local_layer: 0, local_layer_step: 1 };
  const whole = run(model, { description }).logits.at(-1);
  const cut = run(model, { description: { n_layers: 1 }, text: ids.slice(-3) }).logits.at(-1);
  near(whole, cut);
  far(run(model, { description: { n_layers: 1 } }).logits.at(-1), cut);

  const { layers } = run(family('gptNeo'));
  assert.deepEqual(
    layers.map(({ weight }) => weight[0].at(-1).filter((entry) => entry > 0).length),
    [8, 3, 8],
  );
});

test('heads side by side, and one after the other, are the same where attention adds nothing', () => {
  const model = family('gptNeox');
  const change = (values, name) => (/^[wb]_o$/.test(name) ? values.map(() => 0) : values);
  const sequential = { has_parallel_residual: false };
  near(run(model, { change }).logits, run(model, { change, description: sequential }).logits);
  far(run(model).logits, run(model, { description: sequential }).logits);
});

test('the scale of scores is a factor of the queries', () => {
  const model = family('gptNeo');
  const change = (values, name) => (name === 'w_q' ? values.map((entry) => entry / 2) : values);
  near(run(model, { change }).logits, run(model, { description: { score_scale: 0.5 } }).logits);
});

test('heads that share keys are heads with copies of them', () => {
  const model = family('llama');
  const change = (values, name) => (/^w_[kv]$/.test(name) ? [...values, ...values, ...values] : values);
  near(run(model, { change, description: { n_kv_heads: 3 } }).logits, run(model).logits);
});

test('no MLP is one that adds nothing', () => {
  const model = family('gpt2');
  const change = (values, name) => (/^[wb]_down$/.test(name) ? values.map(() => 0) : values);
  near(run(model, { change }).logits, run(model, { description: { d_mlp: 0 } }).logits);
});

test('gates and functions of the MLP are their formulas', () => {
  const [{ mlp_norm, up, hidden }] = run(family('gptNeox')).layers;
  assert.ok(mlp_norm.length === ids.length);
  const gelu = (x) => (x / 2) * (1 + erf(x / Math.sqrt(2)));
  near(
    hidden,
    up.map((row) => row.map(gelu)),
  );
  const model = family('llama');
  const [gated] = run(model).layers;
  const gate = model.parameters.get('w_gate/0');
  const first = gated.mlp_norm[2].reduce((sum, entry, k) => sum + entry * gate[k], 0);
  near(gated.hidden[2][0], (first / (1 + Math.exp(-first))) * gated.up[2][0]);
});

test('norms: layer norm has mean 0 and variance 1, RMS norm a mean square of 1', () => {
  const change = (values, name) =>
    name.includes('norm') ? values.map(() => Number(name.endsWith('weight'))) : values;
  const mean = (row) => row.reduce((sum, entry) => sum + entry, 0) / row.length;
  const description = { norm_epsilon: 1e-15 };
  for (const row of run(family('gpt2'), { change, description }).final_norm) {
    near(mean(row), 0);
    near(mean(row.map((entry) => entry ** 2)), 1);
  }
  for (const row of run(family('llama'), { change, description }).final_norm)
    near(mean(row.map((entry) => entry ** 2)), 1);
});

test('an unembedding has its bias', () => {
  const model = family('attentionOnly');
  const change = (values, name) => (name === 'b_unembedding' ? values.map(() => 0) : values);
  const bias = model.parameters.get('b_unembedding/0');
  near(
    run(model).logits,
    run(model, { change }).logits.map((row) => row.map((entry, c) => entry + bias[c])),
  );
});

test('deltas of heads add up to that of attention, with its bias', () => {
  const model = family('gpt2');
  for (const [layer, { head_delta, attention_delta }] of run(model).layers.entries()) {
    const bias = model.parameters.get(`b_o/${layer}`);
    const sum = attention_delta.map((row, i) =>
      row.map((_, c) => head_delta.reduce((total, rows) => total + rows[i][c], bias[c])),
    );
    near(sum, attention_delta);
  }
});
