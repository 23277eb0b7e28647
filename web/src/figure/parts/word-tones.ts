import type { Trace } from '../../compute/trace.js';

/** From this weight on a word stands out. */
const least = 0.05;

/**
 * How strong a word is that a row of attention counts on, the same in all figures. Colours have meanings of their own: a word has
 * none, and is known by its name.
 */
export function wordTone(trace: Trace, head: number, i: number, j: number | undefined): string {
  return `var(--ax-${j !== undefined && trace.at('weight', head, i, j) >= least ? 'ink' : 'quiet'})`;
}
