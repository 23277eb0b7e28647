import text from '../../../build/wasm/generated/sentences.txt';

/** Sentences that the grammar made when the page was built. */
const sentences = text.trim().split('\n');

/** One of them by chance, but not the one that is shown. */
export function randomSentence(shown: string): string {
  const others = sentences.filter((sentence) => sentence !== shown);
  const [chance] = crypto.getRandomValues(new Uint32Array(1));
  return others[chance! % others.length]!;
}
