/** Longer input is cut before it is looked at: nobody types it, and nothing may hang the page. */
export const longestInput = 2000;

/** Splits at white space and punctuation, in lower case; letters of any script, digits and apostrophes stay. */
export function splitWords(input: string): string[] {
  return (
    input
      .slice(0, longestInput)
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}’'-]+/gu) ?? []
  );
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
