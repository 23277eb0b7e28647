import type { TransformerDescription } from '../models/description.js';
import type { Backend, Text } from './calls.js';
import { checkPlace, refuse } from './choices.js';
import { generate, type GeneratedToken, type GenerateOptions } from './generate.js';
import { Run } from './run.js';
import { nothingOff, switchOff, type Without } from './switches.js';

/** A text, or the ids of its tokens. */
export type TextInput = string | readonly number[];

/** Texts to ids and back. It lies where the model does, so it is waited for. */
export interface ModelTokenizer {
  /** One more than the highest id that it can give. */
  readonly n_tokens: number;
  encode(text: string): Promise<number[]>;
  decode(ids: readonly number[]): Promise<string>;
}

export interface RunOptions {
  /** `last`: of the last token alone, which for long texts saves most of the time and of the memory. */
  readonly logits?: 'all' | 'last' | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An opened model, wherever it runs. */
export class Model {
  readonly description: TransformerDescription;
  readonly tokenizer: ModelTokenizer | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly switchedOff = nothingOff,
  ) {
    const { description, n_tokens } = backend.about;
    this.description = description;
    this.tokenizer =
      n_tokens === undefined
        ? undefined
        : {
            n_tokens,
            encode: (text) => backend.call('encode', [text]),
            decode: (ids) => backend.call('decode', [ids]),
          };
  }

  /** Sends a text through the model. */
  async run(input: TextInput, { logits = 'all', signal }: RunOptions = {}): Promise<Run> {
    const text = await this.#text(input, signal);
    const [values, pieces] = await Promise.all([
      this.backend.call('run', [text, logits === 'last'], signal),
      this.backend.call('bytesOf', [text.ids], signal),
    ]);
    return new Run(this.backend, text, pieces, values);
  }

  /** Goes on with a text, token by token. */
  async *generate(input: TextInput, options: GenerateOptions = {}): AsyncGenerator<GeneratedToken, void> {
    yield* generate(this.backend, await this.#text(input, options.signal), options);
  }

  /** The same model without some of it. It shares its weights, so that it is there at once; what has been left out stays so. */
  without(parts: Without): Model {
    return new Model(this.backend, switchOff(this.switchedOff, parts, this.description));
  }

  /** Bytes of memory for the model with a text of so many tokens, by default the longest; traces come on top. */
  memoryNeeded(n_tokens = this.description.n_positions): Promise<number> {
    return this.backend.call('memoryNeeded', [n_tokens]);
  }

  /** Gives the memory back. Nothing can be asked of the model afterwards, nor of it without some of its parts. */
  dispose(): void {
    this.backend.close();
  }

  async #text(input: TextInput, signal?: AbortSignal): Promise<Text> {
    const { switchedOff } = this;
    // The expressions of a tokenizer are its author's: one of them may go on for ever.
    if (typeof input === 'string')
      return { ids: await this.backend.call('encode', [input], signal), switchedOff };
    if (!Array.isArray(input)) refuse('The text must be a string, or a list of ids of tokens.');
    for (const id of input) checkPlace('An id of a token', id, this.description.n_vocabulary);
    return { ids: [...input], switchedOff };
  }
}
