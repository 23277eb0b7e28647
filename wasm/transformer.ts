// The typed face of the module that runs real models: wasm/transformer_abi.h.
import {
  activations,
  blockStages,
  normKinds,
  parameterPartFields,
  parameters,
  positionKinds,
  sessionTensors,
  transformerFields,
  weightTypes,
  type BlockStage,
  type SessionTensor,
} from '../build/wasm/generated/transformer.js';
import { checkWhole } from './check-whole.js';
import { AttentionError, Instance, StatusCode } from './instance.js';

interface Exports {
  transformer_description(): number;
  transformer_bytes(n_context: number, n_logit_rows: number): number;
  transformer_layout(): number;
  transformer_staging(bytes: number): number;
  transformer_part(): number;
  transformer_pack(): number;
  transformer_pack_scales(): number;
  transformer_check_weights(): number;
  transformer_begin(n_context: number, n_logit_rows: number): number;
  transformer_session_address(tensor: number): number;
  transformer_session_size(tensor: number): number;
  transformer_n_done(): number;
  transformer_run(count: number): number;
  transformer_rewind(n_tokens: number): void;
  transformer_read_out(layer: number, first: number, count: number): number;
  transformer_read_out_stage(stage: number, first: number, count: number): number;
  transformer_attribute(place: number, token: number): number;
  transformer_largest_logit(row: number): number;
  transformer_sample(
    row: number,
    seed: number,
    place: number,
    temperature: number,
    top_k: number,
    top_p: number,
  ): number;
  transformer_switch_head(layer: number, head: number, is_on: number): number;
  transformer_switch_attention(layer: number, is_on: number): number;
  transformer_switch_mlp(layer: number, is_on: number): number;
  transformer_switch_edge(layer: number, head: number, query: number, key: number, is_on: number): number;
  transformer_trace(layer: number, first_head: number, n_heads: number): number;
  transformer_stage_address(stage: number): number;
  transformer_stage_size(stage: number): number;
}

/** What a trace has of a block, by name; what the module works in is nobody's business. */
export type StageName = Exclude<BlockStage, 'scratch'>;
export const stageNames = blockStages.filter((name): name is StageName => name !== 'scratch');

/** How the next token is drawn; temperature 0: the most probable. */
export interface Sampling {
  readonly temperature: number;
  /** Of how many of the most probable; 0: of all. */
  readonly topK: number;
  /** Of the fewest most probable that have this share together, above 0. */
  readonly topP: number;
  /** From 0 to 2^32 - 1: the same seed goes on with the same text in the same way. */
  readonly seed: number;
}

type FieldTable = readonly {
  readonly name: string;
  readonly type: 'uint32' | 'float32';
  readonly initial: number;
}[];

/** Names of values in the order of their numbers, by the field that has them. */
const namesOf: Readonly<Record<string, readonly string[] | undefined>> = {
  norm: normKinds,
  positions: positionKinds,
  activation: activations,
  weight_type: weightTypes,
  type: weightTypes,
  parameter: parameters,
};

/** One model at a time, one sentence in it, and the trace of one block. */
export class TransformerModule {
  private constructor(private readonly instance: Instance<Exports>) {}

  /** Rejects with what the browser says if it cannot compile or instantiate the module. */
  static async instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<TransformerModule> {
    return new TransformerModule(await Instance.of<Exports>(bytes, 'transformer'));
  }

  get #exports() {
    return this.instance.exports;
  }

  /** Bytes of memory that the instance holds. */
  get bytes(): number {
    return this.instance.bytes;
  }

  /** Says which model it is: of that `bytesOf` and `layout` speak. Throws where a field has a value that is none. */
  describe(description: object): void {
    this.#write(this.#exports.transformer_description(), transformerFields, description);
  }

  /** Bytes for the model described with a sentence of up to `n_context` tokens, without a trace. Reserves nothing. */
  bytesOf(n_context: number, n_logit_rows: number): number {
    checkWhole({ n_context, n_logit_rows });
    const bytes = this.#exports.transformer_bytes(n_context, n_logit_rows);
    if (Number.isNaN(bytes)) this.instance.check(StatusCode.bad_dimension);
    return bytes;
  }

  /** Reserves the weights of the model described; the model before is forgotten. */
  layout(): void {
    this.instance.check(this.#exports.transformer_layout());
  }

  /** Takes a piece of a file, and packs the parts of parameters that are in it, or the scales of their columns. */
  pack(bytes: Uint8Array, parts: readonly { readonly are_scales?: true | undefined }[]): void {
    const address = this.#exports.transformer_staging(bytes.length) >>> 0;
    if (address === 0) this.instance.check(StatusCode.too_large);
    new Uint8Array(this.instance.buffer, address, bytes.length).set(bytes);
    for (const part of parts) {
      this.#write(this.#exports.transformer_part(), parameterPartFields, part);
      const { transformer_pack, transformer_pack_scales } = this.#exports;
      this.instance.check(part.are_scales ? transformer_pack_scales() : transformer_pack());
    }
  }

  /** Throws unless every parameter has been packed whole. */
  checkWeights(): void {
    this.instance.check(this.#exports.transformer_check_weights());
  }

  /** Begins a sentence with room for `n_context` tokens and `n_logit_rows` rows of logits; the one before is forgotten. */
  begin(n_context: number, n_logit_rows: number): void {
    checkWhole({ n_context, n_logit_rows });
    this.instance.check(this.#exports.transformer_begin(n_context, n_logit_rows));
  }

  /** Tokens that have gone through the model. */
  get n_done(): number {
    return this.#exports.transformer_n_done();
  }

  /** Sends tokens through the model, behind those that are done. */
  run(ids: readonly number[]): void {
    checkWhole(Object.fromEntries(ids.entries()));
    const { n_done } = this;
    const tokens = this.#session('token');
    const words = new Uint32Array(tokens.buffer, tokens.byteOffset, tokens.length);
    if (n_done + ids.length <= words.length) words.set(ids, n_done);
    this.instance.check(this.#exports.transformer_run(ids.length));
  }

  /** Forgets the tokens from `n_tokens` on. */
  rewind(n_tokens: number): void {
    this.#exports.transformer_rewind(n_tokens);
  }

  /**
   * Logits of `count` tokens from `first` on, (count, n_vocabulary), from the stream that block `layer` gets; n_layers: the model's
   * own. A view, which dies with whatever reserves memory next.
   */
  readOut(layer: number, first: number, count: number): Float32Array<ArrayBuffer> {
    checkWhole({ layer, first, count });
    this.instance.check(this.#exports.transformer_read_out(layer, first, count));
    return this.#session('logits');
  }

  /** The same for rows of a stream of the block that was traced last: what its attention gets, what its MLP gets. */
  readOutStage(
    name: 'stream' | 'middle' | 'output',
    first: number,
    count: number,
  ): Float32Array<ArrayBuffer> {
    checkWhole({ first, count });
    this.instance.check(this.#exports.transformer_read_out_stage(blockStages.indexOf(name), first, count));
    return this.#session('logits');
  }

  /** Terms of a logit, in the order of the core's AttributionTerms. A view, as that of `readOut`. */
  attribute(place: number, token: number): Float32Array<ArrayBuffer> {
    checkWhole({ place, token });
    this.instance.check(this.#exports.transformer_attribute(place, token));
    return this.#session('attribution');
  }

  /** Draws a token from a row that has been read out; `place` is the one that it will have. */
  sample(row: number, place: number, { seed, temperature, topK, topP }: Sampling): number {
    checkWhole({ row, place, seed, topK });
    const token = this.#exports.transformer_sample(row, seed, place, temperature, topK, topP);
    if (token < 0) this.instance.check(StatusCode.bad_option);
    return token;
  }

  /** Takes a head out of the sentence. Tokens that it changes have to be run again; so for all that is switched off. */
  switchOffHead(layer: number, head: number): void {
    checkWhole({ layer, head });
    this.instance.check(this.#exports.transformer_switch_head(layer, head, 0));
  }

  switchOffAttention(layer: number): void {
    checkWhole({ layer });
    this.instance.check(this.#exports.transformer_switch_attention(layer, 0));
  }

  switchOffMlp(layer: number): void {
    checkWhole({ layer });
    this.instance.check(this.#exports.transformer_switch_mlp(layer, 0));
  }

  /** What the token at `query` takes from the one at `key`. */
  switchOffEdge(layer: number, head: number, query: number, key: number): void {
    checkWhole({ layer, head, query, key });
    this.instance.check(this.#exports.transformer_switch_edge(layer, head, query, key, 0));
  }

  /** The place of the largest of a row that has been read out. */
  largestLogit(row: number): number {
    return this.#exports.transformer_largest_logit(row) >>> 0;
  }

  /** Computes all stages of a block, with scores, weights and deltas of `n_heads` heads from `first_head` on. */
  trace(layer: number, first_head: number, n_heads: number): void {
    checkWhole({ layer, first_head, n_heads });
    this.instance.check(this.#exports.transformer_trace(layer, first_head, n_heads));
  }

  /** A stage of the last trace, flat; empty where the model does not have it. A view, as that of `readOut`. */
  stage(name: StageName): Float32Array<ArrayBuffer> {
    const id = blockStages.indexOf(name);
    const { transformer_stage_address: address, transformer_stage_size: size } = this.#exports;
    return this.instance.floats(address(id), size(id));
  }

  #session(name: SessionTensor): Float32Array<ArrayBuffer> {
    const id = sessionTensors.indexOf(name);
    const { transformer_session_address: address, transformer_session_size: size } = this.#exports;
    return this.instance.floats(address(id), size(id));
  }

  /** Fields of a struct in their order, 4 bytes each; values that have names are given by them. What is not given is as in the module. */
  #write(address: number, fields: FieldTable, values: object): void {
    const view = new DataView(this.instance.buffer, address >>> 0);
    for (const [index, { name, type, initial }] of fields.entries()) {
      const given = (values as Readonly<Record<string, unknown>>)[name] ?? initial;
      const value = typeof given === 'string' ? (namesOf[name]?.indexOf(given) ?? NaN) : Number(given);
      if (Number.isNaN(value) || value < 0)
        throw new AttentionError(
          StatusCode.bad_option,
          `${name} is ${given}, which the engine does not know.`,
        );
      if (type === 'float32') view.setFloat32(4 * index, value, true);
      else view.setUint32(4 * index, value, true);
    }
  }
}
