import { type AttentionModule, AttentionError, type ModelDimensions } from '../../../wasm/attention.js';
import { loadWeights, type Weights } from '../../../wasm/trainer.js';

/** What the core can be filled with: words, sizes, and parameters for a layout that has these sizes. */
export interface Model {
  readonly vocabulary: readonly string[];
  readonly dimensions: ModelDimensions;
  /** Ids of the words of a sentence. Throws when a word is not in the vocabulary, naming it. */
  encode(words: readonly string[]): number[];
  /** Lays a module out for one token and writes every parameter into it. */
  load(module: AttentionModule): void;
}

/** A model that was trained in this page: which run it is from, and which step of it. */
export interface OwnModel {
  readonly weights: Weights;
  readonly seed: number;
  readonly step: number;
}

/** A model with the words of another one and parameters of its own: one that was trained in this page. */
export class WeightsModel implements Model {
  constructor(
    readonly weights: Weights,
    private readonly words: Model,
  ) {
    if (weights.dimensions.n_vocabulary !== words.vocabulary.length) {
      throw new AttentionError(1, 'The parameters are those of a model with another vocabulary.');
    }
  }

  get vocabulary(): readonly string[] {
    return this.words.vocabulary;
  }

  get dimensions(): ModelDimensions {
    return this.weights.dimensions;
  }

  encode(words: readonly string[]): number[] {
    return this.words.encode(words);
  }

  load(module: AttentionModule): void {
    loadWeights(module, this.weights);
  }
}
