// GPT-2 writes each byte as a letter that can be seen, so that its vocabulary is a text file: printable ones as they are, the
// others as the letters from U+0100 on, in order ("Language Models are Unsupervised Multitask Learners", 2019, section 2.2).

const isPrintable = (byte: number) =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);

const byteOfLetter = new Map<string, number>();
for (let byte = 0, hidden = 0; byte < 256; byte += 1) {
  const code = isPrintable(byte) ? byte : 256 + hidden;
  if (!isPrintable(byte)) hidden += 1;
  byteOfLetter.set(String.fromCharCode(code), byte);
}

/** The bytes that a piece of a byte-level vocabulary stands for; undefined where it has a letter that is none of the 256. */
export function bytesOfLetters(piece: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = Array.from(piece, (letter) => byteOfLetter.get(letter));
  return bytes.includes(undefined) ? undefined : Uint8Array.from(bytes as number[]);
}
