import { progress, sequence } from '../../scene/timeline.js';

/** Why not one square matrix, here and in GPT-3; down, up, and how many directions that takes; the second ones of all heads as W_O. */
export const timeline = sequence([
  { id: 'square', duration: 5600, wait: 2400 },
  { id: 'rank', duration: 5200, wait: 3000 },
  { id: 'equal', duration: 4000, wait: 3000 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  square: { whole: [0, 0.12], thin: [0.18, 0.34], larger: [0.62, 0.8], times: [0.85, 1] },
  down: { laid: [0, 0.1], made: [0.14, 0.26] },
  up: { gathering: [0.28, 0.38], laid: [0.32, 0.42], made: [0.46, 0.58] },
  rank: { chart: [0.6, 0.95], kept: [0.85, 1] },
  whole: { appears: [0, 0.1], together: [0.3, 0.5], left: [0.46, 0.5], titled: [0.5, 0.56] },
  joining: { whole: [0.9, 1] },
  equal: { product: [0.56, 0.72], sum: [0.74, 0.9], compared: [0.9, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type TwoStepsProgress = Readonly<Record<StepId, number>>;

export function twoStepsProgress(time: number): TwoStepsProgress {
  return progress(timeline, time);
}
