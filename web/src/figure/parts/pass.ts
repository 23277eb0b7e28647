import { memo } from '../../scene/memo.js';
import type { Say } from '../../text/messages.js';
import type { RunName } from '../../compute/runs.js';
import type { Trace } from '../../compute/trace.js';
import { fullColour, largestMagnitude, type Highlight, type Selection } from '../view.js';

/** What happens to the numbers of a sentence, idea after idea. A figure shows some of these, in its own time. */
export const passStages = [
  'words',
  'embedding',
  'query',
  'key',
  'score',
  'scale',
  'mask',
  'max',
  'exp',
  'total',
  'divide',
  'value',
  'fade',
  'sum',
  'delta',
  'output',
  'predict',
] as const;

export type PassStage = (typeof passStages)[number];

/** How far each stage has come, 0 to 1. */
export type PassProgress = Readonly<Record<PassStage, number>>;

/** A progress in which only the given stages have begun. */
export function passProgress(begun: Partial<PassProgress>): PassProgress {
  return { ...nothingBegun, ...begun };
}

const nothingBegun = Object.fromEntries(passStages.map((stage) => [stage, 0])) as PassProgress;

/** All that the parts of a pass are drawn from. */
export interface PassView {
  readonly trace: Trace;
  readonly run: RunName;
  readonly selection: Selection;
  readonly at: PassProgress;
  /** How far the grid's cell of query `i` and key `j` has come, where cells differ. */
  readonly atCell?: ((i: number, j: number) => PassProgress) | undefined;
  readonly highlight: Highlight;
  readonly say: Say;
}

/** The magnitude that gets the full colour in all queries, keys or values of a head. */
export function vectorScale(trace: Trace, tensor: 'query' | 'key' | 'value', head: number): number {
  return memo(trace, `${tensor}:${head}`, () =>
    fullColour(trace.words.map((_, i) => trace.row(tensor, head, i))),
  );
}

/** The magnitude that gets the full colour in a matrix of a head. */
export function matrixScale(trace: Trace, tensor: 'w_q' | 'w_k' | 'w_v' | 'w_o', head: number): number {
  return memo(trace, `${tensor}:${head}`, () =>
    fullColour(Array.from({ length: trace.shape(tensor)[1]! }, (_, row) => trace.row(tensor, head, row))),
  );
}

/** One scale for E, every delta and E', so that their colours add up as the numbers do. */
export function residualScale(trace: Trace): number {
  return memo(trace, 'residual', () =>
    fullColour(
      trace.words.flatMap((_, i) => [
        trace.row('embedding', i),
        trace.row('delta', i),
        trace.row('output', i),
      ]),
    ),
  );
}

/** The score whose dot is a full one: the largest of its row. Softmax too compares the entries of a row alone. */
export function scoreScale(trace: Trace, head: number, i: number): number {
  return memo(trace, `score:${head}:${i}`, () => largestMagnitude([trace.row('score', head, i)]));
}
