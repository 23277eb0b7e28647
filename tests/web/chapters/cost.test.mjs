// Chapter 11 without a browser: how runs are measured. What its worker runs is tested in every engine, in tests/web/engines.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importSource } from '../harness/bundle.mjs';
import { sources } from '../harness/sources.mjs';

const { measure } = await importSource(sources.measure);
const { projectionShare } = await importSource(sources.multiplications);

describe('measuring', () => {
  /** A clock that only a run moves, by as much as `cost` says for each; it ticks every `tick` milliseconds. */
  function clock(cost, tick = 1) {
    let [time, count] = [0, 0];
    return {
      run: () => (time += cost(count++)),
      now: () => Math.floor(time / tick) * tick,
      count: () => count,
    };
  }

  test('a run that is far shorter than a tick of the clock', () => {
    const { run, now, count } = clock(() => 0.0007);
    const { milliseconds, runs } = measure(run, now);
    assert.ok(Math.abs(milliseconds / 0.0007 - 1) < 0.1, milliseconds);
    assert.equal(runs, count());
  });

  test('disturbed at first, disturbed now and then: what is told is the undisturbed run', () => {
    const early = clock((at) => (at < 5 ? 30 : 0.01));
    assert.ok(Math.abs(measure(early.run, early.now).milliseconds / 0.01 - 1) < 0.1);
    const often = clock((at) => (at % 5000 === 0 ? 20 : 0.01));
    assert.ok(measure(often.run, often.now).milliseconds < 0.016);
  });

  test('a slow run is run twice', () => {
    const { run, now, count } = clock((at) => 3000 - 500 * at);
    assert.deepEqual(measure(run, now), { milliseconds: 2500, first: 3000, runs: 2 });
    assert.equal(count(), 2);
  });
});

test('the share of the four matrices: multiplications counted one by one', () => {
  const sizes = { d_model: 12, d_k: 4, d_v: 3 };
  for (const n_tokens of [1, 2, 7, 40]) {
    let [matrices, pattern] = [0, 0];
    for (let query = 0; query < n_tokens; query++) {
      for (const rows of [sizes.d_k, sizes.d_k, sizes.d_v]) matrices += rows * sizes.d_model;
      for (let row = 0; row < sizes.d_model; row++) matrices += sizes.d_v;
      for (let key = 0; key <= query; key++) pattern += sizes.d_k + sizes.d_v;
    }
    const share = projectionShare(sizes, n_tokens);
    assert.ok(Math.abs(share - matrices / (matrices + pattern)) < 1e-12, `${n_tokens} tokens: ${share}`);
  }
});
