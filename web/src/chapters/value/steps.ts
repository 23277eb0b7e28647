import { progress, sequence } from '../../scene/timeline.js';
import { type PassProgress, passProgress } from '../../figure/parts/pass.js';

/** Values, weighed and added; what the heads make of it; the word moved, and with it every other. */
export const timeline = sequence([
  { id: 'value', duration: 1200, wait: 1300 },
  { id: 'weigh', duration: 800, wait: 1300 },
  { id: 'add', duration: 1400, wait: 1500 },
  { id: 'lift', duration: 900, wait: 1500 },
  { id: 'heads', duration: 1000, wait: 1500 },
  { id: 'move', duration: 900, wait: 1500 },
  { id: 'columns', duration: 1600, wait: 1800 },
  { id: 'plane', duration: 1600, wait: 2000 },
  { id: 'predict', duration: 900, wait: 2500 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  plane: { after: [0.85, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
type ValueProgress = Readonly<Record<StepId, number>>;

export function valueProgress(time: number): ValueProgress {
  return progress(timeline, time);
}

/** The stages of the followed row: scores and weights are known from the chapters before. */
export function rowStages({ value, weigh, add }: ValueProgress): PassProgress {
  return passProgress({ score: 1, mask: 1, exp: 1, divide: 1, value, fade: weigh, sum: add });
}

/** The stages of what the word becomes: first the followed head's delta, then those of all heads. */
export function updateStages({ lift, heads, move, predict }: ValueProgress): PassProgress {
  return passProgress({ delta: lift / 2 + heads / 2, output: move, predict });
}
