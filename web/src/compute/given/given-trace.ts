import type { RunOptions, TensorName } from '../../../../wasm/attention.js';
import { type Candidate, type TakenTensor, Trace } from '../trace.js';
import type { Given } from './given.js';

/** An author's numbers and what follows from them. Of a tensor that does not, all that is asked for is empty, and no number. */
export class GivenTrace extends Trace {
  override readonly given: Given;

  constructor(
    taken: Iterable<readonly [TensorName, TakenTensor]>,
    tokens: readonly string[],
    options: RunOptions,
    given: Given,
  ) {
    super(taken, tokens, [], options);
    this.given = given;
  }

  /** Parts of figures make room for one of each thing. */
  override shape(name: TensorName): readonly number[] {
    return this.has(name) ? super.shape(name) : [1, 1, 1];
  }

  override at(name: TensorName, ...indices: number[]): number {
    return this.has(name) ? super.at(name, ...indices) : NaN;
  }

  override row(name: TensorName, ...indices: number[]): ArrayLike<number> {
    return this.has(name) ? super.row(name, ...indices) : [];
  }

  /** No model expects a word. */
  override candidates(): Candidate[] {
    return [{ id: -1, word: '', probability: NaN }];
  }
}
