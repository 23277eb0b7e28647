import type { Say } from '../../messages.js';
import type { Trace } from '../../trace.js';

/** How many of each thing a layout has to find room for. */
export interface Sizes {
  readonly n_tokens: number;
  readonly d_model: number;
  readonly d_head: number;
  readonly d_value: number;
  readonly n_heads: number;
  /** Words have glosses, and need two lines. */
  readonly glossed: boolean;
}

export function sizesOf(trace: Trace, say: Say): Sizes {
  return {
    n_tokens: trace.n_tokens,
    n_heads: trace.n_heads,
    glossed: say.glossed,
    d_model: trace.shape('embedding')[1]!,
    d_head: trace.shape('query')[2]!,
    d_value: trace.shape('value')[2]!,
  };
}
