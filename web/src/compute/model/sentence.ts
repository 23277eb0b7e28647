import { splitWords } from './words.js';

/** What a reader typed, as words the model may know; or why it cannot be run. */
export type ReadSentence =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'long'; readonly count: number }
  | {
      readonly kind: 'unknown';
      readonly word: string;
      readonly place: number;
      readonly closest: readonly string[];
    };

const offered = 3;

/** Of an input its end is looked at, where an unfinished word is: however much stands before it, nothing hangs. */
const endLength = 200;

/** Reads a sentence against a vocabulary: at most `most` words, all of them known. */
export function readSentence(input: string, vocabulary: readonly string[], most: number): ReadSentence {
  const words = splitWords(input);
  if (words.length === 0) return { kind: 'empty' };
  if (words.length > most) return { kind: 'long', count: words.length };
  const known = new Set(vocabulary);
  const place = words.findIndex((word) => !known.has(word));
  if (place < 0) return { kind: 'words', words };
  const word = words[place]!;
  return { kind: 'unknown', word, place, closest: closestWords(word, vocabulary, offered) };
}

/** The known words that take the fewest changes to reach, fewest first. */
export function closestWords(word: string, vocabulary: readonly string[], count: number): string[] {
  return vocabulary
    .filter((candidate) => /\p{L}/u.test(candidate))
    .map((candidate) => ({ candidate, distance: editDistance(word.slice(0, 40), candidate) }))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance: the least number of letters to insert, remove or replace. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Words that complete the last, unfinished word of an input, alphabetically. */
export function completions(input: string, vocabulary: readonly string[], count: number): string[] {
  const started = /[\p{L}’'-]+$/u.exec(input.slice(-endLength))?.[0].toLowerCase();
  if (!started) return [];
  return vocabulary
    .filter((word) => word.startsWith(started) && word !== started)
    .sort()
    .slice(0, count);
}

/** The input with its last, unfinished word replaced. */
export function complete(input: string, word: string): string {
  const end = Math.max(0, input.length - endLength);
  return input.slice(0, end) + input.slice(end).replace(/[\p{L}’'-]*$/u, `${word} `);
}
