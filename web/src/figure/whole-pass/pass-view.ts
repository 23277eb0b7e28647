import type { TensorName } from '../../../../wasm/attention.js';
import type { Say } from '../../messages.js';
import type { Trace } from '../../trace.js';
import { largestMagnitude, type Selection } from '../view.js';
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

/** Magnitude at the end of the scale of a tensor, or of one head of it: the same for all its vectors. */
export function vectorScale(trace: Trace, tensor: TensorName, head?: number): number {
  let known = scales.get(trace);
  if (!known) scales.set(trace, (known = new Map()));
  const key = `${tensor}:${head ?? ''}`;
  let scale = known.get(key);
  if (scale === undefined) known.set(key, (scale = measure(trace, tensor, head)));
  return scale;
}

function measure(trace: Trace, tensor: TensorName, head?: number): number {
  return largestMagnitude(
    trace.words.map((_, i) => (head === undefined ? trace.row(tensor, i) : trace.row(tensor, head, i))),
  );
}
