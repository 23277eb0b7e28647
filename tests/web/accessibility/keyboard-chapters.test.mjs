// What only one chapter has, by keyboard alone: switches, the calculator, what is measured, what is trained.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../harness/browser.mjs';
import { focus, openForKeys, press, state } from './keyboard/keys.mjs';

const page = openForKeys();

test('switches: temperature, scale, mask, heads, rank', async () => {
  await focus('weights', 'input[type=range]:not([aria-label])');
  await press('ArrowRight');
  assert.ok((await state()).options.temperature > 1);
  await focus('weights', 'input[type=checkbox]');
  await press(' ');
  assert.equal((await state()).options.scale, false);
  await focus('weights', 'select');
  await press('ArrowDown');
  assert.notEqual((await state()).options.mask, 'causal');
  await focus('heads', '[role=group] button[aria-pressed=true]');
  await press('Enter');
  assert.deepEqual((await state()).silent, [0]);
  await press(' ');
  assert.deepEqual((await state()).silent, []);
  await focus('two-steps', 'input[type=range]:not([aria-label])');
  await press('ArrowLeft');
  assert.equal((await state()).rank, 7);
});

test('the calculator: fields, presets, lines', async () => {
  const sizes = () =>
    page().evaluate(() => globalThis.keys.inChapter('counting', 'parameter-calculator').sizes);
  await focus('counting', 'input[role=spinbutton]');
  const before = await sizes();
  await press('ArrowUp');
  assert.equal((await sizes()).d_model, before.d_model + 1);
  await press('PageUp');
  assert.equal((await sizes()).d_model, 2 * (before.d_model + 1));
  await focus('counting', 'button.choice');
  await press('Enter');
  assert.equal((await sizes()).d_model, 768);
  await focus('counting', '.box button:last-child');
  await press(' ');
  assert.equal((await sizes()).d_model, 1536);
  await focus('counting', 'details:not(.exact) > summary');
  await press('Enter');
  await focus('counting', 'tbody button');
  await page().evaluate(() => globalThis.keys.settle());
  const pointed = () => globalThis.keys.inChapter('counting', 'parameter-calculator').pointed;
  assert.ok(await page().evaluate(pointed), 'a line that has the focus is read out');
});

test('what it costs: measured again, stopped, weights read one by one', async () => {
  await focus('cost', 'canvas');
  await page().waitFor(() => globalThis.keys.inChapter('cost', 'cost-growth').timings.length > 1);
  await press('ArrowDown', 'ArrowRight');
  assert.ok(await page().evaluate(() => globalThis.keys.inChapter('cost', 'cost-growth').cell !== undefined));
  await page().waitFor(() => globalThis.keys.inChapter('cost', 'cost-growth').state !== 'running');
  // It may have measured all before anybody asks: what it has been is kept.
  await page().evaluate(() => {
    const growth = globalThis.keys.inChapter('cost', 'cost-growth');
    const { updated } = growth;
    globalThis.states = [];
    growth.updated = function (...changed) {
      globalThis.states.push(growth.state);
      return updated.apply(this, changed);
    };
  });
  await focus('cost', '.parts .line button');
  await press('Enter');
  assert.ok(await page().evaluate(() => globalThis.states.includes('running')));
  await eventually(async () => {
    await focus('cost', '.parts .line button');
    await press('Enter');
    assert.equal(
      await page().evaluate(() => globalThis.keys.inChapter('cost', 'cost-growth').state),
      'stopped',
    );
  });
});

test('learning: trained, paused, gone back to, begun anew', async () => {
  const run = () =>
    page().evaluate(() => {
      const { playing, index, history } = globalThis.keys.inChapter('learning', 'learning-figure');
      return { playing, index, count: history?.snapshots.length ?? 0, seed: history?.settings.seed };
    });
  await page().evaluate(() => globalThis.keys.inChapter('learning', 'learning-figure').scrollIntoView());
  await page().waitFor(() => globalThis.keys.inChapter('learning', 'learning-figure').history !== undefined);
  await focus('learning', 'button.play');
  await press('Enter');
  await page().waitFor(
    () => globalThis.keys.inChapter('learning', 'learning-figure').history.snapshots.length > 3,
  );
  await press(' ');
  assert.equal((await run()).playing, false);
  await focus('learning', 'input[type=range]');
  await press('Home', 'ArrowRight');
  assert.equal((await run()).index, 1);
  await focus('learning', 'figure');
  await press('ArrowRight');
  assert.equal((await run()).index, 2);
  await focus('learning', '.transport .more');
  await press('Enter');
  await focus('learning', 'input:not([type])');
  await page().evaluate(() => globalThis.keys.active().select());
  await press('5', 'Enter');
  await page().waitFor(
    () => globalThis.keys.inChapter('learning', 'learning-figure').history?.settings.seed === 5,
  );
  // It trains, and what the form has begun has the focus that was in the form.
  await page().waitFor(
    () => globalThis.keys.inChapter('learning', 'learning-figure').history.snapshots.length > 1,
  );
  assert.equal(await page().evaluate(() => globalThis.keys.active().className), 'play');
  await focus('learning', 'button.play');
  await press('Enter');
  assert.equal((await run()).playing, false);
});
