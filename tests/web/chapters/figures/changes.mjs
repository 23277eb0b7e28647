// Runs in the page. Two runs side by side: words in line, their difference, and the changes that are named.
import { cellOf, nameOf } from './marks.mjs';

const scene = (figure, selector) => [...figure.shadowRoot.querySelectorAll(`.scene ${selector}`)];

const rowOf = (element) => Number(element.querySelector('.hit').getAttribute('y'));

/** Where a word of the sentence is in the run without: this test's own account of it. */
function expectedPlace({ kind, index }, j) {
  if (kind === 'head') return j;
  return j === index ? undefined : j - Number(j > index);
}

/** Each line shows one word in both runs, the one that is gone has an empty place, and equal weights are equal dots. */
export function wrongLines(figure, runs) {
  const weights = scene(figure, '.rows .weight[data-cell]');
  const { removed } = figure.context.selection;
  const at = new Map();
  for (const element of weights) {
    const cell = cellOf(figure, element);
    if (!['sentence', 'without'].includes(cell.run)) return { count: 0, wrong: [] };
    const line = at.get(rowOf(element)) ?? {};
    line[cell.run] = cell.indices[2];
    at.set(rowOf(element), line);
  }
  const lines = [...at.values()];
  const compared = lines.some(({ without }) => without !== undefined);
  const wrong = lines
    .filter(({ sentence, without }) => compared && without !== expectedPlace(removed, sentence))
    .map(({ sentence, without }) => `word ${sentence + 1} stands beside word ${without + 1}`);
  const empty = scene(figure, '.empty-place').length;
  if (compared && empty !== Number(removed.kind === 'word')) wrong.push(`${empty} empty places`);
  return { count: weights.length, wrong: [...wrong, ...wrongAreas(figure, runs, weights)] };
}

/** In both runs a dot's area is the weight by the same measure. */
function wrongAreas(figure, runs, weights) {
  const dots = weights.flatMap((element) => {
    const cell = cellOf(figure, element);
    const radius = Number(element.querySelector('.dot')?.getAttribute('r') ?? 0);
    return radius > 1
      ? [{ name: nameOf(cell), area: radius ** 2 / runs[cell.run].at(cell.tensor, ...cell.indices) }]
      : [];
  });
  return dots
    .filter(({ area }) => Math.abs(area / dots[0].area - 1) > 0.02)
    .map(({ name }) => `the dot of ${name} is of another size`);
}

const strength = (element) => (Number(element.getAttribute('fill-opacity')) - 0.08) / 0.92;

/** The cells of the difference are those of E′ without less those of E′ as it is, by the measure of the E′ beside. */
export function wrongDifferences(figure, runs) {
  const cells = scene(figure, '.difference .cell');
  if (cells.length === 0) return { count: 0, wrong: [] };
  const outputs = scene(figure, '.cell[data-cell^="output:"]').map((element) => ({
    element,
    ...cellOf(figure, element),
  }));
  const valueOf = ({ run, indices }) => runs[run].at('output', ...indices);
  const measured = outputs
    .filter(({ element }) => strength(element) < 0.985)
    .reduce((a, b) => (Math.abs(valueOf(a)) > Math.abs(valueOf(b)) ? a : b));
  const unit = strength(measured.element) / Math.abs(valueOf(measured));
  const rowIn = (name) => runs[name].row('output', outputs.find(({ run }) => run === name).indices[0]);
  const [before, after] = [rowIn('sentence'), rowIn('without')];
  const wrong = cells.flatMap((element, c) => {
    const expected = after[c] - before[c];
    const off = Math.abs(strength(element) - Math.min(Math.abs(expected) * unit, 1)) > 0.02;
    const sign = Math.abs(expected) > 1e-4 && element.classList.contains('negative') !== expected < 0;
    return off || sign ? [`component ${c + 1} of the difference is ${expected}`] : [];
  });
  if (cells.length !== before.length) wrong.push(`${cells.length} cells for ${before.length} components`);
  return { count: cells.length, wrong };
}

/** A ring where a probability was, a dot where it is; the words are those whose probability changes most. */
export function wrongChanges(figure, runs) {
  const changes = scene(figure, '.change');
  if (changes.length === 0) return { count: 0, wrong: [] };
  const ends = changes.map((element) => {
    const length = Number(/H ([\d.]+)/.exec(element.querySelector('.change-line').getAttribute('d'))[1]);
    const drawn = ['from', 'to'].filter((name) => element.querySelector(`.${name}`));
    return drawn.map((name) => {
      const end = element.querySelector(`.${name}`);
      const cell = cellOf(figure, end);
      const value = runs[cell.run].at(cell.tensor, ...cell.indices);
      const shown = Number(end.querySelector('.change-mark').getAttribute('cx')) / length;
      return { name: nameOf(cell), cell, value, shown };
    });
  });
  const wrong = ends
    .flat()
    .filter(({ value, shown }) => Math.abs(value - shown) > 0.002)
    .map(({ name, value, shown }) => `${name} is ${value} and stands at ${shown}`);
  // Before anything is taken away there is only one end.
  if (ends[0].length === 1) return { count: changes.length, wrong };
  const [from, to] = ends[0].map(({ cell }) => runs[cell.run].row(cell.tensor, cell.indices[0]));
  const sizes = Array.from(from, (p, id) => Math.abs(to[id] - p)).sort((a, b) => b - a);
  const named = ends.map(([a, b]) => Math.abs(b.value - a.value));
  if (named.some((size, k) => Math.abs(size - sizes[k]) > 1e-6))
    wrong.push(`${named} are not the largest changes`);
  return { count: changes.length, wrong };
}
