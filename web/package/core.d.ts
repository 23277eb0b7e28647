// Attention on arrays of one's own, without the page: in browsers and in node.

/** Arrays with a buffer of their own: since TypeScript 5.7 that can be said, and is what a copy is. */
type Floats = ReturnType<Float32Array['slice']>;
type Bytes = ReturnType<Uint8Array['slice']>;

/** A refusal: `message` says what was wrong, by the name of the argument, and what to do. */
export declare class AttentionError extends Error {
  readonly code: number;
  constructor(code: number, sentence: string);
}

/** Flat, row after row: the last axis is the fastest. A plain or a typed array of numbers, which are rounded to float32. */
export type Numbers =
  | readonly number[]
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/**
 * How query, key, value and output lie in memory. `heads_first`: (n_batch, n_heads, n_tokens, d). `tokens_first`: (n_batch, n_tokens,
 * n_heads · d). `output_tokens_first`: the output as the second, all else as the first. Past, present and stages are always heads first.
 */
export type HeadOrder = 'heads_first' | 'tokens_first' | 'output_tokens_first';

/**
 * One call of the operator: softmax(softcap(scale · Q Kᵀ) + bias) V for every batch and head, as the ONNX operator Attention has it
 * (opsets 23 to 25). Own properties only; null and undefined mean "not given"; a name that is not listed here is refused.
 * `n_total` is n_past + n_keys.
 */
export interface AttentionInput {
  /** (n_batch, n_heads, n_queries, d_head) */
  readonly query: Numbers;
  /** (n_batch, n_kv_heads, n_keys, d_head) */
  readonly key: Numbers;
  /** (n_batch, n_kv_heads, n_keys, d_value) */
  readonly value: Numbers;
  /** Keys of earlier calls, before the given ones: (n_batch, n_kv_heads, n_past, d_head). With past_value or not at all. */
  readonly past_key?: Numbers | null | undefined;
  /** (n_batch, n_kv_heads, n_past, d_value) */
  readonly past_value?: Numbers | null | undefined;
  /** 1 unless it is given. All counts are whole numbers, at most 1,048,576. */
  readonly n_batch?: number | null | undefined;
  /** Heads of the queries. 1 unless it is given. */
  readonly n_heads?: number | null | undefined;
  /**
   * Heads of keys and values; divides n_heads: query head h reads head ⌊h · n_kv_heads / n_heads⌋. As many as n_heads unless it is given;
   * 1: multi-query attention; between them: grouped queries.
   */
  readonly n_kv_heads?: number | null | undefined;
  readonly n_queries: number;
  /** As n_queries, unless it is given. 0 where all keys are past. */
  readonly n_keys?: number | null | undefined;
  /** What the length of past_key says, unless it is given. */
  readonly n_past?: number | null | undefined;
  readonly d_head: number;
  /** As d_head, unless it is given. */
  readonly d_value?: number | null | undefined;
  /** `heads_first` unless it is given. */
  readonly order?: HeadOrder | null | undefined;
  /**
   * Query i sees key j only if j ≤ i + offset, with keys counted from the first past one: offset is n_past, so that the last n_queries
   * keys are the queries' own where n_keys is n_queries; without a past but with valid lengths it is valid_lengths[b] − n_queries: the
   * triangle stands in the lower right corner of what is valid. Otherwise in the upper left. True unless it is given.
   */
  readonly causal?: boolean | null | undefined;
  /**
   * Query i sees key j only if i + offset − left_window_size ≤ j, with the offset of `causal`, whether or not it is causal. A whole number;
   * without end unless it is given.
   */
  readonly left_window_size?: number | null | undefined;
  /** And only if j ≤ i + offset + right_window_size. */
  readonly right_window_size?: number | null | undefined;
  /** What q · k is multiplied by: 1 / √d_head unless it is given. 0, or from 1e-30 to 1e30. */
  readonly scale?: number | null | undefined;
  /** Scores become softcap · tanh(score / softcap). 0, none, unless it is given; else from 1e-30 to 1e30. */
  readonly softcap?: number | null | undefined;
  /** (mask_shape); false or 0: not attended to. Not together with bias. */
  readonly mask?: readonly (boolean | number)[] | Uint8Array | null | undefined;
  /** (mask_shape), in units of scores, to which it is added; −∞: not attended to. Not together with mask. */
  readonly bias?: Numbers | null | undefined;
  /**
   * Axes of mask or bias: batch, head, query, key; each of the first three whole or 1, the same for all; keys beyond the last are not attended
   * to. Unless it is given, (1, 1, n_queries, n_total) or (n_batch, n_heads, n_queries, n_total), as the length says.
   */
  readonly mask_shape?: readonly [number, number, number, number] | null | undefined;
  /** (n_batch): in batch b only the first valid_lengths[b] of the n_total keys are there. */
  readonly valid_lengths?: Numbers | null | undefined;
  /** False: the output alone, and present if there is a past, by the path that never holds a row of scores. True unless it is given. */
  readonly stages?: boolean | null | undefined;
}

/** Copies, the caller's own. */
export interface AttentionOutputs {
  /** weight · value: (n_batch, n_heads, n_queries, d_value), or as `order` says. A query that sees no key gets zeros. */
  readonly output: Floats;
  /** Past and given keys: (n_batch, n_kv_heads, n_total, d_head). Where there is a past, and with all stages. */
  readonly present_key?: Floats;
  /** (n_batch, n_kv_heads, n_total, d_value) */
  readonly present_value?: Floats;
}

/** Each stage is (n_batch, n_heads, n_queries, n_total). */
export interface AttentionStages extends Required<AttentionOutputs> {
  /** scale · q · k */
  readonly scaled: Floats;
  /** After softcap; the same without one. */
  readonly capped: Floats;
  /** After mask, bias, causality and valid lengths: −∞ where not attended to. */
  readonly masked: Floats;
  /** softmax of each row; 0 in a row with nothing to attend to. */
  readonly weight: Floats;
}

/**
 * Attention. Rejects with an AttentionError for an argument that is none, for arrays that do not have the sizes they are said to have, for
 * sizes that do not fit one another, and where a result is not a finite number, since an input that counts is NaN or infinite or a sum
 * overflows float32. Calls share one module: nothing is kept between them.
 */
export declare function attend(input: AttentionInput & { readonly stages: false }): Promise<AttentionOutputs>;
export declare function attend(
  input: AttentionInput & { readonly stages?: true | null | undefined },
): Promise<AttentionStages>;
export declare function attend(input: AttentionInput): Promise<AttentionOutputs | AttentionStages>;

/** The core's bytes, of the faster variant that runs here. */
export declare function wasmBytes(): Promise<Bytes>;
