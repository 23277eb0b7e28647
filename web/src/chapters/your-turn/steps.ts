import { progress, sequence } from '../../scene/timeline.js';

/** The run as it is, what becomes of the next word without, where the head looks then, and how the vectors differ. */
export const timeline = sequence([
  { id: 'whole', duration: 1200, wait: 1800 },
  { id: 'next', duration: 1800, wait: 2500 },
  { id: 'without', duration: 1600, wait: 1800 },
  { id: 'difference', duration: 2400, wait: 2500 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  whole: { next: [0.5, 1], titled: [0, 0.5] },
  next: { struck: [0, 0.3], gone: [0.3, 1] },
  without: { titled: [0.1, 0.5], dots: [0.1, 1], emptied: [0, 0.3], silenced: [0.6, 1] },
  difference: { whole: [0, 0.35], without: [0.3, 0.6], strip: [0.6, 0.9], told: [0.85, 1] },
  /** Where dots go over numbers, these make way. */
  dots: { numbersLeave: [0, 0.12], numbered: [0.8, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type YourTurnProgress = Readonly<Record<StepId, number>>;

export function yourTurnProgress(time: number): YourTurnProgress {
  return progress(timeline, time);
}
