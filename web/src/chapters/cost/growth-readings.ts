// What the pattern and the times say, in words.
import { shortNumber, wholeNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import type { Timing } from './chart.js';
import type { Pattern } from './pattern.js';
import { duration, memory } from './units.js';

const bytesOfFloat = 4;

/** Which weight of the pattern. */
export interface PatternCell {
  readonly query: number;
  readonly key: number;
}

/** The weight that is pointed at: of what comes later a word sees nothing. */
export function cellReading(pattern: Pattern, cell: PatternCell, say: Say): string {
  const [query, key] = [wholeNumber(cell.query + 1), wholeNumber(cell.key + 1)];
  if (cell.key > cell.query) return say('cost.cell.hidden', { query, key });
  const weight = pattern.weight[cell.query * pattern.n_tokens + cell.key]!;
  return say('cost.cell', {
    query,
    key,
    weight: weight < 0.01 ? weight.toPrecision(2) : shortNumber(weight),
  });
}

/** How many weights are in sight, and what they take. */
export function sightReading(n_tokens: number, say: Say): string {
  return say('cost.sight', {
    tokens: wholeNumber(n_tokens),
    weights: wholeNumber(n_tokens * n_tokens),
    memory: memory(bytesOfFloat * n_tokens * n_tokens, say),
  });
}

/** What twice as many tokens have cost. */
export function ratioReading(timings: readonly Timing[], d_head: number, say: Say): string {
  const [before, after] = timings.slice(-2);
  if (!before || !after) return '';
  return say('cost.ratio', {
    d_head,
    before: wholeNumber(before.n_tokens),
    after: wholeNumber(after.n_tokens),
    before_time: duration(before.milliseconds, say),
    after_time: duration(after.milliseconds, say),
    ratio: shortNumber(after.milliseconds / before.milliseconds),
  });
}
