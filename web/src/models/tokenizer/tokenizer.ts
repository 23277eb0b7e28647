import type { TransformerDescription } from '../description.js';
import { ModelFileError, quoted } from '../model-file-error.js';

/** Text to tokens and back. Tokens are pieces of bytes: a character may be cut between two of them. */
export interface Tokenizer {
  /** One more than the highest id that it can give. */
  readonly n_vocabulary: number;
  /** Ids of a text; `withSpecial` adds those that its model wants around it, such as a beginning of the text. */
  encode(text: string, withSpecial?: boolean): number[];
  /** The bytes that a token stands for; none for an id that is no token (a padded vocabulary has such). */
  bytesOf(id: number): Uint8Array;
  /** The text of tokens one after the other, as they stand in a text. */
  decode(ids: readonly number[]): string;
}

/** A run of tokens that are whole characters together, and their text. */
export interface CharacterSpan {
  /** The first token, and the one behind the last. */
  readonly begin: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The smallest spans of tokens that are whole characters (code points in UTF-8): mostly one token each, two or three where a
 * character is cut. Bytes that are no UTF-8 end a span; they are shown as U+FFFD.
 */
export function characterSpans(pieces: readonly Uint8Array[]): CharacterSpan[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const spans: CharacterSpan[] = [];
  let begin = 0;
  /** Bytes that are still to come of the character that has begun. */
  let wanted = 0;
  pieces.forEach((piece, index) => {
    for (const byte of piece) wanted = bytesToCome(wanted, byte);
    if (wanted > 0 && index + 1 < pieces.length) return;
    spans.push({ begin, end: index + 1, text: decoder.decode(joined(pieces.slice(begin, index + 1))) });
    begin = index + 1;
    wanted = 0;
  });
  return spans;
}

/** How many bytes a character still wants after this one; a byte that does not fit begins anew. */
function bytesToCome(wanted: number, byte: number): number {
  if (wanted > 0 && byte >= 0x80 && byte < 0xc0) return wanted - 1;
  if (byte >= 0xc2 && byte < 0xe0) return 1;
  if (byte >= 0xe0 && byte < 0xf0) return 2;
  return byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Vocabularies are padded to multiples of 64 to 512, so that machines like their sizes. */
export const mostPadding = 1023;

/**
 * Throws when a tokenizer belongs to another model: it gives ids that the model has no embedding for, or the model has far more
 * embeddings than it gives ids.
 */
export function checkVocabulary(
  { n_vocabulary: tokens }: Pick<Tokenizer, 'n_vocabulary'>,
  { n_vocabulary: rows }: Pick<TransformerDescription, 'n_vocabulary'>,
  name: string,
  padding = mostPadding,
): void {
  if (tokens <= rows && rows - tokens <= padding) return;
  throw new ModelFileError(
    'tokenizer',
    name,
    `${name} belongs to another model: it has ${tokens} tokens, the model ${rows}.`,
  );
}

/** Throws when an id is none of a vocabulary. */
export function checkId(id: number, n_vocabulary: number): void {
  if (Number.isInteger(id) && id >= 0 && id < n_vocabulary) return;
  throw new ModelFileError(
    'tokenizer',
    'id',
    `${quoted(id)} is no token: ids go from 0 to ${n_vocabulary - 1}.`,
  );
}
