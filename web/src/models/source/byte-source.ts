import { ModelFileError } from '../model-file-error.js';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The bytes of one file, wherever it lies, of which any part can be read by itself. */
export interface ByteSource {
  /** The file's name without its folder: what sentences call it. */
  readonly name: string;
  /** Bytes of the whole file. */
  readonly size: number;
  /**
   * The bytes from `begin` up to `end`, exactly. They belong to the caller, apart from those of a `BytesSource`, which are a
   * view. Rejects with a ModelFileError when they cannot be had, and with the signal's reason when it is aborted.
   */
  read(begin: number, end: number, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** Gives back what the system holds open for it. */
  close?(): Promise<void>;
}

/** Throws unless a source has these bytes; a source checks every read with it. */
export function checkRange({ name, size }: ByteSource, begin: number, end: number): void {
  if (Number.isSafeInteger(begin) && begin >= 0 && begin <= end && end <= size) return;
  throw new ModelFileError(
    'truncated',
    name,
    `${name} has ${size} bytes: there are none from ${begin} to ${end}.`,
  );
}

/** Throws when fewer or more bytes have come than were asked for: the file is another one by now. */
export function checkLength(name: string, got: number, wanted: number): void {
  if (got === wanted) return;
  throw new ModelFileError(
    'unreadable',
    name,
    `${name} gave ${got} bytes where ${wanted} were asked for: it has been changed since it was opened.`,
  );
}

/** A whole file that is small by its nature, as text. `most` is in bytes. */
export async function readText(source: ByteSource, most: number, options: ReadOptions = {}): Promise<string> {
  const { name, size } = source;
  if (size > most)
    throw new ModelFileError('not_a_model', name, `${name} has ${size} bytes; at most ${most} can be right.`);
  const bytes = await source.read(0, size, options);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ModelFileError('header', name, `${name} is not text in UTF-8.`);
  }
}

/** What the system says when something cannot be read, made a sentence. */
export function unreadable(name: string, why: string): ModelFileError {
  return new ModelFileError('unreadable', name, `${name} cannot be read: ${why}`);
}
