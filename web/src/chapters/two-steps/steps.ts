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

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  rank: { legend: [0.6, 1] },
  down: { laid: [0, 0.35], made: [0.5, 1] },
  up: { laid: [0.15, 0.5], made: [0.6, 1], gathering: [0, 0.4] },
  square: { thin: [0.3, 0.65], whole: [0, 0.3], large: [0.65, 1] },
  concat: { together: [0.25, 0.8], titled: [0.7, 1], appears: [0, 0.2] },
  joining: { whole: [0.9, 1] },
  equal: { product: [0, 0.4], sum: [0.4, 0.8], compared: [0.8, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type TwoStepsProgress = Readonly<Record<StepId, number>>;

export function twoStepsProgress(time: number): TwoStepsProgress {
  return progress(timeline, time);
}
