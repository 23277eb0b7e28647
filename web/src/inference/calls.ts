// What can be asked of an opened model, as plain data: the same whether it is in this thread or in another.
import type { StageName } from '../../../wasm/transformer.js';
import type { TransformerDescription } from '../models/description.js';
import type { Stages, Tensor } from './stages.js';

/** A text in tokens. */
export interface Text {
  readonly ids: readonly number[];
}

/** Which of the streams of a layer the logit lens looks at: what its attention gets, or what comes out of that. */
export type LensPlace = 'before' | 'after';

export interface NextToken {
  readonly id: number;
  readonly bytes: Uint8Array;
}

export interface Calls {
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
  /** The bytes that each token stands for; none where there is no tokenizer. */
  bytesOf(ids: readonly number[]): Uint8Array[];
  /** Logits of all tokens, or of the last alone: (n, n_vocabulary). */
  run(text: Text, onlyLast: boolean): Tensor;
  /** Logits out of a stream: of all tokens, or of one. */
  lens(text: Text, layer: number, where: LensPlace, token: number | undefined): Tensor;
  trace(
    text: Text,
    layer: number,
    heads: number | readonly number[] | undefined,
    names: readonly StageName[] | undefined,
  ): Stages;
  /** The next token of a text that will grow to `room` tokens. */
  next(text: Text, room: number): NextToken;
  /** Bytes of the model with a text of so many tokens. */
  memoryNeeded(n_tokens: number): number;
}
export type CallName = keyof Calls;

/** What is known of a model from its files. */
export interface About {
  readonly description: TransformerDescription;
  /** One more than the highest id that its tokenizer gives; undefined where it has none. */
  readonly n_tokens: number | undefined;
  readonly ends: readonly number[];
}

/** An opened model, here or in another thread. */
export interface Backend {
  readonly about: About;
  /** Rejects with an AttentionError, a ModelFileError where a tokenizer refuses, or the signal's reason. */
  call<Name extends CallName>(
    name: Name,
    args: Parameters<Calls[Name]>,
    signal?: AbortSignal,
  ): Promise<ReturnType<Calls[Name]>>;
  /** Gives its memory back. */
  close(): void;
}
