import type { Say } from '../../messages.js';
import type { Trace } from '../../trace.js';
import { fullColour, largestMagnitude, type Selection } from '../view.js';
import type { StepId } from './steps.js';

/** All that the parts of the whole pass are drawn from. */
export interface PassView {
  readonly trace: Trace;
  readonly selection: Selection;
  /** How far each step has come, 0 to 1. */
  readonly at: Readonly<Record<StepId, number>>;
  /** Ids of the pointed cell and of the cells and rows that it was made of. */
  readonly lit: ReadonlySet<string>;
  readonly say: Say;
}

const scales = new WeakMap<Trace, Map<string, number>>();

function remembered(trace: Trace, key: string, measure: () => number): number {
  let known = scales.get(trace);
  if (!known) scales.set(trace, (known = new Map()));
  let scale = known.get(key);
  if (scale === undefined) known.set(key, (scale = measure()));
  return scale;
}

/** The magnitude that gets the full colour in all queries, keys or values of a head. */
export function vectorScale(trace: Trace, tensor: 'query' | 'key' | 'value', head: number): number {
  return remembered(trace, `${tensor}:${head}`, () =>
    fullColour(trace.words.map((_, i) => trace.row(tensor, head, i))),
  );
}

/** One scale for E, every delta and E', so that their colours add up as the numbers do. */
export function residualScale(trace: Trace): number {
  return remembered(trace, 'residual', () =>
    fullColour(
      trace.words.flatMap((_, i) => [
        trace.row('embedding', i),
        trace.row('delta', i),
        trace.row('output', i),
      ]),
    ),
  );
}

/** The score whose dot is a full one: the largest of the head. */
export function scoreScale(trace: Trace, head: number): number {
  return remembered(trace, `score:${head}`, () =>
    largestMagnitude(trace.words.map((_, i) => trace.row('score', head, i))),
  );
}
