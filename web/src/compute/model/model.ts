import type { AttentionModule, ModelDimensions, RunOptions } from '../../../../wasm/attention.js';
import type { Weights } from '../../../../wasm/trainer.js';
import type { Trace } from '../trace.js';

/** What the core can be filled with: words, sizes, and parameters for a layout that has these sizes. */
export interface Model {
  readonly vocabulary: readonly string[];
  readonly dimensions: ModelDimensions;
  /** Ids of the words of a sentence. Throws when a word is not in the vocabulary, naming it. */
  encode(words: readonly string[]): number[];
  /** Lays a module out for one token and writes every parameter into it. */
  load(module: AttentionModule): void;
  /** Runs the words that it has, where those are not words of a sentence; its parameters are in the module. */
  run?(module: AttentionModule, options: RunOptions): Trace;
}

/** A model that was trained in this page: which run it is from, and which step of it. */
export interface OwnModel {
  readonly model: Model;
  readonly weights: Weights;
  readonly seed: number;
  readonly step: number;
}
