import { mix, within } from '../../scene/math.js';
import { sequence } from '../../scene/timeline.js';
import { type PassProgress, passProgress } from '../../figure/parts/pass.js';

/** One row from scores to weights, then all rows, then what they are for. */
export const timeline = sequence([
  { id: 'scores', duration: 500, wait: 1400 },
  { id: 'row', duration: 1400, wait: 1000 },
  { id: 'scale', duration: 700, wait: 1300 },
  { id: 'mask', duration: 800, wait: 1500 },
  { id: 'max', duration: 700, wait: 1500 },
  { id: 'exp', duration: 800, wait: 1500 },
  { id: 'total', duration: 600, wait: 1200 },
  { id: 'divide', duration: 800, wait: 1800 },
  { id: 'all', duration: 2000, wait: 1800 },
  { id: 'lessons', duration: 1200, wait: 2500 },
] as const);

export type StepId = (typeof timeline.steps)[number]['id'];

/** The stages of the followed row, in its table. */
export function followedRow(at: Record<StepId, number>): PassProgress {
  const { row, scale, mask, max, exp, total, divide } = at;
  return passProgress({ words: 1, query: 1, key: 1, score: row, scale, mask, max, exp, total, divide });
}

/** The stages of a row of the grid: the followed one goes ahead, all others follow at once. */
export function gridRow(at: Record<StepId, number>, followed: boolean): PassProgress {
  const { all } = at;
  const stage = (step: 'scale' | 'mask' | 'max' | 'exp' | 'divide', from: number) =>
    followed ? at[step] : within(all, from, from + 0.2);
  return passProgress({
    words: 1,
    query: 1,
    key: 1,
    score: mix(0, 1, at.scores),
    scale: stage('scale', 0),
    mask: stage('mask', 0.2),
    max: stage('max', 0.4),
    exp: stage('exp', 0.6),
    divide: stage('divide', 0.8),
  });
}
