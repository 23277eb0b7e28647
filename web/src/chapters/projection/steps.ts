import { clamp01, during, easeInOut } from '../../scene/math.js';
import { progress, sequence, type Step, stepIndex, type Timeline } from '../../scene/timeline.js';
import type { ProjectionKind } from './kind.js';
import { termAt } from './pace.js';

/** One row is worked out slowly, the others in a sweep each (milliseconds). */
const queryTimeline = sequence([
  { id: 'question', duration: 1200, wait: 1500 },
  { id: 'matrix', duration: 1900, wait: 1000 },
  { id: 'row', duration: 5800, wait: 1600 },
  { id: 'rows', duration: 4200, wait: 1200 },
  { id: 'all', duration: 3000, wait: 1600 },
] as const);

/** The same has been seen once: it takes a third of the time, and all rows are alike. */
const keyTimeline = sequence([
  { id: 'question', duration: 1200, wait: 1500 },
  { id: 'rows', duration: 4000, wait: 1200 },
  { id: 'all', duration: 2400, wait: 1600 },
] as const);

export type ProjectionStep = (typeof queryTimeline.steps)[number]['id'];

export const timelines: Readonly<Record<ProjectionKind, Timeline<ProjectionStep>>> = {
  query: queryTimeline,
  key: keyTimeline,
};

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  leaving: { name: [0, 0.2], atRest: [0.8, 1] },
  matrix: { bubbleLeaves: [0, 0.25], aside: [0, 0.5], laid: [0.2, 0.8], cells: [0.65, 1], near: [0.75, 1] },
  // One after another, so that nothing goes over what still stands there.
  all: {
    near: [0, 0.1],
    lifted: [0.05, 0.33],
    away: [0, 0.35],
    home: [0.2, 0.6],
    others: [0.55, 0.85],
    below: [0.8, 1],
  },
  row: { terms: [0.05, 0.88], arrival: [0.88, 1] },
  sweep: { terms: [0, 0.62], arrival: [0.62, 0.9] },
  /** Of a step that lays the embedding over the matrix and goes through all rows. */
  whole: { matrix: [0, 0.22], sweeps: [0.22, 1] },
} as const;

/** What the figure shows at a time; all parts from 0 to 1 unless said otherwise. */
export interface Moment {
  /** How visible the bubble is: above its word, where its vector is made, and below that. */
  readonly bubble: number;
  readonly near: number;
  readonly below: number;
  /** The sentence has given up the middle of the picture, for good; and has made room for the matrix, for a while. */
  readonly introduced: number;
  readonly aside: number;
  /** The followed word's embedding lies over the matrix. */
  readonly laid: number;
  readonly matrix: number;
  /** The row that is under way or was the last, once one is. */
  readonly row: number | undefined;
  /** How many terms of that row have been added; the fraction belongs to the one under way. */
  readonly term: number;
  /** Number of rows. */
  readonly rows: number;
  /** The sum of that row has come to its place in the vector. */
  readonly arrived: number;
  /** The matrix is where it rests; the vector is at its word, and the other words have theirs. */
  readonly away: number;
  readonly home: number;
  readonly others: number;
}

/** The moment at a time, for a matrix of `rows` rows and `columns` columns. */
export function momentAt(kind: ProjectionKind, time: number, rows: number, columns: number): Moment {
  const { question, all, matrix } = kind === 'query' ? progress(queryTimeline, time) : keyProgress(time);
  return {
    bubble: question - during(matrix, phases.matrix.bubbleLeaves),
    near: during(matrix, phases.matrix.near) - during(all, phases.all.near),
    below: during(all, phases.all.below),
    introduced: during(matrix, phases.matrix.aside),
    aside: during(matrix, phases.matrix.aside) - during(all, phases.all.away),
    laid: easeInOut(during(matrix, phases.matrix.laid)) - easeInOut(during(all, phases.all.lifted)),
    matrix: during(matrix, phases.matrix.cells),
    away: easeInOut(during(all, phases.all.away)),
    home: easeInOut(during(all, phases.all.home)),
    others: during(all, phases.all.others),
    rows,
    ...sumAt(kind, time, rows, columns),
  };
}

function keyProgress(time: number) {
  const { question, all } = progress(keyTimeline, time);
  const matrix = easeInOut(during(passed(keyTimeline.steps[1]!, time), phases.whole.matrix));
  return { question, all, matrix };
}

function passed({ start, duration }: Step, time: number): number {
  return clamp01((time - start) / duration);
}

type Sum = Pick<Moment, 'row' | 'term' | 'arrived'>;

function sumAt(kind: ProjectionKind, time: number, rows: number, columns: number): Sum {
  const timeline = timelines[kind];
  const step = timeline.steps[stepIndex(timeline, time)]!;
  const part = passed(step, time);
  if (step.id === 'row') {
    return {
      row: 0,
      term: termAt(during(part, phases.row.terms), columns),
      arrived: easeInOut(during(part, phases.row.arrival)),
    };
  }
  if (step.id === 'rows') {
    if (kind === 'query') return sweepAt(part, 1, rows, columns);
    const [from] = phases.whole.sweeps;
    return part <= from ? nothing : sweepAt(during(part, phases.whole.sweeps), 0, rows, columns);
  }
  return step.id === 'all' ? sweepAt(1, rows, rows, columns) : nothing;
}

const nothing: Sum = { row: undefined, term: 0, arrived: 0 };

/** Rows from `first` on, one after another. */
function sweepAt(part: number, first: number, rows: number, columns: number): Sum {
  const count = rows - first;
  if (count <= 0) return { row: rows - 1, term: columns, arrived: 1 };
  const slot = Math.min(Math.floor(part * count), count - 1);
  const inSlot = part * count - slot;
  return {
    row: first + slot,
    term: during(inSlot, phases.sweep.terms) * columns,
    arrived: easeInOut(during(inSlot, phases.sweep.arrival)),
  };
}
