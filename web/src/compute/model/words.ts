/** Longer input is cut before it is looked at: nobody types it, and nothing may hang the page. */
export const longestInput = 100_000;

/** Words, and what only stands where one could: a word has a letter or a digit in it. */
const pieces = /[\p{L}\p{N}\p{M}’'-]+/gu;
const isWord = (piece: string) => /[\p{L}\p{N}]/u.test(piece);

/** Letters of one kind: full-width, bold and joined ones are those that they stand for; what is not seen is not there. */
const plain = (input: string) =>
  input
    .slice(0, longestInput)
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');

/** Splits at white space and punctuation, in lower case; letters of any script, digits and apostrophes stay. */
export function splitWords(input: string): string[] {
  return (plain(input).toLowerCase().match(pieces) ?? []).filter(isWord);
}

/** The input with the word at `place` replaced, as `splitWords` counts; what stands between the words stays. */
export function replaceWord(input: string, place: number, word: string): string {
  let count = 0;
  return plain(input).replace(pieces, (piece) => {
    if (!isWord(piece)) return piece;
    count += 1;
    return count - 1 === place ? word : piece;
  });
}

/** The words of a sentence that can be run: at most `most`, all of them in the vocabulary. Undefined of any other. */
export function knownWords(
  input: string,
  vocabulary: readonly string[],
  most: number,
): readonly string[] | undefined {
  const words = splitWords(input);
  const known = new Set(vocabulary);
  const readable = words.length > 0 && words.length <= most && words.every((word) => known.has(word));
  return readable ? words : undefined;
}
