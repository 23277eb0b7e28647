import type { Analysis } from '../../../../wasm/analysis.js';
import { memo } from '../../scene/memo.js';
import type { Trace } from '../../compute/trace.js';
import type { ProjectionMatrix } from './kind.js';

/** How one component of a vector comes about: the factors, their products, and the sums so far. */
export interface RowSum {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly products: readonly number[];
  readonly running: readonly number[];
}

/** The sums of all rows of a head's matrix times the embedding of a token. Remembered for a trace. */
export function rowSums(
  analysis: Analysis,
  trace: Trace,
  matrix: ProjectionMatrix,
  head: number,
  token: number,
): readonly RowSum[] {
  return memo(trace, `row-sums:${matrix}:${head}:${token}`, () =>
    multiplied(analysis, trace, matrix, head, token),
  );
}

function multiplied(
  analysis: Analysis,
  trace: Trace,
  matrix: ProjectionMatrix,
  head: number,
  token: number,
): readonly RowSum[] {
  const left = Array.from(trace.row('embedding', token));
  return Array.from({ length: trace.shape(matrix)[1]! }, (_, row) => {
    const right = Array.from(trace.row(matrix, head, row));
    return { left, right, ...analysis.multiply(left, right) };
  });
}
