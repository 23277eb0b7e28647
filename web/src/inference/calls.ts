// What can be asked of an opened model, as plain data: the same whether it is in this thread or in another.
import type { Sampling, StageName } from '../../../wasm/transformer.js';
import type { TransformerDescription } from '../models/description.js';
import type { Stages, Tensor } from './stages.js';
import type { SwitchedOff } from './switches.js';

/** A text in tokens, and what of the model it goes through without. */
export interface Text {
  readonly ids: readonly number[];
  readonly switchedOff: SwitchedOff;
}

/** Which of the streams of a layer the logit lens looks at: what its attention gets, or what comes out of that. */
export type LensPlace = 'before' | 'after';

/**
 * What a logit is made of. The terms add up to it: the final norm is taken as it is at this place, a division by a constant, and all
 * behind it is linear.
 */
export interface Attribution {
  /** Whose logit, and at which place of the text. */
  readonly token: number;
  readonly at: number;
  readonly logit: number;
  /** What is there anyway: biases of the final norm and of the unembedding. */
  readonly constant: number;
  readonly token_embedding: number;
  /** 0 where positions are not learned. */
  readonly position_embedding: number;
  /** (n_layers, n_heads) */
  readonly head: Tensor;
  /** (n_layers): of the bias behind the heads of each layer. */
  readonly output_bias: Tensor;
  /** (n_layers) */
  readonly mlp: Tensor;
}

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
  /** Of the logit of a token, or of the largest, at a place of the text, or at its last. */
  attribution(text: Text, token: number | undefined, at: number | undefined): Attribution;
  /** The next token of a text that will grow to `room` tokens. */
  next(text: Text, room: number, sampling: Sampling): NextToken;
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
