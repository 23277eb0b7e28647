import { progress, sequence } from '../../scene/timeline.js';

/** Values, as wide as their weights; they ride to the word; become pushes, tip to tail; and the word goes where they lead. */
export const timeline = sequence([
  { id: 'weigh', duration: 5200, wait: 1600 },
  { id: 'add', duration: 5600, wait: 1600 },
  { id: 'lift', duration: 6000, wait: 1600 },
  { id: 'move', duration: 6300, wait: 2500 },
] as const);

/** Steps of former links, and where their ideas are told now. */
export const aliases = {
  value: 'weigh',
  heads: 'lift',
  columns: 'move',
  plane: 'move',
  predict: 'move',
} as const;

/** Which part of its step each motion takes. */
export const phases = {
  weigh: { values: [0, 0.55], thin: [0.62, 1] },
  add: { ride: [0.04, 0.75], clear: [0.72, 0.8], sum: [0.8, 1] },
  /** Strips on their way to the plane go over the place of what is expected, which comes behind them. */
  lift: { leave: [0, 0.1], plane: [0.1, 0.25], turn: [0.1, 1], next: [0.75, 0.95] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type ValueProgress = Readonly<Record<StepId, number>>;

export function valueProgress(time: number): ValueProgress {
  return progress(timeline, time);
}
