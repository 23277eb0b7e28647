import type { Say } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';

/** How many of each thing a layout has to find room for. */
export interface Extents {
  readonly n_tokens: number;
  readonly d_model: number;
  readonly d_head: number;
  readonly d_value: number;
  readonly n_heads: number;
}

export interface Sizes extends Extents {
  /** Words have glosses, and need two lines. */
  readonly glossed: boolean;
}

export function sizesOf(trace: Trace, say: Say): Sizes {
  return { ...extentsOf(trace), glossed: say.glossed };
}

export function extentsOf(trace: Trace): Extents {
  return {
    n_tokens: trace.n_tokens,
    n_heads: trace.n_heads,
    d_model: trace.shape('embedding')[1]!,
    d_head: trace.shape('query')[2]!,
    d_value: trace.shape('value')[2]!,
  };
}
