// Chapter 11 without a browser: how runs are measured. What its worker runs is tested in every engine, in tests/web/engines.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importSource } from '../harness/bundle.mjs';
import { sources } from '../harness/sources.mjs';

const { measure } = await importSource(sources.measure);

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
