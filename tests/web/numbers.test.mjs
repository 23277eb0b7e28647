// What the reader sees against the trace: at every step, in every layout, each number, dot, cell, bar and flow.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  at,
  goTo,
  load,
  openBrowser,
  openPage,
  readTrace,
  serveBuild,
  steps,
  withFigure,
} from './browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Every mark that stands for numbers, as the reader gets it. */
function readMarks({ figure }) {
  const scene = figure.shadowRoot.querySelector('.scene');
  const marked = (selector, read) => [...scene.querySelectorAll(selector)].map(read);
  const cellOf = (element) => element.closest('[data-cell]').dataset.cell;
  return {
    numbers: marked('[data-cell] .number, .number[data-cell]', (text) => ({
      cell: cellOf(text),
      text: text.textContent,
    })),
    cells: marked('rect.cell', (rect) => ({
      cell: cellOf(rect),
      negative: rect.classList.contains('negative'),
      opacity: Number(rect.getAttribute('fill-opacity')),
    })),
    dots: marked('.grid-cell .dot', (circle) => ({
      cell: cellOf(circle),
      ring: circle.classList.contains('ring'),
      radius: Number(circle.getAttribute('r')) + (circle.classList.contains('ring') ? 0.75 : 0),
    })),
    bars: marked('.bar', (bar) => ({
      cell: cellOf(bar),
      word: bar.querySelector('.bar-word').textContent,
      length: Number(bar.querySelector('.bar-length').getAttribute('width')),
    })),
    flows: marked('.flow', (path) => Number(path.getAttribute('stroke-width'))),
  };
}

/** Reads a number as it is written on the screen. */
function readNumber(text) {
  return Number(text.replace('\u2212', '-').replace('\u221e', 'Infinity'));
}

/** Half a unit of the last digit that is shown. */
function halfDigit(text) {
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  return 0.5 * 10 ** -decimals + 1e-9;
}

function valueOf(trace, cell) {
  const [tensor, ...indices] = cell.split(':');
  return at(trace, tensor, ...indices.map(Number));
}

function checkNumbers(trace, numbers) {
  for (const { cell, text } of numbers) {
    const value = valueOf(trace, cell);
    assert.ok(text.replace(/[^0-9]/g, '').length <= 4, `${cell} shows too many digits: ${text}`);
    if (Number.isFinite(value)) {
      assert.ok(
        Math.abs(readNumber(text) - value) <= halfDigit(text),
        `${cell} is ${value} and shows ${text}`,
      );
    } else {
      assert.equal(text, '\u2212\u221e', cell);
    }
  }
}

/** Within one tensor (and head) colour is proportional to magnitude: compare each cell with the strongest one. */
function checkCells(trace, cells) {
  const groups = Map.groupBy
    ? Map.groupBy(cells, ({ cell }) => groupOf(cell))
    : cells.reduce(
        (map, entry) => map.set(groupOf(entry.cell), [...(map.get(groupOf(entry.cell)) ?? []), entry]),
        new Map(),
      );
  for (const group of groups.values()) {
    const strength = ({ opacity }) => (opacity - 0.08) / 0.92;
    // Strengths end at 1: the strongest cell that is not cut off is the measure of the others.
    const measured = group.filter((entry) => strength(entry) < 0.99);
    if (measured.length === 0) continue;
    const strongest = measured.reduce((a, b) =>
      Math.abs(valueOf(trace, a.cell)) > Math.abs(valueOf(trace, b.cell)) ? a : b,
    );
    const unit = strength(strongest) / Math.abs(valueOf(trace, strongest.cell));
    for (const entry of group) {
      const value = valueOf(trace, entry.cell);
      assert.equal(entry.negative, value < 0, `${entry.cell} is ${value}`);
      assert.ok(
        Math.abs(strength(entry) - Math.min(Math.abs(value) * unit, 1)) < 0.02,
        `colour of ${entry.cell}, which is ${value}`,
      );
    }
  }
}

/** A head's vectors of one kind share a scale; so do E, all deltas and E', because they are added. */
function groupOf(cell) {
  const [tensor, first] = cell.split(':');
  if (tensor === 'head_output') return `value:${first}`;
  const perHead = ['query', 'key', 'value'].includes(tensor);
  return perHead ? `${tensor}:${first}` : 'residual';
}

/** Area is proportional to magnitude, a ring is negative, and a masked entry has no dot. */
function checkDots(trace, dots) {
  const tensor = dots[0].cell.split(':')[0];
  const largest = dots.reduce((a, b) => (a.radius > b.radius ? a : b));
  const perArea = Math.abs(valueOf(trace, largest.cell)) / largest.radius ** 2;
  for (const { cell, ring, radius } of dots) {
    const value = valueOf(trace, cell);
    assert.equal(cell.split(':')[0], tensor, 'all dots show the same stage');
    assert.equal(ring, value < 0, `${cell} is ${value}`);
    const expected = Math.sqrt(Math.abs(value) / perArea);
    assert.ok(
      Math.abs(radius - expected) < 0.02 + 0.001 * expected || radius <= 0.75,
      `${cell}: radius ${radius}, not ${expected}`,
    );
  }
}

function checkBars(trace, bars) {
  const [first] = bars;
  const unit = first.length / valueOf(trace, first.cell);
  for (const { cell, length } of bars) {
    const expected = Math.max(valueOf(trace, cell) * unit, 1);
    if (first.length > 1) assert.ok(Math.abs(length - expected) < 0.1, `${cell}: ${length}, not ${expected}`);
  }
}

const tensorOfStep = {
  score: 'score',
  scale: 'scaled',
  mask: 'masked',
  max: 'shifted',
  exp: 'exp',
  divide: 'weight',
};

for (const width of [1440, 768, 360]) {
  describe(`${width} px wide`, () => {
    let page;
    let trace;
    before(async () => {
      page = await openPage(browser, { width });
      await load(page, server.site);
      trace = await readTrace(page);
    });

    for (const [index, step] of steps.entries()) {
      test(`step ${step}: what is drawn is what was computed`, async () => {
        for (const [head, token] of [
          [1, 4],
          [3, 8],
        ]) {
          await withFigure(
            page,
            ({ explainer }, h, t) => {
              explainer.head = h;
              explainer.token = t;
            },
            head,
            token,
          );
          await goTo(page, index);
          const marks = await withFigure(page, readMarks);
          checkStep(trace, marks, step, head - 1, token - 1);
        }
      });
    }
  });
}

function checkStep(trace, marks, step, head, token) {
  checkNumbers(trace, marks.numbers);
  if (marks.cells.length > 0) checkCells(trace, marks.cells);
  if (marks.dots.length > 0) checkDots(trace, marks.dots);
  for (const stage of ['before', 'after']) {
    const bars = marks.bars.filter(({ cell }) => cell.startsWith(`probability_${stage}`));
    if (bars.length > 0) checkBars(trace, bars);
  }
  const tensor = tensorOfStep[step];
  if (tensor) {
    const hidden = ['mask', 'max', 'exp', 'divide'].includes(step);
    assert.equal(marks.dots.length, hidden ? 36 : 64, 'every pair that may meet has a dot');
    assert.ok(
      marks.dots.every(({ cell }) => cell.startsWith(`${tensor}:${head}:`)),
      `dots of ${tensor}, head ${head}`,
    );
    assert.ok(
      marks.numbers.some(({ cell }) => cell.startsWith(`${tensor}:${head}:${token}:`)),
      'the followed row shows its numbers',
    );
  }
  if (step === 'predict') checkPrediction(trace, marks, token);
  if (step === 'sum' && marks.flows.length > 0) {
    const weights = Array.from({ length: 8 }, (_, j) => at(trace, 'weight', head, token, j)).filter(
      (weight) => weight > 0,
    );
    assert.deepEqual(
      marks.flows.map((width) => width.toFixed(1)),
      weights.map((weight) => Math.max(weight * 7, 0.4).toFixed(1)),
    );
  }
}

/** The words in the readout are the most probable ones, in order. */
function checkPrediction(trace, marks, token) {
  const { shape, values } = trace.tensors.probability_after;
  const row = values.slice(token * shape[1], (token + 1) * shape[1]);
  const best = row
    .map((probability, id) => ({ probability, id }))
    .sort((a, b) => b.probability - a.probability);
  const shown = marks.bars.filter(({ cell }) => cell.startsWith('probability_after'));
  assert.deepEqual(
    shown.map(({ cell }) => Number(cell.split(':')[2])),
    best.slice(0, shown.length).map(({ id }) => id),
  );
}
