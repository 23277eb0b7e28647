/** What kind of thing is wrong: for those who say it in another language. */
export type ModelFileProblem =
  | 'unreadable' // a file or an address cannot be read
  | 'not_a_model' // another kind of file
  | 'truncated' // a file ends before what it says it holds
  | 'header' // what a file says of itself cannot be
  | 'tensor' // a tensor has another type or shape than its model needs, or numbers that are none
  | 'missing' // a tensor or a file is not there
  | 'surplus' // a tensor is there of which the model knows nothing
  | 'config' // a setting that is missing, impossible or not known here
  | 'tokenizer' // a tokenizer that cannot be read, or that belongs to another model
  | 'memory'; // more memory than there is, or than was allowed

/**
 * Why files are no model that can be run: `message` is a sentence that names the file and the tensor or field, `subject` is
 * that tensor or field by itself. Whatever bytes are read, the readers throw this error, or that of an AbortSignal.
 */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';

  constructor(
    readonly problem: ModelFileProblem,
    readonly subject: string,
    message: string,
  ) {
    super(message);
  }
}

/** A value from a file as it is named in a sentence: short, and with nothing in it that breaks a line. */
export function quoted(value: unknown): string {
  return shortened(asJson(value), 60);
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    // A text may nest more deeply than a function can call itself.
    return 'a value nested too deeply';
  }
}

/** What others say of a value, in a sentence: they may repeat all of it. */
export function shortened(text: string, most = 200): string {
  const line = text.slice(0, most + 1).replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 3)}…` : line;
}

/** A list in a sentence, of which the first few are named. */
export function fewOf(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}
