import type { LearningSettings, Snapshot } from './protocol.js';

/** A run as far as it has come: what the figure is drawn from. Never changed; what is added makes another one. */
export interface History {
  readonly settings: LearningSettings;
  /** Steps of the whole run. */
  readonly steps: number;
  /** Held-out loss of the model that came with the page. */
  readonly trainedLoss: number;
  /** Loss of a guess that gives every word the same probability: the logarithm of their number. */
  readonly blindLoss: number;
  /** In the order of their steps; the first is of the random weights. */
  readonly snapshots: readonly Snapshot[];
}

export function isFinished({ steps, snapshots }: History): boolean {
  return snapshots.at(-1)!.step === steps;
}

/** Seconds that the rest of a run will take at the pace so far; undefined before there is one. */
export function secondsLeft({ steps, snapshots }: History): number | undefined {
  const last = snapshots.at(-1)!;
  // The latest pace: a tab that had to share its processor for a while tells little of what comes.
  const since = snapshots[Math.max(0, snapshots.length - 11)]!;
  if (last.step === since.step) return undefined;
  return ((steps - last.step) * (last.milliseconds - since.milliseconds)) / (last.step - since.step) / 1000;
}
