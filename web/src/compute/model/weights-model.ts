import { type AttentionModule, AttentionError, type ModelDimensions } from '../../../../wasm/attention.js';
import { loadWeights, type Weights } from '../../../../wasm/trainer.js';
import type { Model } from './model.js';

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
