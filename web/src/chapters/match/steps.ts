import { clamp01, easeInOut, within } from '../../scene/math.js';
import { sequence } from '../../scene/timeline.js';

/** One pair at readable pace, its row, all rows; then the same in a plane. */
export const timeline = sequence([
  { id: 'meet', duration: 4600, wait: 1200 },
  { id: 'pair', duration: 5600, wait: 1800 },
  { id: 'row', duration: 4200, wait: 1600 },
  { id: 'grid', duration: 3900, wait: 1800 },
  { id: 'plane', duration: 5600, wait: 2500 },
] as const);

export type StepId = (typeof timeline.steps)[number]['id'];
/** How far each step has come, evenly: each motion in it is eased by itself. */
export type MatchProgress = Readonly<Record<StepId, number>>;

export function matchProgress(time: number): MatchProgress {
  const entries = timeline.steps.map(({ id, start, duration }) => [id, clamp01((time - start) / duration)]);
  return Object.fromEntries(entries) as MatchProgress;
}

/** The part of a progress between two moments, smooth at both ends. */
export function eased(progress: number, [from, to]: Span): number {
  return easeInOut(within(progress, from, to));
}

type Span = readonly [from: number, to: number];

/** What happens while a query is at a key, in parts of the time that it has there. */
interface Pace {
  readonly travel: Span;
  readonly products: Span;
  readonly fall: Span;
  readonly sum: Span;
}

/** The first key is read; at the others the eye knows what it sees. */
const paces = {
  pair: { travel: [0, 0.17], products: [0.2, 0.68], fall: [0.72, 0.86], sum: [0.86, 0.93] },
  row: { travel: [0, 0.32], products: [0.34, 0.56], fall: [0.6, 0.84], sum: [0.84, 0.96] },
} as const satisfies Record<string, Pace>;

/** The followed word's query at one of the keys. */
export interface Meeting {
  readonly j: number;
  /** The key that it comes from; from its own word where there is none. */
  readonly from: number | undefined;
  readonly travelled: number;
  /** How many of the products are there, as a part of all: evenly. */
  readonly products: number;
  /** How far they have fallen together. */
  readonly fallen: number;
  readonly summed: number;
}

function meeting(t: number, pace: Pace): Omit<Meeting, 'j' | 'from'> {
  return {
    travelled: eased(t, pace.travel),
    products: within(t, ...pace.products),
    fallen: eased(t, pace.fall),
    summed: eased(t, pace.sum),
  };
}

/** Which key the query is at; none before it sets out. In the end it stays at that of word `last`, its own where later ones are hidden. */
export function meetingAt({ pair, row }: MatchProgress, last: number): Meeting | undefined {
  if (pair === 0) return undefined;
  if (row === 0 || last === 0) return { j: 0, from: undefined, ...meeting(pair, paces.pair) };
  const j = Math.min(Math.floor(row * last) + 1, last);
  return { j, from: j - 1, ...meeting(row * last - (j - 1), paces.row) };
}

/** What a figure of one row becomes: a grid, then a plane. */
export const phases = {
  grid: { becomes: [0, 0.26], rows: [0.28, 1] },
  plane: {
    leaves: [0, 0.14],
    becomes: [0.04, 0.24],
    query: [0.16, 0.32],
    keys: [0.28, 0.56],
    fall: [0.6, 0.92],
    weights: [0.86, 1],
  },
} as const;

/** How far the dots of a row's sweep have come: one row after another, each from left to right. */
export function rowSwept({ grid }: MatchProgress, i: number, count: number, token: number): number {
  const others = count - 1;
  const place = i < token ? i : i - 1;
  const [from, to] = phases.grid.rows;
  const each = (to - from) / Math.max(others, 1);
  return within(grid, from + place * each, from + (place + 1) * each);
}

/** How far the dot of query `i` and key `j` has come, of `last` + 1 keys. */
export function cellGrown(
  at: MatchProgress,
  { i, j, count, last }: Readonly<Record<'i' | 'j' | 'count' | 'last', number>>,
  token: number,
): number {
  if (i !== token) return within(rowSwept(at, i, count, token), (j + 0.3) / (last + 1), (j + 1) / (last + 1));
  const here = meetingAt(at, last);
  if (!here || j > here.j) return 0;
  return j < here.j ? 1 : here.fallen;
}
