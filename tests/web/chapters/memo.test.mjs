// What is remembered of an object, without which a frame would work out everything anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle } from '../harness/bundle.mjs';

const { memo, memoFew, memoLatest } = new Function(
  await bundle(new URL('../../../web/src/scene/memo.ts', import.meta.url), 'scene'),
)();

/** Counts how often it works, and gives a new object each time. */
function counted() {
  const work = () => ({ time: (work.times += 1) });
  work.times = 0;
  return work;
}

test('works once for an object and a key', () => {
  const [one, other] = [{}, {}];
  const work = counted();
  assert.equal(memo(one, 'a', work), memo(one, 'a', work));
  assert.equal(work.times, 1);
  assert.notEqual(memo(one, 'b', work), memo(one, 'a', work));
  assert.notEqual(memo(other, 'a', work), memo(one, 'a', work));
  assert.equal(work.times, 3);
});

test('remembers what is undefined', () => {
  const holder = {};
  let times = 0;
  const work = () => void (times += 1);
  memo(holder, 'nothing', work);
  memo(holder, 'nothing', work);
  assert.equal(times, 1);
});

test('the latest is kept while it is made from the same, and no other', () => {
  const holder = {};
  const work = counted();
  const first = memoLatest(holder, 'a', [1, 'x'], work);
  assert.equal(memoLatest(holder, 'a', [1, 'x'], work), first);
  assert.notEqual(memoLatest(holder, 'a', [2, 'x'], work), first);
  assert.notEqual(memoLatest(holder, 'a', [1, 'x'], work), first);
  assert.equal(work.times, 3);
});

test('fewer parts are not the same', () => {
  const holder = {};
  const work = counted();
  memoLatest(holder, 'a', [1, 2], work);
  memoLatest(holder, 'a', [1], work);
  memoLatest(holder, 'a', [], work);
  assert.equal(work.times, 3);
});

test('of many sizes a few are kept, those of one frame among them', () => {
  const holder = {};
  const work = counted();
  const drawn = (width) => [
    memoFew(holder, 'cells', [width, 1], work),
    memoFew(holder, 'cells', [width, 2], work),
  ];
  const last = Array.from({ length: 400 }, (_, width) => drawn(width)).at(-1);
  assert.equal(work.times, 800);
  assert.deepEqual(drawn(399), last);
  assert.equal(work.times, 800);
  drawn(0);
  assert.equal(work.times, 802);
});
