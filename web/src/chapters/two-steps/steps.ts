import { progress, sequence } from '../../scene/timeline.js';

/** Why not one square matrix; the two thin ones at work; how much rank is needed; all heads' second ones as W_O. */
export const timeline = sequence([
  { id: 'square', duration: 1400, wait: 1800 },
  { id: 'down', duration: 1200, wait: 1500 },
  { id: 'up', duration: 1400, wait: 1600 },
  { id: 'rank', duration: 1200, wait: 2200 },
  { id: 'concat', duration: 1600, wait: 1600 },
  { id: 'equal', duration: 1200, wait: 2500 },
] as const);

export type StepId = (typeof timeline.steps)[number]['id'];
export type TwoStepsProgress = Readonly<Record<StepId, number>>;

export function twoStepsProgress(time: number): TwoStepsProgress {
  return progress(timeline, time);
}
