/** The sizes of a transformer, as far as its attention and its vocabulary are concerned. */
export interface ModelSizes {
  readonly d_model: number;
  /** Of queries and keys. */
  readonly d_head: number;
  readonly d_value: number;
  readonly n_heads: number;
  readonly n_layers: number;
  readonly n_vocabulary: number;
}

/** Brown et al. 2020, "Language Models are Few-Shot Learners" (arXiv 2005.14165), table 2.1; the vocabulary is GPT-2's. */
export const gpt3: ModelSizes = {
  d_model: 12288,
  d_head: 128,
  d_value: 128,
  n_heads: 96,
  n_layers: 96,
  n_vocabulary: 50257,
};

/** A count as readers write it: 1,572,864. */
export function count(n: number): string {
  return n.toLocaleString('en');
}
