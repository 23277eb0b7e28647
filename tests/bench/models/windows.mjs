// Runs in the browser: causal attention whose queries see a window of keys. Tiles outside of it must cost nothing.
import {
  drawInputs,
  instantiate,
  largestError,
  medians,
  oursAttention,
  runRounds,
  warmUp,
} from '../page.mjs';
import { attention as plainAttention } from '../peers/plain.mjs';

const nameOf = ({ n, window }) => `${n} x ${window}`;

/** The largest error against float64 at a length that takes no minutes. */
function errorOf(exports, shape) {
  const inputs = drawInputs(shape);
  const { run, output } = oursAttention(exports, shape, inputs);
  if (run() !== 0) throw new Error('the operator failed');
  const expected = new Float64Array(inputs.query.length);
  plainAttention(inputs, shape, expected);
  return largestError(output(), expected);
}

/** Milliseconds of attention for each of `shapes`, {n, window}, of one head of 64. */
export async function measureWindows(shapes, rounds) {
  const made = {};
  for (const { n, window } of shapes) {
    const shape = { heads: 1, n, d: 64, causal: true, window };
    const exports = await instantiate('/ours/attention_relaxed.wasm');
    made[nameOf(shape)] = oursAttention(exports, shape, drawInputs(shape));
  }
  const { repeats } = await warmUp(made);
  const { times } = await runRounds(made, { repeats, rounds, work: 0 });
  const checked = { heads: 1, n: 700, d: 64, causal: true, window: 100 };
  return {
    times: medians(times),
    error: errorOf(await instantiate('/ours/attention_relaxed.wasm'), checked),
  };
}
