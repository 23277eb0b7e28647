// What the page and the thread that trains say to each other. Plain data.
import type { Weights } from '../../../../wasm/trainer.js';

/** What the reader can choose of a run. The rest is as for the model that came with the page. */
export interface LearningSettings {
  readonly seed: number;
  /** At the peak of its schedule. */
  readonly learningRate: number;
  readonly heads: 1 | 2 | 4;
}

/** The run at one step: kept, so that one can go back to it. */
export interface Snapshot {
  readonly step: number;
  /** Mean loss of the batches since the snapshot before; NaN at step 0. */
  readonly loss: number;
  readonly heldOutLoss: number;
  /** Time spent on training so far. */
  readonly milliseconds: number;
  readonly weights: Weights;
}

export type LearnerRequest =
  | {
      readonly kind: 'begin';
      readonly wasm: Uint8Array<ArrayBuffer>;
      /** Undefined: those of the model that came with the page. */
      readonly settings: LearningSettings | undefined;
      /** The model that came with the page, for its held-out loss. */
      readonly trained: Weights;
    }
  | { readonly kind: 'go' }
  | { readonly kind: 'pause' };

export type LearnerReport =
  | {
      readonly kind: 'begun';
      readonly settings: LearningSettings;
      readonly steps: number;
      readonly vocabulary: readonly string[];
      readonly trainedLoss: number;
    }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot };

/**
 * The steps that are kept: close together at the start, where most is learnt, and further and further apart. The k-th
 * lies at the part (k / 100)^2 of the run.
 */
export function keptSteps(steps: number): number[] {
  const all = Array.from({ length: 101 }, (_, k) => Math.round(steps * (k / 100) ** 2));
  return [...new Set(all)];
}
