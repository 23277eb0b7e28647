/** One of the sentences that the grammar made when the page was built, by chance, but not the one that is shown. */
export async function randomSentence(shown: string): Promise<string> {
  const { default: text } = await import('../../../../build/wasm/generated/sentences.txt');
  const others = text
    .trim()
    .split('\n')
    .filter((sentence) => sentence !== shown);
  const [chance] = crypto.getRandomValues(new Uint32Array(1));
  return others[chance! % others.length]!;
}
