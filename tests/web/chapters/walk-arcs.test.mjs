// Who goes from cell to cell by keys sees what the word of the cell attends to, as who points at the word does; and where a model is
// trained words are pointed at, too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  goTo,
  inChapter,
  load,
  nextFrames,
  openBrowser,
  openPage,
  readTrace,
  rowOf,
  serveBuild,
} from '../harness/browser.mjs';

const leastWeight = 0.01;
let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** In the page: widths of the arcs over a picture, the cell that is read, how pale the rest is. */
function look({ section }) {
  const { shadowRoot, pointed } = section.querySelector('explainer-figure, learning-figure');
  const strokes = [...shadowRoot.querySelectorAll('svg.picture > .arcs .arc')].map((arc) =>
    Number(arc.getAttribute('stroke-width')),
  );
  const opacity = Number(getComputedStyle(shadowRoot.querySelector('.scene')).opacity);
  return { strokes, opacity, pointed };
}

/** One arc for each weight that is not too small, as thick as it. */
function assertArcs({ strokes }, weights, name) {
  const wanted = weights.filter((weight) => weight >= leastWeight).sort((a, b) => a - b);
  assert.equal(strokes.length, wanted.length, `${name}: ${strokes} for ${weights}`);
  const sum = (list) => list.reduce((total, one) => total + one, 0);
  strokes
    .sort((a, b) => a - b)
    .forEach((stroke, index) => {
      const share = wanted[index] / sum(wanted);
      assert.ok(Math.abs(stroke / sum(strokes) - share) < 0.004, `${name}: ${strokes} for ${wanted}`);
    });
}

for (const [chapter, step, keys] of [
  ['match', 'grid', ['ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowUp']],
  ['query', undefined, ['ArrowDown', 'ArrowRight', 'ArrowUp']],
])
  test(`${chapter}: each cell of a walk`, async () => {
    const page = await openPage(browser);
    await load(page, server.chapter(chapter));
    const known = await inChapter(page, chapter, ({ figure }) => figure.timeline.steps.map(({ id }) => id));
    await goTo(page, chapter, known.includes(step) ? step : known.at(-1));
    const { run, head } = await inChapter(page, chapter, ({ figure: { figure, context } }) => ({
      run: figure.run,
      head: context.selection.head,
    }));
    const trace = await readTrace(page, run);
    await inChapter(page, chapter, ({ figure }) => figure.focus());
    let seen = 0;
    for (const key of ['Enter', ...keys]) {
      await page.keyboard.press(key);
      await nextFrames(page);
      const found = await inChapter(page, chapter, look);
      const { tensor, indices } = found.pointed;
      // Of tensors with heads the first index is the head, of all of a run's the next is the word.
      const hasHead = ['query', 'key', 'value', 'score', 'weight'].includes(tensor);
      const [h, word] = hasHead ? indices : [head, indices[0]];
      assertArcs(found, rowOf(trace, 'weight', h, word), `${tensor} ${indices}`);
      assert.ok(found.opacity < 1 && found.opacity > 0.5, 'what is around it can still be read');
      seen += 1;
    }
    assert.equal(seen, keys.length + 1);
    await page.keyboard.press('Escape');
    await nextFrames(page);
    const { strokes, opacity } = await inChapter(page, chapter, look);
    assert.deepEqual([strokes, opacity], [[], 1]);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

test('a cell that is pressed with the mouse shows no arcs', async () => {
  const page = await openPage(browser);
  await load(page, server.chapter('match'));
  const [x, y] = await inChapter(page, 'match', ({ figure }) => {
    const cells = [...figure.shadowRoot.querySelectorAll('.scene [data-cell^="score:"]')];
    const { left, top, width, height } = cells.at(0).getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
  await page.mouse.click(x, y);
  await nextFrames(page);
  const { strokes, pointed } = await inChapter(page, 'match', look);
  assert.ok(pointed);
  assert.deepEqual(strokes, []);
  await page.close();
});

/** In the page: words of the picture in which a model is trained, and where they can be pointed at. */
function trainedWords({ section }) {
  const figure = section.querySelector('learning-figure');
  figure.scrollIntoView({ block: 'center', behavior: 'instant' });
  return [...figure.shadowRoot.querySelectorAll('.scene [data-token]')].map((chip) => {
    const { left, top, width, height } = (chip.querySelector('text') ?? chip).getBoundingClientRect();
    return { token: Number(chip.dataset.token), middle: [left + width / 2, top + height / 2] };
  });
}

/** In the page: the weights of a word in the head that moves the followed word most, by the lengths of what each adds to it. */
function trainedRow({ section }, word) {
  const { trace, page } = section.querySelector('learning-figure');
  const lengths = Array.from({ length: trace.n_heads }, (_, h) =>
    Math.hypot(...trace.row('head_delta', h, page.context.selection.token)),
  );
  return [...trace.row('weight', lengths.indexOf(Math.max(...lengths)), word)];
}

for (const width of [1440, 360])
  test(`what is trained, at ${width} px: the words of its picture, and a walk`, async () => {
    const page = await openPage(browser, { width });
    await load(page, server.chapter('learning'));
    const inLearning = (action, ...values) => inChapter(page, 'learning', action, ...values);
    while (await inLearning(({ section }) => !section.querySelector('learning-figure').trace))
      await nextFrames(page);
    const words = await inLearning(trainedWords);
    assert.ok(words.length >= 5);
    for (const { token, middle } of words.slice(1, 5)) {
      await page.mouse.move(...middle);
      await nextFrames(page);
      assertArcs(await inLearning(look), await inLearning(trainedRow, token), `word ${token}`);
    }
    await page.mouse.move(1, 1);
    await nextFrames(page);
    assert.deepEqual((await inLearning(look)).strokes, []);
    await inLearning(({ section }) =>
      section.querySelector('learning-figure').shadowRoot.querySelector('figure').focus(),
    );
    await page.keyboard.press('Enter');
    await nextFrames(page);
    const walked = await inLearning(look);
    const row = ({ section }, h, i) => [
      ...section.querySelector('learning-figure').trace.row('weight', h, i),
    ];
    assertArcs(walked, await inLearning(row, ...walked.pointed.indices), 'the walk');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
