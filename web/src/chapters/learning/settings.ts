import type { LearningSettings } from './protocol.js';

/** What the reader typed. */
export interface SettingsDraft {
  readonly seed: string;
  readonly learningRate: string;
  readonly heads: LearningSettings['heads'];
}

export const headCounts = [1, 2, 4] as const;
export const largestSeed = 0xffffffff;
/** Beyond this nothing is learnt: the weights jump about until the loss is no number. */
export const largestLearningRate = 1;

export function draftOf({ seed, learningRate, heads }: LearningSettings): SettingsDraft {
  return { seed: String(seed), learningRate: String(learningRate), heads };
}

/** Whether text is a whole number from 0 to 2^32 - 1. */
export function isSeed(text: string): boolean {
  return /^\d{1,10}$/.test(text.trim()) && Number(text) <= largestSeed;
}

/** Whether text is a decimal number above 0, at most `largestLearningRate`. */
export function isLearningRate(text: string): boolean {
  const trimmed = text.trim();
  if (!/^(\d+\.?\d*|\.\d+)(e-?\d{1,2})?$/i.test(trimmed)) return false;
  // As the trainer will see it: a float32, in which tiny numbers are 0.
  const rate = Math.fround(Number(trimmed));
  return rate > 0 && rate <= largestLearningRate;
}

/** The settings, or undefined when a field means nothing. */
export function readSettings({ seed, learningRate, heads }: SettingsDraft): LearningSettings | undefined {
  if (!isSeed(seed) || !isLearningRate(learningRate)) return undefined;
  return { seed: Number(seed), learningRate: Number(learningRate), heads };
}

export function sameSettings(a: LearningSettings, b: LearningSettings): boolean {
  return a.seed === b.seed && a.learningRate === b.learningRate && a.heads === b.heads;
}
