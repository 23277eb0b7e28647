// What screen readers are told of a run of training: its quarters and its end, each once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle } from '../harness/bundle.mjs';

const { RunAnnouncements } = new Function(
  await bundle(new URL('../../../web/src/chapters/learning/run-announcements.ts', import.meta.url), 'run'),
)();
const say = (key, places) => `${key} ${places.step} ${places.loss}`;
const after = (step) => ({ steps: 100, trainedLoss: 1.5, snapshots: [{ step, heldOutLoss: 2.5 }] });

test('every quarter is told once, and the end', () => {
  const announcements = new RunAnnouncements();
  const told = [0, 1, 24, 25, 30, 49, 80, 99, 100].map((step) => announcements.of(after(step), say));
  const quarter = (step) => `learning.say.quarter ${step} 2.50`;
  assert.deepEqual(told, [
    ...[undefined, undefined, undefined, quarter(25), undefined, undefined, quarter(80), undefined],
    'learning.say.done 100 2.50',
  ]);
});

test('another run is told from its beginning', () => {
  const announcements = new RunAnnouncements();
  announcements.of(after(30), say);
  announcements.begin();
  assert.ok(announcements.of(after(30), say));
});
