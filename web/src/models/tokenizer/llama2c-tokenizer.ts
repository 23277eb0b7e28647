import { ModelFileError } from '../model-file-error.js';
import type { ByteSource, ReadOptions } from '../source/byte-source.js';
import { checkId, joined, type Tokenizer } from './tokenizer.js';

const mostBytes = 64 * 1024 * 1024;
/** Pieces are words at most. */
const mostOfPiece = 4096;
/** What begins a text, and what ends it. */
const [bos, eos] = [1, 2];
/** Where the next token is one of these, a text of llama2.c is over: it takes the beginning of another for an end, too. */
export const llama2cEnds: readonly number[] = [bos, eos];
/** Ids of the 256 bytes come behind the three special ones. */
const firstByte = 3;

interface Piece {
  readonly score: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes as a key: one character for each. */
const keyOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/**
 * Reads a tokenizer of llama2.c (tokenizer.bin, tok512.bin): int32 the length of the longest piece, then for each token float32
 * its score, int32 its length, and its bytes.
 */
export async function llama2cTokenizer(source: ByteSource, options: ReadOptions = {}): Promise<Tokenizer> {
  const { name, size } = source;
  const wrong = (what: string) =>
    new ModelFileError('tokenizer', name, `${name} is no tokenizer of llama2.c, or is damaged: ${what}.`);
  if (size > mostBytes) throw wrong(`it has ${size} bytes`);
  const file = await source.read(0, size, options);
  if (size < 4) throw wrong('it is empty');
  const view = new DataView(file.buffer, file.byteOffset, size);
  const longest = view.getInt32(0, true);
  const pieces: Piece[] = [];
  for (let at = 4; at < size;) {
    if (at + 8 > size) throw wrong(`it ends within token ${pieces.length}`);
    const [score, length] = [view.getFloat32(at, true), view.getInt32(at + 4, true)];
    const bytes = { begin: at + 8, end: at + 8 + length };
    if (length < 0 || length > Math.min(longest, mostOfPiece))
      throw wrong(`token ${pieces.length} would have ${length} bytes`);
    if (bytes.end > size) throw wrong(`it ends within token ${pieces.length}`);
    if (Number.isNaN(score)) throw wrong(`the score of token ${pieces.length} is not a number`);
    pieces.push({ score, bytes: file.slice(bytes.begin, bytes.end) });
    at = bytes.end;
  }
  if (pieces.length < firstByte + 256)
    throw wrong(`it has ${pieces.length} tokens, fewer than there are bytes`);
  return new Llama2cTokenizer(pieces);
}

/** SentencePiece BPE as llama2.c runs it: of all neighbours the pair is merged that makes the piece with the best score. */
class Llama2cTokenizer implements Tokenizer {
  readonly n_vocabulary: number;
  readonly #ids = new Map<string, number>();

  constructor(private readonly pieces: readonly Piece[]) {
    this.n_vocabulary = pieces.length;
    // Of equal pieces the first counts.
    for (const [id, { bytes }] of [...pieces.entries()].reverse()) this.#ids.set(keyOf(bytes), id);
  }

  /** One space is put before the text; `withSpecial` puts the beginning of a text before that. */
  encode(text: string, withSpecial = true): number[] {
    const ids = text === '' ? [] : this.#characters(` ${text}`);
    this.#merge(ids);
    return withSpecial ? [bos, ...ids] : ids;
  }

  bytesOf(id: number): Uint8Array {
    checkId(id, Infinity);
    const { bytes } = this.pieces[id] ?? { bytes: new Uint8Array(0) };
    const byte = /^<0x([0-9A-F]{2})>$/.exec(keyOf(bytes))?.[1];
    return byte === undefined ? bytes : Uint8Array.of(Number.parseInt(byte, 16));
  }

  /** The text, without what begins and ends it and the space that was put before it. */
  decode(ids: readonly number[]): string {
    const bytes = joined(ids.map((id, index) => this.#shown(id, ids[index - 1])));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  #shown(id: number, before: number | undefined): Uint8Array {
    if (id === bos || id === eos) return new Uint8Array(0);
    const bytes = this.bytesOf(id);
    return before === bos && bytes[0] === 0x20 ? bytes.subarray(1) : bytes;
  }

  /** A token for each character, or for each of its bytes where it has none. */
  #characters(text: string): number[] {
    const encoder = new TextEncoder();
    return Array.from(text).flatMap((character) => {
      const bytes = encoder.encode(character);
      const id = this.#ids.get(keyOf(bytes));
      return id === undefined ? Array.from(bytes, (byte) => byte + firstByte) : [id];
    });
  }

  #merge(ids: number[]): void {
    const merged = ids.map((_, index) => this.#merged(ids, index));
    for (;;) {
      let best = -1;
      let score = -Infinity;
      for (let index = 0; index < merged.length; index += 1) {
        const id = merged[index];
        if (id === undefined || this.pieces[id]!.score <= score) continue;
        score = this.pieces[id]!.score;
        best = index;
      }
      if (best < 0) return;
      ids.splice(best, 2, merged[best]!);
      merged.splice(best, 1);
      for (const index of [best - 1, best]) if (index >= 0) merged[index] = this.#merged(ids, index);
    }
  }

  /** What a token and the next become, if they are a piece together. */
  #merged(ids: readonly number[], index: number): number | undefined {
    const [left, right] = [this.pieces[ids[index]!], this.pieces[ids[index + 1] ?? -1]];
    return left && right ? this.#ids.get(keyOf(left.bytes) + keyOf(right.bytes)) : undefined;
  }
}
