/** An array of numbers, row after row. */
export interface GivenArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Numbers of an author's, in the place of a model's: checked, with an axis of heads in front; (n_heads, n_tokens, ...) each. */
export interface GivenNumbers {
  readonly tokens: readonly string[];
  readonly n_heads: number;
  readonly about: Given;
  readonly causal: boolean;
  readonly query?: GivenArray | undefined;
  readonly key?: GivenArray | undefined;
  readonly value?: GivenArray | undefined;
  readonly scores?: GivenArray | undefined;
  readonly weights?: GivenArray | undefined;
}

/** What is known of a trace whose numbers are not a model's. */
export interface Given {
  /** What they begin with: what comes before was not given. */
  readonly from: 'vectors' | 'scores' | 'weights';
  /** What scores are multiplied by, where that is not 1 / √d_head. */
  readonly scale: number | undefined;
  readonly title: string | undefined;
}
