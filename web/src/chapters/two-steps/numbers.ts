import type { Directions, Analysis } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import { memo } from '../../scene/memo.js';

/** What Value_up Value_down of a head does, direction by direction. Worked out by the core, once for a trace. */
function directionsOf(trace: Trace, analysis: Analysis, h: number): Directions {
  return memo(trace, `directions:${h}`, () => {
    const [, d_model, d_value] = trace.shape('w_o') as [number, number, number];
    const terms = Array.from({ length: d_value }, (_, a) => a);
    const columns = terms.map((a) => Array.from({ length: d_model }, (_, r) => trace.at('w_o', h, r, a)));
    return analysis.directions(
      columns,
      terms.map((a) => trace.row('w_v', h, a)),
    );
  });
}

/** A head with only the strongest directions of its Value_up Value_down. */
interface Kept {
  /** What it then adds to the followed word. */
  readonly delta: readonly number[];
  /** |delta_r - delta| / |delta|. */
  readonly error: number;
  /** Of the matrix: the same in the Frobenius norm. */
  readonly matrixError: number;
}

/**
 * With the `rank` strongest directions kept, the delta is projected on them: the nearest combination of them. With
 * none, nothing is added.
 */
export function keptOf(trace: Trace, analysis: Analysis, h: number, i: number, rank: number): Kept {
  return memo(trace, `kept:${h}:${i}:${rank}`, () => {
    const delta = trace.row('head_delta', h, i);
    if (rank === 0) {
      const nothing = Array.from(delta, () => 0);
      const whole = analysis.compare(delta, nothing).distance > 0;
      return { delta: nothing, error: Number(whole), matrixError: 1 };
    }
    const { vectors, leftOver } = directionsOf(trace, analysis, h);
    const { fitted, residual } = analysis.combine(vectors.slice(0, rank), delta);
    return { delta: fitted, error: residual, matrixError: leftOver[rank - 1]! };
  });
}

/** What all heads add, told in one product. */
interface Concatenated {
  /** W_O times the heads' outputs end to end. */
  readonly delta: readonly number[];
  /** The largest difference of a component from the sum over the heads. */
  readonly difference: number;
}

/** Each component a dot product of a row of all Value_up side by side with all heads' outputs end to end. */
export function concatenatedOf(trace: Trace, analysis: Analysis, i: number): Concatenated {
  return memo(trace, `concatenated:${i}`, () => {
    const heads = Array.from({ length: trace.n_heads }, (_, h) => h);
    const outputs = heads.flatMap((h) => Array.from(trace.row('head_output', h, i)));
    const rows = Array.from({ length: trace.shape('delta')[1]! }, (_, r) =>
      heads.flatMap((h) => Array.from(trace.row('w_o', h, r))),
    );
    const delta = rows.map((row) => analysis.multiply(row, outputs).running.at(-1)!);
    return { delta, difference: analysis.compare(delta, trace.row('delta', i)).largestDifference };
  });
}
