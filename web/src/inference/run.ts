import type { StageName } from '../../../wasm/transformer.js';
import { characterSpans, type CharacterSpan } from '../models/tokenizer/tokenizer.js';
import type { Attribution, Backend, LensPlace, Text } from './calls.js';
import type { Stages, Tensor } from './stages.js';

export interface Token {
  readonly id: number;
  /** What it stands for; U+FFFD where it is a part of a character, empty where the model has no tokenizer. */
  readonly text: string;
}

export interface TraceOptions {
  /** The stages that are wanted, where not all of them are. */
  readonly stages?: readonly StageName[] | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface LensOptions {
  /** The token whose logits are wanted; left out, of all. */
  readonly token?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface AttributionOptions {
  /** The place whose next token is looked at; left out, the last. */
  readonly at?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A text that has gone through a model. All that it gives is a copy. */
export class Run {
  readonly tokens: readonly Token[];
  /** Tokens that are whole characters together, and their text. */
  readonly spans: readonly CharacterSpan[];
  #text: Text | undefined;

  constructor(
    private readonly backend: Backend,
    text: Text,
    pieces: readonly Uint8Array[],
    /** (n_tokens, n_vocabulary), or (1, n_vocabulary) where the last token's alone were asked for. */
    readonly logits: Tensor,
  ) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    this.#text = text;
    this.tokens = text.ids.map((id, index) => ({ id, text: decoder.decode(pieces[index]) }));
    this.spans = characterSpans(pieces);
  }

  get #given(): Text {
    if (this.#text) return this.#text;
    throw new Error('The run has been disposed of.');
  }

  /** Every stage of a layer by its name, for one head, some, or all. */
  async trace(
    layer: number,
    head?: number | readonly number[],
    { stages, signal }: TraceOptions = {},
  ): Promise<Stages> {
    return this.backend.call('trace', [this.#given, layer, head, stages], signal);
  }

  /** Logits as they would be if the model ended at a layer, before or after its attention. */
  async lens(
    layer: number,
    where: LensPlace = 'before',
    { token, signal }: LensOptions = {},
  ): Promise<Tensor> {
    return this.backend.call('lens', [this.#given, layer, where, token], signal);
  }

  /**
   * What the logit of a token is made of, head by head and layer by layer: of the token with this id, or of the most probable, at a
   * place of the text, or at its last.
   */
  async attribution(token?: number, { at, signal }: AttributionOptions = {}): Promise<Attribution> {
    return this.backend.call('attribution', [this.#given, token, at], signal);
  }

  /** Forgets the text; nothing can be asked of the run afterwards. */
  dispose(): void {
    this.#text = undefined;
  }
}
