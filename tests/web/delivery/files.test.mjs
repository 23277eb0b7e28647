// What readers take away: the numbers of every figure as CSV and JSON, and the tables on the page. The pictures are tested in every
// engine, in tests/web/engines.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveBuild } from '../harness/browser.mjs';
import { openEngine } from '../harness/engines/index.mjs';
import { call, openFiles } from './files/open.mjs';

let engine;
let server;
let page;
before(async () => {
  [engine, server] = await Promise.all([openEngine('chromium'), serveBuild()]);
  page = await openFiles({ engine, server });
});
after(async () => {
  await engine?.close();
  await server?.stop();
});

test('its numbers are the computed ones, in both files', async () => {
  for (const id of await call(page, 'figureIds')) {
    const { count, wrong } = await call(page, 'checkNumbers', id);
    assert.deepEqual({ id, wrong }, { id, wrong: [] });
    assert.ok(count > 50, `${id}: ${count} numbers`);
  }
});

test('and so are those of the table of every step', async () => {
  for (const id of await call(page, 'figureIds'))
    assert.deepEqual(await call(page, 'checkTables', id), [], id);
});
