import { during, within } from '../../scene/math.js';
import { progress, sequence } from '../../scene/timeline.js';

/** A query and a key, from 0. */
export interface Pair {
  readonly i: number;
  readonly j: number;
}

/** One pair, one row, all pairs; then the same in a plane. */
export const timeline = sequence([
  { id: 'meet', duration: 1200, wait: 1200 },
  { id: 'pair', duration: 5200, wait: 1600 },
  { id: 'row', duration: 4000, wait: 1500 },
  { id: 'grid', duration: 1700, wait: 1800 },
  { id: 'plane', duration: 1600, wait: 2500 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  pair: { arrival: [0, 0.14], products: [0.14, 0.92], named: [0.86, 1], cell: [0.92, 1] },
  plane: { keys: [0.3, 0.8], query: [0, 0.5] },
} as const;

export type StepId = (typeof timeline.steps)[number]['id'];
export type MatchProgress = Readonly<Record<StepId, number>>;

export function matchProgress(time: number): MatchProgress {
  return progress(timeline, time);
}

/** Which key the query of `i` meets while it goes along its row; none before and after. */
export function keyUnderWay({ row }: MatchProgress, i: number): number | undefined {
  return row > 0 && row < 1 ? Math.min(Math.floor(row * (i + 1)), i) : undefined;
}

/** How far the dot of query `i` and key `j` has come: first that of `best`, then its row key by key, then row after row. */
export function cellShown(
  at: MatchProgress,
  { i, j, count }: { i: number; j: number; count: number },
  best: Pair,
): number {
  if (i === best.i && j === best.j) return during(at.pair, phases.pair.cell);
  if (i === best.i) return within(at.row, (j + 0.4) / (i + 1), (j + 0.8) / (i + 1));
  return within(at.grid, (0.7 * i) / count, (0.7 * i) / count + 0.3);
}
