// A reader who turns a phone or pulls at a window leaves nothing behind: the figures are drawn in node at one width after another.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importForNode } from '../harness/bundle.mjs';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

let teller;
let close;
let figures;
before(async () => {
  ({ module: teller, close } = await importForNode(new URL('claims/teller.mjs', import.meta.url)));
  const chapters = await teller.openChapters(['en']);
  const { engine } = await teller.openEngines([]);
  const page = teller.pageOf(engine, 'en', { words: teller.examples[0].sentence.split(' ') });
  // A chapter may have runs of its own.
  figures = chapters
    .filter(({ figure }) => figure)
    .map(({ figure, lesson }) => ({ figure, context: lesson?.(page) ?? page.context }));
});
after(() => close?.());

function drawAt(width) {
  for (const { figure, context } of figures)
    figure.timeline.steps.forEach((_, step) =>
      figure.draw(context, teller.heldTime(figure.timeline, step), width),
    );
}

function kept() {
  collect();
  return process.memoryUsage().heapUsed;
}

test('memory is flat over 400 widths', () => {
  // What the engine compiles comes in some of the rounds, what is left behind in all of them.
  const grown = Array.from({ length: 4 }, (_, round) => {
    const before = kept();
    // No width is met twice.
    for (let each = 0; each < 100; each += 1) drawAt(320 + (100 * round + each) * 2.2);
    return kept() - before;
  });
  assert.ok(Math.min(...grown) < 0.8e6, `bytes more after each hundred: ${grown.join(', ')}`);
});
