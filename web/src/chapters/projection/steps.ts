import { clamp01, during, easeInOut } from '../../scene/math.js';
import { progress, sequence, stepIndex } from '../../scene/timeline.js';
import { termAt } from './pace.js';

/** One row is worked out slowly, the others in a sweep each (milliseconds). */
export const timeline = sequence([
  { id: 'question', duration: 900, wait: 1500 },
  { id: 'matrix', duration: 1900, wait: 1000 },
  { id: 'row', duration: 5800, wait: 1600 },
  { id: 'rows', duration: 4200, wait: 1200 },
  { id: 'all', duration: 2200, wait: 1600 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  leaving: { name: [0, 0.2], atRest: [0.8, 1] },
  matrix: { bubbleLeaves: [0, 0.25], aside: [0, 0.5], laid: [0.2, 0.8], cells: [0.65, 1] },
  all: { bubbleComes: [0.75, 1], home: [0, 0.5], lifted: [0.1, 0.6], others: [0.45, 1] },
  row: { terms: [0.05, 0.88], arrival: [0.88, 1] },
  sweep: { terms: [0, 0.62], arrival: [0.62, 0.9] },
} as const;

export type ProjectionStep = (typeof timeline.steps)[number]['id'];

/** What the figure shows at a time; all parts from 0 to 1 unless said otherwise. */
export interface Moment {
  /** How much of the bubble's words has been said, and how visible the bubble is. */
  readonly said: number;
  readonly bubble: number;
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
  /** The vector is at its word, and the other words have theirs. */
  readonly home: number;
  readonly others: number;
}

/** The moment at a time, for a matrix of `rows` rows and `columns` columns. */
export function momentAt(time: number, rows: number, columns: number): Moment {
  const { question, matrix, all } = progress(timeline, time);
  return {
    said: question,
    bubble: 1 - during(matrix, phases.matrix.bubbleLeaves) + during(all, phases.all.bubbleComes),
    introduced: during(matrix, phases.matrix.aside),
    aside: during(matrix, phases.matrix.aside) - during(all, phases.all.home),
    laid: easeInOut(during(matrix, phases.matrix.laid)) - easeInOut(during(all, phases.all.lifted)),
    matrix: during(matrix, phases.matrix.cells),
    home: easeInOut(during(all, phases.all.home)),
    others: during(all, phases.all.others),
    rows,
    ...sumAt(time, rows, columns),
  };
}

function sumAt(time: number, rows: number, columns: number): Pick<Moment, 'row' | 'term' | 'arrived'> {
  const index = stepIndex(timeline, time);
  const step = timeline.steps[index]!;
  const passed = clamp01((time - step.start) / step.duration);
  if (step.id === 'question' || step.id === 'matrix') return { row: undefined, term: 0, arrived: 0 };
  if (step.id === 'row') {
    return {
      row: 0,
      term: termAt(during(passed, phases.row.terms), columns),
      arrived: easeInOut(during(passed, phases.row.arrival)),
    };
  }
  if (step.id === 'all' || rows === 1) return { row: rows - 1, term: columns, arrived: 1 };
  const slot = Math.min(Math.floor(passed * (rows - 1)), rows - 2);
  const inSlot = passed * (rows - 1) - slot;
  return {
    row: slot + 1,
    term: during(inSlot, phases.sweep.terms) * columns,
    arrived: easeInOut(during(inSlot, phases.sweep.arrival)),
  };
}
