import { progress, sequence } from '../../scene/timeline.js';

/** What the followed word looks at in each head, all words, what each adds, the sum; then the heads as slices of one matrix. */
export const timeline = sequence([
  { id: 'words', duration: 2400, wait: 2000 },
  { id: 'patterns', duration: 2200, wait: 2000 },
  { id: 'deltas', duration: 2000, wait: 2000 },
  { id: 'sum', duration: 2400, wait: 2400 },
  { id: 'slices', duration: 2400, wait: 2600 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  slices: { queries: [0.65, 1], stacked: [0.12, 0.55], named: [0.5, 0.65], whole: [0.75, 0.9] },
  stacking: { nameLeaves: [0, 0.05] },
  lane: { drawn: [0, 0.75], numbered: [0.7, 1] },
  strip: { numbered: [0.8, 1] },
  sum: { added: [0, 0.45], moved: [0.45, 0.85], bars: [0.6, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type HeadsProgress = Readonly<Record<StepId, number>>;

export function headsProgress(time: number): HeadsProgress {
  return progress(timeline, time);
}
