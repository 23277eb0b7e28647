import type { TensorName } from '../../../wasm/attention.js';
import type { Selection } from '../figure/view.js';
import type { StepId } from '../figure/whole-pass/steps.js';
import type { Trace } from '../trace.js';
import type { Cell } from './cell.js';

/** The tensor that a step brings, and so where a walk through it begins. */
const tensorOfStep: Record<StepId, TensorName> = {
  words: 'embedding',
  embedding: 'embedding',
  query: 'query',
  key: 'key',
  score: 'score',
  scale: 'scaled',
  mask: 'masked',
  max: 'shifted',
  exp: 'exp',
  divide: 'weight',
  value: 'value',
  sum: 'head_output',
  delta: 'delta',
  output: 'output',
  predict: 'output',
};

/** The first cell of a walk: the followed word's row, first entry. */
export function startCell(trace: Trace, { head, token }: Selection, step: StepId): Cell {
  const tensor = tensorOfStep[step];
  const perHead = trace.axes(tensor)[0] === 'n_heads';
  return { tensor, indices: perHead ? [head, token, 0] : [token, 0] };
}

/** The cell next to this one: left and right along its last axis, up and down along the one before. */
export function neighbour(trace: Trace, { tensor, indices }: Cell, key: string): Cell {
  const axis = indices.length - (key === 'ArrowLeft' || key === 'ArrowRight' ? 1 : 2);
  const by = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  const moved = indices.map((index, at) =>
    at === axis ? Math.min(Math.max(index + by, 0), trace.shape(tensor)[at]! - 1) : index,
  );
  return { tensor, indices: moved };
}
