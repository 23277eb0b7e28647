import type { Trace } from '../../compute/trace.js';
import { memo } from '../../scene/memo.js';

const tones = ['query', 'key', 'ink', 'edge'];
/** From this weight on a word has a colour of its own. */
const least = 0.05;

/**
 * The colour of a word that a row of attention counts on, the same in all figures: those with the largest weights have one, in the
 * order of the sentence; all others have one together.
 */
export function wordTone(trace: Trace, head: number, i: number, j: number | undefined): string {
  const own = memo(trace, `tones:${head}:${i}`, () =>
    Array.from(trace.row('weight', head, i), (weight, k) => ({ weight, k }))
      .filter(({ weight }) => weight >= least)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, tones.length)
      .map(({ k }) => k)
      .sort((a, b) => a - b),
  );
  return `var(--ax-${(j === undefined ? undefined : tones[own.indexOf(j)]) ?? 'quiet'})`;
}
