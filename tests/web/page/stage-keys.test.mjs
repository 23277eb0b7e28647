// The keys of a figure: what they do, and whose they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle } from '../harness/bundle.mjs';

const { onStageKey } = new Function(
  await bundle(new URL('../../../web/src/figure-shell/stage-keys.ts', import.meta.url), 'keys'),
)();

const names = ['toggle', 'on', 'back', 'first', 'last'];

/** What a key did: the names of the actions, and whether the page does nothing of its own. */
function press(key, { walk, target = figure, ...held } = {}) {
  const done = [];
  const actions = Object.fromEntries(names.map((name) => [name, () => done.push(name)]));
  let prevented = false;
  const event = { key, target, currentTarget: figure, preventDefault: () => (prevented = true), ...held };
  onStageKey(event, walk, actions);
  return { done, prevented };
}
const figure = {};

test('space and arrows play, Home and End go to the ends', () => {
  const keys = { ' ': 'toggle', ArrowRight: 'on', ArrowLeft: 'back', Home: 'first', End: 'last' };
  for (const [key, action] of Object.entries(keys))
    assert.deepEqual(press(key), { done: [action], prevented: true }, key);
});

test('a walk from cell to cell comes first', () => {
  const walk = (key) => key === 'ArrowRight';
  assert.deepEqual(press('ArrowRight', { walk }), { done: [], prevented: true });
  assert.deepEqual(press('ArrowLeft', { walk }), { done: ['back'], prevented: true });
});

test('other keys, keys with a modifier and keys of something in the figure are left alone', () => {
  const nothing = { done: [], prevented: false };
  assert.deepEqual(press('a'), nothing);
  for (const held of ['altKey', 'ctrlKey', 'metaKey'])
    assert.deepEqual(press(' ', { [held]: true }), nothing);
  assert.deepEqual(press(' ', { target: {} }), nothing);
});
