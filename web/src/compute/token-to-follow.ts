import type { Engine } from './engine.js';
import { examples } from './examples.js';
import type { Trace } from './trace.js';

/**
 * Which word of a sentence is worth following, from 1: of another than these the first of those whose next word attention
 * changes most.
 */
export function tokenToFollow(engine: Engine, words: readonly string[]): number {
  const known = examples.find(({ sentence }) => sentence === words.join(' '));
  return known?.token ?? mostChangedToken(engine.run(words).trace, words.length) + 1;
}

/**
 * From 0. A long delta may change little: what follows a word is read from E + delta by a softmax, so that the same length
 * counts for more along some directions than along others.
 */
function mostChangedToken(trace: Trace, n_tokens: number): number {
  const changes = Array.from({ length: n_tokens }, (_, i) => changeOf(trace, i));
  return changes.indexOf(Math.max(...changes));
}

/** The total variation between the next-word probabilities from E and from E', for comparisons. */
function changeOf(trace: Trace, i: number): number {
  const before = trace.row('probability_before', i);
  const after = trace.row('probability_after', i);
  return Array.from(before, (probability, word) => Math.abs(after[word]! - probability)).reduce(
    (sum, difference) => sum + difference / 2,
    0,
  );
}
