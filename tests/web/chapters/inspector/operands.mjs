// What each number is made of, from the formulas of attention alone: the numbers that an explanation must show, in the
// order in which they are read, and what they come to. `t` reads a trace: t.at(tensor, ...indices), t.row(...), t.shape(...).

const sum = (numbers) => numbers.reduce((total, x) => total + x, 0);
const products = (left, right) => ({
  operands: left.flatMap((x, k) => [x, right[k]]),
  comesTo: sum(left.map((x, k) => x * right[k])),
  terms: left.length,
});
const added = (numbers) => ({ operands: numbers, comesTo: sum(numbers) });
const column = (t, tensor, h, c) =>
  Array.from({ length: t.shape(tensor)[1] }, (_, j) => t.at(tensor, h, j, c));
const heads = (t) => Array.from({ length: t.shape('w_q')[0] }, (_, h) => h);
const projection =
  (matrix) =>
  (t, [h, i, c]) =>
    products(t.row(matrix, h, c), t.row('embedding', i));
const parameter = () => ({ operands: [] });

function softmaxAt(logits, at) {
  const largest = Math.max(...logits);
  return Math.exp(logits[at] - largest) / sum(logits.map((x) => Math.exp(x - largest)));
}

const probability =
  (stage) =>
  (t, [i, w]) => ({
    operands: [t.at(`logits_${stage}`, i, w)],
    comesTo: softmaxAt(t.row(`logits_${stage}`, i), w),
  });

export const made = {
  w_e: parameter,
  w_u: parameter,
  w_p: parameter,
  w_q: parameter,
  w_k: parameter,
  w_v: parameter,
  w_o: parameter,
  token_embedding: (t, [i, c]) => ({ operands: [], comesTo: t.at('w_e', t.at('token', i), c) }),
  position_embedding: (t, [i, c]) => ({ operands: [], comesTo: t.at('w_p', i, c) }),
  embedding: (t, [i, c]) => added([t.at('token_embedding', i, c), t.at('position_embedding', i, c)]),
  query: projection('w_q'),
  key: projection('w_k'),
  value: projection('w_v'),
  score: (t, [h, i, j]) => products(t.row('query', h, i), t.row('key', h, j)),
  scaled: (t, [h, i, j]) => {
    const [score, d_head] = [t.at('score', h, i, j), t.shape('query')[2]];
    const { scale, temperature } = t.options;
    return {
      operands: [score, ...(scale ? [d_head] : []), ...(temperature === 1 ? [] : [temperature])],
      comesTo: score / (scale ? Math.sqrt(d_head) : 1) / temperature,
    };
  },
  masked: (t, [h, i, j]) => {
    const hidden = t.options.mask === 'causal' && j > i;
    const scaled = t.at('scaled', h, i, j);
    return { operands: hidden ? [scaled, -Infinity] : [scaled], comesTo: hidden ? -Infinity : scaled };
  },
  row_max: (t, [h, i]) => {
    const row = t.row('masked', h, i);
    return { operands: row, comesTo: Math.max(...row) };
  },
  shifted: (t, [h, i, j]) => {
    const [entry, largest] = [t.at('masked', h, i, j), t.at('row_max', h, i)];
    return { operands: [entry, largest], comesTo: entry - largest };
  },
  exp: (t, [h, i, j]) => {
    const shifted = t.at('shifted', h, i, j);
    return { operands: [shifted], comesTo: Math.exp(shifted) };
  },
  row_sum: (t, [h, i]) => added(t.row('exp', h, i)),
  weight: (t, [h, i, j]) => {
    const [exp, total] = [t.at('exp', h, i, j), t.at('row_sum', h, i)];
    const late = t.options.mask === 'zero-after-softmax' && j > i;
    return { operands: late ? [exp, total, 0] : [exp, total], comesTo: late ? 0 : exp / total };
  },
  weight_sum: (t, [h, i]) => added(t.row('weight', h, i)),
  head_output: (t, [h, i, c]) => products(t.row('weight', h, i), column(t, 'value', h, c)),
  head_delta: (t, [h, i, c]) => products(t.row('w_o', h, c), t.row('head_output', h, i)),
  word_delta: (t, [i, j, c]) => ({
    operands: [],
    comesTo: sum(
      heads(t).map((h) => {
        const lifted = products(t.row('w_o', h, c), t.row('value', h, j)).comesTo;
        return t.at('weight', h, i, j) * lifted;
      }),
    ),
  }),
  delta: (t, [i, c]) => added(heads(t).map((h) => t.at('head_delta', h, i, c))),
  output: (t, [i, c]) => added([t.at('embedding', i, c), t.at('delta', i, c)]),
  probability_before: probability('before'),
  probability_after: probability('after'),
};

/** What is highlighted beside a cell while it is pointed at: the tensors that it is made of. */
export const sources = {
  embedding: ['token_embedding', 'position_embedding'],
  query: ['w_q', 'embedding'],
  key: ['w_k', 'embedding'],
  value: ['w_v', 'embedding'],
  score: ['query', 'key'],
  scaled: ['score'],
  masked: ['scaled'],
  row_max: ['masked'],
  shifted: ['masked', 'row_max'],
  exp: ['shifted'],
  row_sum: ['exp'],
  weight: ['exp', 'row_sum'],
  weight_sum: ['weight'],
  head_output: ['weight', 'value'],
  head_delta: ['w_o', 'head_output'],
  word_delta: ['weight', 'value'],
  delta: ['head_delta'],
  output: ['embedding', 'delta'],
  probability_before: ['embedding'],
  probability_after: ['output'],
};
