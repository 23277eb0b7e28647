// Runs in the page, bundled, as `inspectorChecks`: points at the marks of a figure and says what is wrong with what the
// inspector makes of them.
import { made, sources } from './operands.mjs';

const explainer = () => document.querySelector('attention-explainer');

function figureOf(id) {
  return explainer().shadowRoot.querySelector(`explainer-figure[chapter="${id}"]`);
}

function cellOf(figure, element) {
  const [tensor, ...indices] = element.closest('[data-cell]').dataset.cell.split(':');
  const run = element.closest('[data-run]')?.dataset.run ?? figure.figure.run;
  return { run, tensor, indices: indices.map(Number) };
}

const nameOf = ({ run, tensor, indices }) => `${run}/${tensor}:${indices.join(':')}`;

/** A trace as the formulas read it, with plain arrays. */
function reader(run) {
  return {
    at: (...place) => run.at(...place),
    row: (...place) => Array.from(run.row(...place)),
    shape: (tensor) => run.shape(tensor),
    options: run.options,
  };
}

function readNumber(text) {
  return Number(text.replace(/\u2212/g, '-').replace('\u221e', 'Infinity'));
}

function numbersIn(text) {
  return [...text.matchAll(/[\u2212]?(?:\d+(?:\.\d+)?|\u221e)/g)].map(([written]) => ({
    written,
    value: readNumber(written),
  }));
}

/** Half a unit of the last digit that is shown. */
function halfDigit(text) {
  const decimals = /\.(\d+)/.exec(text)?.[1].length ?? 0;
  return 0.5 * 10 ** -decimals + 1e-9;
}

function isShown({ written, value }, expected) {
  return value === expected || Math.abs(value - expected) <= halfDigit(written);
}

function isClose(x, expected) {
  return x === expected || Math.abs(x - expected) <= 2e-5 + 2e-5 * Math.abs(expected);
}

async function inspected(figure) {
  await figure.updateComplete;
  const inspector = figure.shadowRoot.querySelector('cell-inspector');
  await inspector.updateComplete;
  const text = (selector) =>
    inspector.shadowRoot.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  return {
    shown: !inspector.hidden,
    all: inspector.shadowRoot.textContent.replace(/\s+/g, ' ').trim(),
    symbol: text('.symbol'),
    what: text('.what'),
    operands: text('.operands'),
    value: text('.value'),
    exact: text('.exact'),
  };
}

function wrongVector(run, { tensor, indices }, { symbol, operands }) {
  const vector = Array.from(run.row(tensor, ...indices));
  const shown = numbersIn(operands);
  if (!/\p{L}.* = .*\p{L}/u.test(symbol)) return `is called “${symbol}”`;
  const right = shown.length === vector.length && shown.every((number, c) => isShown(number, vector[c]));
  return right ? undefined : `shows ${operands}`;
}

function wrongNumber(run, { tensor, indices }, { symbol, what, operands, value, exact }) {
  const t = reader(run);
  const real = run.at(tensor, ...indices);
  const { operands: expected, comesTo } = made[tensor](t, indices);
  if (!/\S = .*\p{L}/u.test(symbol) || !/\p{L}/u.test(what)) return `is explained by “${symbol}”, “${what}”`;
  if (comesTo !== undefined && !isClose(real, comesTo))
    return `is ${real} where its formula gives ${comesTo}`;
  if (!isShown({ written: value, value: readNumber(value) }, real)) return `is ${real} and shows ${value}`;
  if (Number.isFinite(real) && Math.fround(readNumber(exact)) !== real) return `is ${real}, exactly ${exact}`;
  const shown = numbersIn(` ${operands}`.slice(0, ` ${operands}`.lastIndexOf(` = ${value}`)));
  const right = shown.length === expected.length && shown.every((number, k) => isShown(number, expected[k]));
  return right ? undefined : `is made of ${expected.join(', ')} and shows ${operands}`;
}

/** What the inspector says of a cell that is pointed at; undefined when all of it is right. */
function wrongWords(figure, cell, said) {
  if (!said.shown) return 'is not explained';
  if (/[{}]|NaN|undefined/.test(said.all)) return `says: ${said.all}`;
  if (/\([\d.]+\)/.test(said.operands)) return `has brackets that hold no minus: ${said.operands}`;
  const run = figure.context.runs[cell.run];
  const whole = cell.indices.length === run.shape(cell.tensor).length;
  return whole ? wrongNumber(run, cell, said) : wrongVector(run, cell, said);
}

/** Highlighted is what is pointed at and what it is made of, and nothing else. */
function wrongLight(figure, { run, tensor, indices }) {
  const allowed = [tensor, ...(sources[tensor] ?? [])];
  const highlighted = [...figure.shadowRoot.querySelectorAll('.scene .highlight')]
    .map((element) => element.closest('[data-cell]') ?? element.querySelector('[data-cell]'))
    .filter(Boolean)
    .map((element) => cellOf(figure, element));
  const foreign = highlighted.find((cell) => cell.run !== run || !allowed.includes(cell.tensor));
  if (foreign) return `lights ${nameOf(foreign)}`;
  const own = highlighted.filter((cell) => cell.tensor === tensor);
  const wrong = own.find((cell) => !cell.indices.every((index, axis) => (indices[axis] ?? index) === index));
  return wrong ? `lights ${nameOf(wrong)}` : undefined;
}

function point(element) {
  const event = { bubbles: true, composed: true, pointerType: 'mouse' };
  element.dispatchEvent(new PointerEvent('pointermove', event));
}

/** Of each tensor, run and number of indices that a step shows, the first and the last mark. */
function someMarks(figure) {
  const kinds = new Map();
  for (const element of figure.shadowRoot.querySelectorAll('.scene [data-cell]')) {
    const { run, tensor, indices } = cellOf(figure, element);
    const kind = `${run}/${tensor}/${indices.length}`;
    kinds.set(kind, [kinds.get(kind)?.[0] ?? element, element]);
  }
  return [...kinds.values()].flatMap(([first, last]) => [...new Set([first, last])]);
}

/** Points at marks of every kind at every step: what is wrong, and which runs and kinds of cells were seen. */
export async function checkPointing(id) {
  const figure = figureOf(id);
  const { runs } = figure.context;
  const wrong = [];
  const seen = { cells: 0, vectors: 0, parameters: 0, runs: new Set(), tensors: new Set() };
  for (const [index, step] of figure.timeline.steps.entries()) {
    figure.goTo(index);
    await figure.updateComplete;
    for (const element of someMarks(figure)) {
      // What is highlighted can replace what is pointed at.
      if (!element.isConnected) continue;
      const cell = cellOf(figure, element);
      point(element);
      const said = await inspected(figure);
      const what = wrongWords(figure, cell, said) ?? wrongLight(figure, cell);
      if (what) wrong.push(`${id}, ${step.id}: ${nameOf(cell)} ${what}`);
      const whole = cell.indices.length === runs[cell.run].shape(cell.tensor).length;
      seen[whole ? 'cells' : 'vectors'] += 1;
      if (/^w_/.test(cell.tensor)) seen.parameters += 1;
      seen.runs.add(cell.run);
      seen.tensors.add(cell.tensor);
      figure.shadowRoot.querySelector('svg.picture').dispatchEvent(new PointerEvent('pointerleave'));
      await figure.updateComplete;
      if (figure.pointed) wrong.push(`${id}, ${step.id}: ${nameOf(cell)} stays when the pointer has left`);
    }
  }
  return { wrong, seen: { ...seen, runs: [...seen.runs], tensors: [...seen.tensors] } };
}

/** Begins a walk at every step, by key: what is wrong with the cell that it starts at. */
export async function checkWalks(id) {
  const figure = figureOf(id);
  const press = async (key) => {
    const target = figure.shadowRoot.querySelector('figure');
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await figure.updateComplete;
  };
  const wrong = [];
  for (const [index, step] of figure.timeline.steps.entries()) {
    figure.goTo(index);
    await figure.updateComplete;
    await press('Enter');
    for (const key of [undefined, 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      if (key) await press(key);
      const what = figure.pointed
        ? wrongWords(figure, figure.pointed, await inspected(figure))
        : 'is no cell to start from';
      if (what) wrong.push(`${id}, ${step.id}, ${key ?? 'Enter'}: ${JSON.stringify(figure.pointed)} ${what}`);
      if (figure.step !== index) wrong.push(`${id}, ${step.id}: the arrow keys step while walking`);
    }
    await press('Escape');
    if (figure.pointed) wrong.push(`${id}, ${step.id}: Escape does not end it`);
  }
  return wrong;
}
