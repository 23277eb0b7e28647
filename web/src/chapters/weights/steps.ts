import { progress, sequence } from '../../scene/timeline.js';

/** One word's scores on the way to its weights, then those of all words. */
export const timeline = sequence([
  { id: 'scores', duration: 1400, wait: 1600 },
  { id: 'scale', duration: 1200, wait: 1600 },
  { id: 'mask', duration: 1000, wait: 1600 },
  { id: 'exp', duration: 1600, wait: 1600 },
  { id: 'divide', duration: 2200, wait: 2000 },
  { id: 'all', duration: 2400, wait: 2500 },
] as const);

/** Steps of former links, and where their ideas are told now. */
export const aliases = { row: 'scores', max: 'exp', total: 'divide', lessons: 'all' } as const;

/** Which part of its step each motion takes. */
export const phases = {
  exp: { room: [0, 0.2], powers: [0.15, 0.9], ticks: [0.8, 1] },
  /** Bars on their way go over numbers, which leave before and come back behind them. */
  divide: { leave: [0, 0.14], laid: [0.12, 0.8], back: [0.8, 0.9], told: [0.75, 1] },
  all: { shared: [0, 0.7], next: [0.5, 1] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type WeightsProgress = Readonly<Record<StepId, number>>;

export function weightsProgress(time: number): WeightsProgress {
  return progress(timeline, time);
}
