import { progress, sequence } from '../../scene/timeline.js';
import { type PassProgress, passProgress } from '../../figure/parts/pass.js';

/** Values, weighed and added; what the heads make of it; the word moved, and what it expects next. */
export const timeline = sequence([
  { id: 'weigh', duration: 2600, wait: 1600 },
  { id: 'add', duration: 1600, wait: 1600 },
  { id: 'lift', duration: 2000, wait: 1600 },
  { id: 'move', duration: 1200, wait: 1600 },
  { id: 'predict', duration: 3400, wait: 2500 },
] as const);

/** Steps of former links, and where their ideas are told now. */
export const aliases = { value: 'weigh', heads: 'lift', columns: 'move', plane: 'predict' } as const;

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  weigh: { values: [0, 0.55], fade: [0.6, 1] },
  predict: { plane: [0, 0.65], next: [0.6, 1] },
  plane: { after: [0.85, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
type ValueProgress = Readonly<Record<StepId, number>>;

export function valueProgress(time: number): ValueProgress {
  return progress(timeline, time);
}

/** The stages of the followed row: scores and weights are known from the chapters before. */
export function rowStages(value: number, fade: number, sum: number): PassProgress {
  return passProgress({ score: 1, mask: 1, exp: 1, divide: 1, value, fade, sum });
}

/** The stages of what the word becomes: first the followed head's delta, then those of all heads. */
export function updateStages({ lift, move }: ValueProgress): PassProgress {
  return passProgress({ delta: lift, output: move });
}
