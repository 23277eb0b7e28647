import { progress, sequence } from '../../scene/timeline.js';

/** What a word looks at in each head; what those that work on it do to all words; their pushes, added up; the heads as slices of one matrix. */
export const timeline = sequence([
  { id: 'words', duration: 2600, wait: 2200 },
  { id: 'patterns', duration: 2200, wait: 2200 },
  { id: 'sum', duration: 3600, wait: 2600 },
  { id: 'slices', duration: 2400, wait: 2600 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  words: { arcs: [0, 0.85], named: [0.5, 0.9] },
  patterns: { marked: [0.7, 1] },
  sum: { chained: [0.05, 0.8], arrived: [0.8, 1] },
  slices: { queries: [0.65, 1], stacked: [0.12, 0.55], named: [0.5, 0.65], whole: [0.75, 0.9] },
  stacking: { nameLeaves: [0, 0.05] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type HeadsProgress = Readonly<Record<StepId, number>>;

export function headsProgress(time: number): HeadsProgress {
  return progress(timeline, time);
}
