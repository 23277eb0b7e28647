// Attention on arrays of one's own, without the page: in browsers and in node.

/** Arrays with a buffer of their own: since TypeScript 5.7 that can be said, and is what a copy is. */
type Floats = ReturnType<Float32Array['slice']>;
type Bytes = ReturnType<Uint8Array['slice']>;

/** A refusal by the core: `message` says what was wrong and what to do. */
export declare class AttentionError extends Error {
  readonly code: number;
  constructor(code: number, sentence: string);
}

export interface AttentionInput {
  /** (n_heads, n_queries, d_head), row after row. */
  readonly query: ArrayLike<number>;
  /** (n_heads, n_keys, d_head) */
  readonly key: ArrayLike<number>;
  /** (n_heads, n_keys, d_value) */
  readonly value: ArrayLike<number>;
  readonly n_heads?: number;
  readonly n_queries: number;
  /** As many as queries, unless it is given. */
  readonly n_keys?: number;
  readonly d_head: number;
  /** As d_head, unless it is given. */
  readonly d_value?: number;
  /** A query sees the keys up to its own place only. True unless it is given. */
  readonly causal?: boolean;
  /** What q · k is multiplied by: 1 / √d_head unless it is given. */
  readonly scale?: number;
}

export interface AttentionStages {
  /** scale · q · k, with −∞ where `causal` hides a key: (n_heads, n_queries, n_keys) */
  readonly scaled: Floats;
  /** softmax of each row: (n_heads, n_queries, n_keys) */
  readonly weight: Floats;
  /** weight · value: (n_heads, n_queries, d_value) */
  readonly output: Floats;
}

/**
 * softmax(scale · Q Kᵀ) V, with its stages; copies. Rejects with an AttentionError for arrays that do not have the sizes
 * they are said to have, for sizes that are none, and where a result is not a finite number.
 */
export declare function attend(input: AttentionInput): Promise<AttentionStages>;

/** The core's bytes, of the faster variant that runs here. */
export declare function wasmBytes(): Promise<Bytes>;
