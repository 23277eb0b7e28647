import { AttentionError, StatusCode } from '../../../wasm/instance.js';
import { TransformerModule, type Sampling, type StageName } from '../../../wasm/transformer.js';
import { yieldToEventLoop } from '../compute/yield-to-event-loop.js';
import { ModelFileError, quoted } from '../models/model-file-error.js';
import { openModel, type OpenedModel } from '../models/open-model.js';
import type { ByteSource } from '../models/source/byte-source.js';
import type { LoadOptions } from '../models/parameter-parts.js';
import type { About, Attribution, Calls, LensPlace, NextToken, Text } from './calls.js';
import { chooseHeads, checkPlace, refuse } from './choices.js';
import { loadWeights, type MemoryLimit } from './load-weights.js';
import { logitsAtOnce, tokensAtOnce } from './pieces.js';
import { readTerms } from './terms.js';
import { applySwitches, isSameOff, nothingOff, type SwitchedOff } from './switches.js';
import { takeStages, type Stages, type Tensor } from './stages.js';

/** Rows of logits that there is room for: a vocabulary may be long. */
const mostRows = 32;

type ReadOut = (first: number, count: number) => Float32Array;

type Abortable = {
  [Name in keyof Calls]: (...args: [...Parameters<Calls[Name]>, AbortSignal?]) => Answer<Name>;
};
type Answer<Name extends keyof Calls> = ReturnType<Calls[Name]> | Promise<ReturnType<Calls[Name]>>;

/**
 * A model in this thread. One text is in it at a time; what is asked of another runs that one first. Nothing of what it gives back
 * is the module's own memory.
 */
export class ModelEngine implements Abortable {
  /** The text that is in the module. */
  #ids: number[] | undefined;
  #room = 0;
  #off = nothingOff;

  private constructor(
    private readonly module: TransformerModule,
    private readonly opened: OpenedModel,
  ) {}

  /** Reads headers, has the memory, and reads the weights. Rejects with a ModelFileError, or the signal's reason. */
  static async open(
    wasm: Uint8Array<ArrayBuffer>,
    files: readonly ByteSource[],
    options: LoadOptions & MemoryLimit = {},
  ): Promise<ModelEngine> {
    const opened = await openModel(files, options);
    const module = await TransformerModule.instantiate(wasm);
    await loadWeights(module, opened.plan, options);
    return new ModelEngine(module, opened);
  }

  get about(): About {
    const { plan, tokenizer, ends } = this.opened;
    return { description: plan.description, n_tokens: tokenizer?.n_vocabulary, ends };
  }

  get #description() {
    return this.opened.plan.description;
  }

  encode(text: string): number[] {
    return this.#tokenizer.encode(text);
  }

  decode(ids: readonly number[]): string {
    return this.#tokenizer.decode(ids);
  }

  bytesOf(ids: readonly number[]): Uint8Array[] {
    const { tokenizer } = this.opened;
    return ids.map((id) => tokenizer?.bytesOf(id).slice() ?? new Uint8Array(0));
  }

  get #tokenizer() {
    const { tokenizer } = this.opened;
    if (tokenizer) return tokenizer;
    throw new ModelFileError(
      'tokenizer',
      'tokenizer',
      'The model was opened without a tokenizer: add its file to the others, or give ids of tokens.',
    );
  }

  async run(text: Text, onlyLast: boolean, signal?: AbortSignal): Promise<Tensor> {
    await this.#have(text, signal);
    return this.#logits(
      this.#streamOf(this.#description.n_layers),
      onlyLast ? text.ids.length - 1 : undefined,
      signal,
    );
  }

  async lens(
    text: Text,
    layer: number,
    where: LensPlace,
    token: number | undefined,
    signal?: AbortSignal,
  ): Promise<Tensor> {
    const { n_layers } = this.#description;
    checkPlace('layer', layer, n_layers);
    if (token !== undefined) checkPlace('token', token, text.ids.length);
    if (where !== 'before' && where !== 'after')
      refuse(`A lens looks "before" or "after" the attention of a layer, not ${quoted(where)}.`);
    await this.#have(text, signal);
    if (where === 'before') return this.#logits(this.#streamOf(layer), token, signal);
    this.module.trace(layer, 0, 1);
    return this.#logits((first, count) => this.module.readOutStage('middle', first, count), token, signal);
  }

  async attribution(
    text: Text,
    token: number | undefined,
    at = text.ids.length - 1,
    signal?: AbortSignal,
  ): Promise<Attribution> {
    const { n_vocabulary, n_layers } = this.#description;
    checkPlace('at', at, text.ids.length);
    if (token !== undefined) checkPlace('token', token, n_vocabulary);
    await this.#have(text, signal);
    const logits = this.module.readOut(n_layers, at, 1);
    const chosen = token ?? this.module.largestLogit(0);
    const logit = logits[chosen]!;
    return { token: chosen, at, logit, ...readTerms(this.module.attribute(at, chosen), this.#description) };
  }

  async trace(
    text: Text,
    layer: number,
    heads: number | readonly number[] | undefined,
    names: readonly StageName[] | undefined,
    signal?: AbortSignal,
  ): Promise<Stages> {
    const { n_heads, n_layers } = this.#description;
    checkPlace('layer', layer, n_layers);
    const chosen = chooseHeads(heads, n_heads);
    await this.#have(text, signal);
    const [first, last] = [Math.min(...chosen.heads), Math.max(...chosen.heads)];
    this.module.trace(layer, first, last - first + 1);
    return takeStages(this.module, this.#description, chosen, first, names);
  }

  async next(text: Text, room: number, sampling: Sampling, signal?: AbortSignal): Promise<NextToken> {
    await this.#have(text, signal, room);
    const place = text.ids.length;
    this.module.readOut(this.#description.n_layers, place - 1, 1);
    const id = this.module.sample(0, place, sampling);
    return { id, bytes: this.bytesOf([id])[0]! };
  }

  memoryNeeded(n_tokens: number): number {
    return this.module.bytesOf(n_tokens, Math.min(n_tokens, mostRows));
  }

  /** Sees to it that a text is in the module. One that goes on from it is run from there on if it has been given room for that. */
  async #have({ ids, switchedOff }: Text, signal?: AbortSignal, room = ids.length): Promise<void> {
    const done = this.#ids;
    const isOf = this.#room === room && isSameOff(this.#off, switchedOff);
    if (!isOf || !done?.every((id, at) => id === ids[at])) this.#begin(ids, switchedOff, room);
    const text = this.#ids!;
    const count = tokensAtOnce(this.#description);
    for (let at = text.length; at < ids.length; at = text.length) {
      signal?.throwIfAborted();
      const piece = ids.slice(at, at + count);
      this.module.run(piece);
      text.push(...piece);
      if (text.length < ids.length) await yieldToEventLoop();
    }
  }

  #begin(ids: readonly number[], off: SwitchedOff, room: number): void {
    const { n_positions } = this.#description;
    this.#ids = undefined;
    if (ids.length === 0 || ids.length > n_positions)
      throw new AttentionError(
        StatusCode.bad_dimension,
        `A text must have from 1 to ${n_positions} tokens, for which the model was made; this one has ${ids.length}.`,
      );
    this.module.begin(room, Math.min(room, mostRows));
    applySwitches(this.module, off, room);
    [this.#ids, this.#room, this.#off] = [[], room, off];
  }

  /** Logits out of the stream that a layer gets. */
  #streamOf(layer: number): ReadOut {
    return (first, count) => this.module.readOut(layer, first, count);
  }

  /** Copies of logits out of a stream: (n, n_vocabulary), or of one token, (1, n_vocabulary). */
  async #logits(readOut: ReadOut, token: number | undefined, signal?: AbortSignal): Promise<Tensor> {
    const { n_vocabulary } = this.#description;
    const atOnce = logitsAtOnce(this.#description, mostRows);
    const [begin, end] = token === undefined ? [0, this.#ids!.length] : [token, token + 1];
    const values = new Float32Array((end - begin) * n_vocabulary);
    for (let first = begin; first < end; first += atOnce) {
      await yieldToEventLoop();
      signal?.throwIfAborted();
      const count = Math.min(atOnce, end - first);
      const rows = readOut(first, count).subarray(0, count * n_vocabulary);
      values.set(rows, (first - begin) * n_vocabulary);
    }
    return { shape: [end - begin, n_vocabulary], values };
  }
}
