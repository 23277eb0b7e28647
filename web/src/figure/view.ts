import { type Cell, cellId } from './cell.js';
import type { Removal, RunName } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';

/** How much of each word's part in a row of attention is kept, 0 to 1. It is forgotten with the row. */
export interface Faded {
  readonly run: Trace;
  readonly head: number;
  readonly token: number;
  readonly kept: readonly number[];
}

/** A query that a reader has moved in the plane of queries and keys. It is forgotten with its row. */
export interface Moved {
  readonly run: Trace;
  readonly head: number;
  readonly token: number;
  /** How far along the two axes of the plane. */
  readonly by: Move;
}

export type Move = readonly [along: number, across: number];

/** What a reader has changed in a picture by hand. */
export interface Handled {
  /** By how many degrees a space has been turned; not at all where this is missing. */
  readonly turn?: number | undefined;
  /** How much of what attention adds is added, 0 to 1; all where this is missing. */
  readonly added?: number | undefined;
  /** How much is left of what each word gives to another, where the reader has faded any. */
  readonly faded?: Faded | undefined;
  /** The query of chapter 5, where it has been moved. */
  readonly moved?: Moved | undefined;
}

/** What the reader has chosen. Shared by every part of a figure. */
export interface Selection extends Handled {
  /** Head, from 0. */
  readonly head: number;
  /** The token that is followed, from 0: its row of the grid. */
  readonly token: number;
  /** The grid with queries along the top and keys down the side, as some draw it. */
  readonly transposed?: boolean;
  /** How many directions of a head's Value_up Value_down are kept; all where this is missing. */
  readonly rank?: number | undefined;
  /** What the run `without` is without. */
  readonly removed: Removal;
  /** The cell that is pointed at, if any. */
  readonly pointed?: Cell | undefined;
  /** Ids of the cells and rows that the pointed cell was made of. */
  readonly sources?: readonly string[] | undefined;
  /** What a word of the prose or a symbol of a formula names, while it is pointed at: all of it is highlighted. */
  readonly named?: string | undefined;
}

/** The largest magnitude in some vectors: the end of a scale of sizes. Infinities do not count. */
export function largestMagnitude(vectors: readonly ArrayLike<number>[]): number {
  return magnitudes(vectors).at(-1) || 1;
}

/**
 * The magnitude that gets the full colour: all but a fiftieth of the components are smaller. A single far-out one
 * must not make all others pale; it has the full colour too.
 */
export function fullColour(vectors: readonly ArrayLike<number>[]): number {
  const sorted = magnitudes(vectors);
  return sorted[Math.floor((sorted.length - 1) * 0.98)] || 1;
}

function magnitudes(vectors: readonly ArrayLike<number>[]): number[] {
  return vectors
    .flatMap((vector) => Array.from(vector, Math.abs))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
}

/** What is highlighted of one run: cells and rows by id, or all of a tensor that is named. */
export class Highlight {
  constructor(
    private readonly ids: ReadonlySet<string>,
    private readonly named: string | undefined,
  ) {}

  has(id: string): boolean {
    return this.ids.has(id) || (this.named !== undefined && id.startsWith(this.named));
  }

  get nothing(): boolean {
    return this.ids.size === 0 && this.named === undefined;
  }
}

/** The pointed cell with the cells and rows that it was made of, and what is named. */
export function highlightOf({ pointed, sources = [], named }: Selection, run: RunName): Highlight {
  const ids = pointed?.run === run ? [cellId(pointed.tensor, ...pointed.indices), ...sources] : [];
  return new Highlight(new Set(ids), named === undefined ? undefined : `${named}:`);
}
