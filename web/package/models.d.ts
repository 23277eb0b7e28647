// Language models of your own, in browsers and in node: every number of every layer and head.
/** Arrays with a buffer of their own: since TypeScript 5.7 that can be said, and is what a copy is. */
type Floats = ReturnType<Float32Array['slice']>;
type Bytes = ReturnType<Uint8Array['slice']>;

/** What was asked for wrongly: `message` is a sentence that names the argument and says what it can be. */
export declare class AttentionError extends Error {
  readonly code: number;
  constructor(code: number, sentence: string);
}

/** What kind of thing is wrong with the files of a model. */
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

/** Why files are no model that can be run: `message` is a sentence, `subject` the file, tensor or field that it is about. */
export declare class ModelFileError extends Error {
  readonly problem: ModelFileProblem;
  readonly subject: string;
  constructor(problem: ModelFileProblem, subject: string, message: string);
}

/** Bytes of one file, wherever it lies; only in node, or with `thread: 'here'`. */
export interface ByteSource {
  /** The file's name without its folder: files are known by their names. */
  readonly name: string;
  readonly size: number;
  /** The bytes from `begin` up to `end`, exactly. */
  read(begin: number, end: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<Bytes>;
  close?(): Promise<void>;
}

/** A file that was chosen or dropped, an address, or in node a path. */
export type FileInput = Blob | URL | string | ByteSource;

/**
 * The files of a model, in any order: config.json with model.safetensors or its shards and their index, a .bin of llama2.c, or one JSON of
 * minGPT; with them tokenizer.json, or vocab.json and merges.txt, or a tokenizer of llama2.c (tok*.bin). A single text that ends with a
 * slash, and in node the path of a folder, is where they are.
 */
export type GivenFiles = FileInput | Iterable<FileInput> | ArrayLike<FileInput>;

export interface OpenModelOptions {
  /** Called as the weights are read, with the bytes that have been, of how many. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that the model may take at most; a larger one is refused before a weight is read. */
  readonly memoryLimit?: number | undefined;
  /** Where it runs: `worker`, a thread of its own, as in browsers unless it is given, or `here`, as in node. */
  readonly thread?: 'worker' | 'here' | undefined;
  /** The bytes of transformer_relaxed.wasm or transformer_simd128.wasm, where a bundler has left them behind. */
  readonly wasm?: Bytes | undefined;
}

/**
 * Opens a model. The memory for it is had before its weights are read, part by part; nothing is sent anywhere. Rejects with a ModelFileError,
 * or the signal's reason.
 */
export declare function openModel(given: GivenFiles, options?: OpenModelOptions): Promise<Model>;

/** What a model is: a decoder-only transformer by one plain list. */
export interface TransformerDescription {
  /** Rows of the token embedding, padding included. */
  readonly n_vocabulary: number;
  /** The longest text that the model was made for, in tokens. */
  readonly n_positions: number;
  readonly n_layers: number;
  readonly d_model: number;
  readonly n_heads: number;
  /** Divides n_heads; query head h reads h / (n_heads / n_kv_heads). */
  readonly n_kv_heads: number;
  readonly d_head: number;
  /** 0: layers have no MLP. */
  readonly d_mlp: number;
  readonly norm: 'none' | 'layer' | 'rms';
  /**
   * Rotary pairs of a head are (i, i + d_rotary / 2), or (2 i, 2 i + 1). `learned_shortformer`: a table that is added to what queries and keys
   * are maps of, and not to the stream.
   */
  readonly positions: 'none' | 'learned' | 'learned_shortformer' | 'rotary_halves' | 'rotary_pairs';
  /** Numbers of each head, from its first on, that rotary positions turn. */
  readonly d_rotary: number;
  /** Keys that a query of a local layer sees, its own among them; 0: every layer sees all. */
  readonly window: number;
  /** Layer l is local if l ≥ first_local_layer and l − first_local_layer is a multiple of local_layer_step. */
  readonly first_local_layer: number;
  readonly local_layer_step: number;
  readonly has_qkv_bias: boolean;
  readonly has_output_bias: boolean;
  readonly has_mlp_bias: boolean;
  readonly activation: 'gelu_tanh' | 'gelu_erf' | 'silu' | 'relu';
  /** The hidden layer is activation(w_gate x) times w_up x. */
  readonly is_gated: boolean;
  readonly has_parallel_residual: boolean;
  readonly has_final_norm: boolean;
  /** The token embedding is also the unembedding. */
  readonly is_tied: boolean;
  readonly has_unembedding_bias: boolean;
  readonly weight_type: 'float32' | 'float16' | 'bfloat16' | 'int8';
  readonly norm_epsilon: number;
  readonly rotary_theta: number;
  readonly score_scale: number;
}

/** Numbers row after row: the last axis is the fastest. A copy, the caller's own. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Floats;
}

/**
 * The stages of one layer, in the order in which they are computed. n is the number of tokens. What is marked * has an axis of heads in front,
 * in the order in which they were asked for, unless one head was asked for by its number.
 */
export type StageName =
  | 'stream' // (n, d_model): x, what the layer gets
  | 'attention_norm' // (n, d_model): norm(x)
  | 'query' // * (n, d_head): w_q norm(x) + b_q
  | 'key' // * (n, d_head): of the key head that the head reads
  | 'value' // * (n, d_head)
  | 'query_rotated' // * (n, d_head): the query itself where positions are not rotary
  | 'key_rotated' // * (n, d_head)
  | 'scaled' // * (n, n): score_scale · q · k
  | 'masked' // * (n, n): −∞ where a query does not attend to a key
  | 'weight' // * (n, n): softmax of the row
  | 'head_output' // * (n, d_head): the sum over j of weight[j] · value[j]
  | 'head_delta' // * (n, d_model): what the head adds to the stream, without the bias
  | 'attention_delta' // (n, d_model): the sum over all heads of their deltas, + b_o
  | 'middle' // (n, d_model): m = x + attention_delta
  | 'mlp_norm' // (n, d_model): norm(m), or norm(x) with a parallel residual
  | 'gate' // (n, d_mlp): before the activation, where the MLP is gated
  | 'up' // (n, d_mlp): before the activation where the MLP is not gated
  | 'hidden' // (n, d_mlp)
  | 'mlp_delta' // (n, d_model)
  | 'output'; // (n, d_model): m + mlp_delta

/** Those that the model has, of those that were asked for. */
export type Stages = Readonly<Partial<Record<StageName, Tensor>>>;

/** What is switched off. All by their numbers from 0 on. */
export interface Without {
  /** The head adds nothing to the stream. */
  readonly heads?: readonly (readonly [layer: number, head: number])[] | undefined;
  /** Whole layers: neither attention nor MLP adds anything, biases included. */
  readonly layers?: readonly number[] | undefined;
  /** Layers whose attention adds nothing. */
  readonly attentions?: readonly number[] | undefined;
  /** Layers whose MLP adds nothing. */
  readonly mlps?: readonly number[] | undefined;
  /**
   * The token at place `query` takes nothing from the one at `key`. Its score is minus infinity before the softmax, so that the other keys
   * share all of the weight. Places that a text does not have change nothing.
   */
  readonly edges?:
    readonly (readonly [layer: number, head: number, query: number, key: number])[] | undefined;
}

/** A text, or the ids of its tokens. */
export type TextInput = string | readonly number[];

export interface RunOptions {
  /** `last`: of the last token alone, which for long texts saves most of the time and of the memory. `all` unless it is given. */
  readonly logits?: 'all' | 'last' | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Greedy, unless one of temperature, topK, topP and seed is given. */
export interface GenerateOptions {
  /** How many tokens at most; 64 unless it is given. It ends sooner where the model has no more positions. */
  readonly maxTokens?: number | undefined;
  /** Tokens that end the text and are not given; those that the model's files name, unless it is given. */
  readonly stop?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The most probable token each time. */
  readonly greedy?: boolean | undefined;
  /** What logits are divided by: 1 unless it is given; 0 is greedy. */
  readonly temperature?: number | undefined;
  /** Of how many of the most probable it is drawn; 0, all, unless it is given. */
  readonly topK?: number | undefined;
  /** Of the fewest most probable that together have this probability, above 0 and up to 1; 1 unless it is given. */
  readonly topP?: number | undefined;
  /** A whole number from 0 to 2^32 − 1; the same seed draws the same. 0 unless it is given. */
  readonly seed?: number | undefined;
}

export interface GeneratedToken {
  readonly id: number;
  /** What the text has become longer by: whole characters, so it may be empty, or of several tokens. */
  readonly text: string;
}

/** Texts to ids and back. It lies where the model does, so it is waited for. */
export interface ModelTokenizer {
  /** One more than the highest id that it can give. */
  readonly n_tokens: number;
  encode(text: string): Promise<number[]>;
  decode(ids: readonly number[]): Promise<string>;
}

/**
 * An opened model. What is asked of it is done one after the other. One text is in its memory at a time: what is asked of a run of before sends
 * its text through once more. What is asked for wrongly is refused with an AttentionError whose sentence names the argument.
 */
export declare class Model {
  private constructor();
  readonly description: TransformerDescription;
  /** Undefined where no file of one was given: texts are then ids. */
  readonly tokenizer: ModelTokenizer | undefined;
  /** Sends a text through the model. */
  run(input: TextInput, options?: RunOptions): Promise<Run>;
  /** Goes on with a text, token by token, with keys and values kept. */
  generate(input: TextInput, options?: GenerateOptions): AsyncGenerator<GeneratedToken, void>;
  /** The same model without some of it. It shares the weights, so that it is there at once; what was left out before stays so. */
  without(parts: Without): Model;
  /** Bytes of memory for the model with a text of so many tokens, the longest unless it is given; a trace comes on top. */
  memoryNeeded(n_tokens?: number): Promise<number>;
  /** Gives the memory back. Nothing can be asked of the model afterwards, nor of it without some of its parts. */
  dispose(): void;
}

export interface Token {
  readonly id: number;
  /** What it stands for; U+FFFD where it is a part of a character, empty where the model has no tokenizer. */
  readonly text: string;
}

/** Tokens that are whole characters together: from `begin` up to `end`. */
export interface CharacterSpan {
  readonly begin: number;
  readonly end: number;
  readonly text: string;
}

export interface TraceOptions {
  /** The stages that are wanted, where not all of them are. */
  readonly stages?: readonly StageName[] | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface LensOptions {
  /** The place of the token whose logits are wanted; unless it is given, of all. */
  readonly token?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface AttributionOptions {
  /** The place whose next token is looked at; the last unless it is given. */
  readonly at?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a logit is made of. `constant`, both embeddings and all entries of `head`, `output_bias` and `mlp` add up to it: the final norm is taken as
 * it is at this place, a division by a constant, and all behind it is linear.
 */
export interface Attribution {
  /** The id of the token whose logit it is, and the place of the text that it follows. */
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

/** A text that has gone through a model. */
export declare class Run {
  private constructor();
  readonly tokens: readonly Token[];
  readonly spans: readonly CharacterSpan[];
  /** (n, n_vocabulary), or (1, n_vocabulary) where those of the last token alone were asked for. */
  readonly logits: Tensor;
  /** Every stage of a layer by its name: for one head, some, or all. */
  trace(layer: number, head?: number | readonly number[], options?: TraceOptions): Promise<Stages>;
  /**
   * Logits as they would be if the model ended at this layer: (n, n_vocabulary) from the stream that the layer gets, or from that which its
   * attention makes of it. `before` unless it is given.
   */
  lens(layer: number, where?: 'before' | 'after', options?: LensOptions): Promise<Tensor>;
  /** What the logit of the token with this id is made of; of the most probable unless it is given. */
  attribution(token?: number, options?: AttributionOptions): Promise<Attribution>;
  /** Forgets the text; nothing can be asked of the run afterwards. */
  dispose(): void;
}
