import { progress, sequence } from '../../scene/timeline.js';

/** The patterns side by side, what they look at, what each adds, the sum; then the heads as slices of one matrix. */
export const timeline = sequence([
  { id: 'patterns', duration: 1400, wait: 1400 },
  { id: 'words', duration: 1000, wait: 1600 },
  { id: 'deltas', duration: 1400, wait: 1600 },
  { id: 'sum', duration: 1600, wait: 2200 },
  { id: 'slices', duration: 2200, wait: 2600 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  slices: { queries: [0.65, 1], stacked: [0.12, 0.55], named: [0.5, 0.65], whole: [0.75, 0.9] },
  stacking: { nameLeaves: [0, 0.3] },
  strip: { numbered: [0.8, 1] },
  sum: { added: [0, 0.45], moved: [0.45, 0.85], embedding: [0.3, 0.6], bars: [0.6, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type HeadsProgress = Readonly<Record<StepId, number>>;

export function headsProgress(time: number): HeadsProgress {
  return progress(timeline, time);
}
