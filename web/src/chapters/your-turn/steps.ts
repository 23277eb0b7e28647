import { progress, sequence } from '../../scene/timeline.js';

/** The run as it is, the run without, how they differ, and what that does to the next word. */
export const timeline = sequence([
  { id: 'whole', duration: 1200, wait: 1600 },
  { id: 'without', duration: 1600, wait: 1800 },
  { id: 'difference', duration: 1200, wait: 1800 },
  { id: 'next', duration: 1400, wait: 2500 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  without: {
    strips: [0.35, 1],
    next: [0.7, 1],
    titled: [0.3, 0.7],
    struck: [0, 0.4],
    dots: [0.3, 1],
    emptied: [0.2, 0.5],
    silenced: [0.6, 1],
  },
  difference: { strip: [0, 0.7], largest: [0.6, 1] },
  whole: { next: [0.6, 1], titled: [0, 0.5] },
  next: { titled: [0, 0.4] },
  dots: { numbered: [0.8, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type YourTurnProgress = Readonly<Record<StepId, number>>;

export function yourTurnProgress(time: number): YourTurnProgress {
  return progress(timeline, time);
}
