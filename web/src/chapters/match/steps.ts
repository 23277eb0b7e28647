import { during, within } from '../../scene/math.js';
import { progress, sequence } from '../../scene/timeline.js';
import { type PassProgress, passProgress } from '../../figure/parts/pass.js';

/** One pair, one row, all pairs; then the same in a plane. */
export const timeline = sequence([
  { id: 'meet', duration: 800, wait: 1200 },
  { id: 'pair', duration: 5200, wait: 1600 },
  { id: 'row', duration: 1500, wait: 1500 },
  { id: 'grid', duration: 1700, wait: 1800 },
  { id: 'plane', duration: 1200, wait: 2500 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  pair: { arrival: [0, 0.14], products: [0.14, 0.92], named: [0.86, 1], cell: [0.92, 1] },
  plane: { keys: [0.3, 0.8], query: [0, 0.5] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
type MatchProgress = Readonly<Record<StepId, number>>;

export function matchProgress(time: number): MatchProgress {
  return progress(timeline, time);
}

/** The stages that the grid is drawn from: its words and vectors are there, its cells come pair, row, grid. */
export function gridStages({ meet }: MatchProgress): PassProgress {
  return passProgress({ words: 1, query: meet, key: meet, score: 1 });
}

/** The stages of the cell of query `i` and key `j`: `pair` is the one that is worked out. */
export function cellStages(
  at: MatchProgress,
  place: { i: number; j: number; count: number },
  pair: { i: number; j: number },
): PassProgress {
  const { i, j, count } = place;
  if (i === pair.i && j === pair.j) return passProgress({ score: during(at.pair, phases.pair.cell) });
  if (i === pair.i)
    return passProgress({ score: within(at.row, (0.7 * j) / count, (0.7 * j) / count + 0.3) });
  return passProgress({ score: within(at.grid, (0.7 * i) / count, (0.7 * i) / count + 0.3) });
}
