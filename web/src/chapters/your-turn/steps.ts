import { progress, sequence } from '../../scene/timeline.js';

/** The run as it is, the run without, how they differ, and what that does to the next word. */
export const timeline = sequence([
  { id: 'whole', duration: 1200, wait: 1600 },
  { id: 'without', duration: 1600, wait: 1800 },
  { id: 'difference', duration: 1200, wait: 1800 },
  { id: 'next', duration: 1400, wait: 2500 },
] as const);

export type StepId = (typeof timeline.steps)[number]['id'];
export type YourTurnProgress = Readonly<Record<StepId, number>>;

export function yourTurnProgress(time: number): YourTurnProgress {
  return progress(timeline, time);
}
