// A run of the page against the same run in double precision.
import assert from 'node:assert/strict';
import { attention } from '../../reference/attention.mjs';

const parameterNames = ['w_e', 'w_p', 'w_q', 'w_k', 'w_v', 'w_o', 'w_u'];

/** What the model computes on the words of `trace` (as `readTrace` gives it), by tensor: flat, row-major. */
export function expectedTensors({ tensors }, options) {
  const [n_vocabulary, d_model] = tensors.w_e.shape;
  const [n_heads, d_head] = tensors.w_q.shape;
  const [n_positions] = tensors.w_p.shape;
  const [, d_value] = tensors.w_v.shape;
  const sizes = { n_vocabulary, n_positions, d_model, n_heads, d_head, d_value };
  const parameters = Object.fromEntries(parameterNames.map((name) => [name, tensors[name].values]));
  return attention(sizes, parameters, tensors.token.values, options);
}

/** A trace as it is read, but with one word less: enough for the oracle to run the shorter sentence. */
export function withoutWord({ words, tensors }, j) {
  const others = (list) => list.filter((_, k) => k !== j);
  return {
    words: others(words),
    tensors: { ...tensors, token: { shape: [words.length - 1], values: others(tensors.token.values) } },
  };
}

/**
 * float32 against double: 1e-5 of the largest value of a tensor is far above rounding, far below any mistake; sums of
 * numbers around 1 that cancel out are rounded by 1e-7 whatever is left.
 */
export function assertIsOracle(trace, options) {
  for (const [name, values] of Object.entries(expectedTensors(trace, options))) {
    const actual = trace.tensors[name].values;
    assert.equal(actual.length, values.length, name);
    const largest = Math.max(...values.filter(Number.isFinite).map(Math.abs));
    const off = values.findIndex(
      (value, k) => actual[k] !== value && !(Math.abs(actual[k] - value) <= 1e-5 * largest + 1e-7),
    );
    assert.equal(off, -1, `${name}[${off}] is ${actual[off]}, not ${values[off]}`);
  }
}
