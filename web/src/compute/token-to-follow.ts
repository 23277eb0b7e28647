import type { Engine } from './engine.js';
import { examples } from './examples.js';
import { lengthOf } from './trace.js';

/** Which word of a sentence is worth following, from 1: of another than these the one that attention moves most. */
export function tokenToFollow(engine: Engine, words: readonly string[]): number {
  const known = examples.find(({ sentence }) => sentence === words.join(' '));
  return known?.token ?? mostMovedToken(engine, words) + 1;
}

/** From 0: the token with the longest delta. */
function mostMovedToken(engine: Engine, words: readonly string[]): number {
  const { trace } = engine.run(words);
  const moved = words.map((_, i) => lengthOf(trace.row('delta', i)));
  return moved.indexOf(Math.max(...moved));
}
