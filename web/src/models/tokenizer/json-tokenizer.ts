import { isObject, type JsonObject } from '../format/json.js';
import { fewOf, ModelFileError, shortened } from '../model-file-error.js';
import { bytesOfLetters } from './byte-letters.js';
import { checkId, joined, type Tokenizer } from './tokenizer.js';

/** As much of the library's class as is used here. */
interface LibraryTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { ids: (number | undefined)[] };
  id_to_token(id: number): string | undefined;
}

const wordStart = '\u2581';

/**
 * A tokenizer.json of Hugging Face, read by @huggingface/tokenizers, which is loaded when the first one is opened. What tokens
 * stand for is told here: the library gives text only, which cannot say what half a character is.
 */
export async function jsonTokenizer(
  json: JsonObject,
  settings: JsonObject,
  name: string,
): Promise<Tokenizer> {
  const { model, added_tokens: added = [] } = json;
  if (!isObject(model) || !Array.isArray(added) || !added.every(isAddedToken))
    throw new ModelFileError(
      'tokenizer',
      name,
      `${name} is no tokenizer.json: its model or added_tokens are none.`,
    );
  const ids = [...vocabularyIds(model, name), ...added.map(({ id }) => id)];
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const whole = { normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, ...json };
  let library: LibraryTokenizer;
  let byteLevel: boolean;
  try {
    byteLevel = isByteLevel(json);
    library = new Tokenizer({ ...whole, added_tokens: added }, settings) as LibraryTokenizer;
  } catch (error) {
    throw new ModelFileError('tokenizer', name, `${name} cannot be used: ${reason(error)}.`);
  }
  const n_vocabulary = ids.reduce((most, id) => Math.max(most, id + 1), 0);
  return new JsonTokenizer(
    library,
    n_vocabulary,
    new Map(added.map(({ id, content }) => [id, content])),
    byteLevel,
  );
}

const reason = (error: unknown) => shortened(error instanceof Error ? error.message : String(error));

interface AddedToken {
  readonly id: number;
  readonly content: string;
}

const isId = (id: unknown): id is number =>
  Number.isSafeInteger(id) && (id as number) >= 0 && (id as number) < 2 ** 24;

const isAddedToken = (entry: unknown): entry is AddedToken =>
  isObject(entry) && isId(entry['id']) && typeof entry['content'] === 'string';

/** Ids of a vocabulary: by piece (BPE, WordPiece), or the places in a list (Unigram). */
function vocabularyIds({ vocab }: JsonObject, name: string): number[] {
  if (Array.isArray(vocab)) return [...vocab.keys()];
  const entries = isObject(vocab) ? Object.entries(vocab) : [];
  const wrong = entries.filter(([, id]) => !isId(id)).map(([piece]) => piece);
  if (!isObject(vocab) || wrong.length > 0)
    throw new ModelFileError(
      'tokenizer',
      'vocab',
      isObject(vocab)
        ? `The vocab of ${name} has no id for ${fewOf(wrong)}.`
        : `The model of ${name} has no vocab.`,
    );
  return Object.values(vocab) as number[];
}

/** Whether pieces are bytes written as letters: what a decoder called ByteLevel reads, by itself or in a row. */
function isByteLevel({ decoder, pre_tokenizer }: JsonObject): boolean {
  const isIt = (part: unknown): boolean => {
    if (!isObject(part)) return false;
    const within = part['decoders'] ?? part['pretokenizers'];
    return part['type'] === 'ByteLevel' || (Array.isArray(within) && within.some(isIt));
  };
  return isIt(decoder) || isIt(pre_tokenizer);
}

class JsonTokenizer implements Tokenizer {
  readonly #encoder = new TextEncoder();

  constructor(
    private readonly library: LibraryTokenizer,
    readonly n_vocabulary: number,
    private readonly added: ReadonlyMap<number, string>,
    private readonly byteLevel: boolean,
  ) {}

  encode(text: string, withSpecial = true): number[] {
    const ids = this.#ids(text, withSpecial);
    // A byte-level vocabulary has every byte; another may lack a character and a token that stands for the unknown.
    if (ids.includes(undefined))
      throw new ModelFileError('tokenizer', 'text', 'The tokenizer has no tokens for a part of this text.');
    return ids as number[];
  }

  #ids(text: string, withSpecial: boolean) {
    try {
      return this.library.encode(text, { add_special_tokens: withSpecial }).ids;
    } catch (error) {
      // What a file asks for is looked at no sooner than here.
      throw new ModelFileError('tokenizer', 'text', `The tokenizer fails at this text: ${reason(error)}.`);
    }
  }

  bytesOf(id: number): Uint8Array {
    checkId(id, Infinity);
    const added = this.added.get(id);
    if (added !== undefined) return this.#encoder.encode(added);
    const piece = this.library.id_to_token(id) ?? '';
    const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(piece)?.[1];
    if (this.byteLevel) return bytesOfLetters(piece) ?? this.#encoder.encode(piece);
    if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
    return this.#encoder.encode(piece.replaceAll(wordStart, ' '));
  }

  decode(ids: readonly number[]): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(joined(ids.map((id) => this.bytesOf(id))));
  }
}
