import type { Trace } from '../../compute/trace.js';

/** The last word that word `i` may look at: itself, or with an author's numbers that hide nothing the last one. */
export function lastSeen({ given, options, n_tokens }: Trace, i: number): number {
  return given && options.mask === 'none' ? n_tokens - 1 : i;
}
