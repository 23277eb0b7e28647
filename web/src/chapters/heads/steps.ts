import { progress, sequence } from '../../scene/timeline.js';

/** The patterns side by side, what they look at, what each adds, the sum; then the heads as slices of one matrix. */
export const timeline = sequence([
  { id: 'patterns', duration: 1400, wait: 1400 },
  { id: 'words', duration: 1000, wait: 1600 },
  { id: 'deltas', duration: 1400, wait: 1600 },
  { id: 'sum', duration: 1600, wait: 2200 },
  { id: 'slices', duration: 2200, wait: 2600 },
] as const);

export type StepId = (typeof timeline.steps)[number]['id'];
export type HeadsProgress = Readonly<Record<StepId, number>>;

export function headsProgress(time: number): HeadsProgress {
  return progress(timeline, time);
}
