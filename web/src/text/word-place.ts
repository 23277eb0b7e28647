import type { Say } from './messages.js';

/** A word of a sentence; where the sentence has it more than once, with its place. */
export function withPlace(say: Say, words: readonly string[], place: number): string {
  const word = words[place]!;
  const once = words.indexOf(word) === words.lastIndexOf(word);
  return once ? word : say('word.nth', { word, position: place + 1 });
}
