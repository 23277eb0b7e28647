import { lengthOf, type Trace } from '../../compute/trace.js';
import { memo } from '../../scene/memo.js';

/** What moves a word by less than this part of its own length hardly moves it. */
const hardly = 0.15;

/**
 * Whether a head merely rests at a word: it gives most of its weight to the first word of the sentence, and what it adds from
 * there hardly moves the word.
 */
export function rests(trace: Trace, head: number, i: number): boolean {
  return memo(trace, `rests:${head}:${i}`, () => {
    const moved = lengthOf(trace.row('head_delta', head, i));
    const own = lengthOf(trace.row('embedding', i));
    return i > 0 && trace.at('weight', head, i, 0) > 0.5 && moved < hardly * own;
  });
}
