import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'rows' | 'strips' | 'next';

/** The words with their weights in both runs, and beside them (on phones in turn) what becomes of the followed one. */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly rows: RowsLayout;
  readonly strips: StripsLayout;
  readonly next: NextLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** A line for each word: its chip, its dot as it is, its dot without. */
export interface RowsLayout {
  readonly x: number;
  readonly width: number;
  readonly titleY: number;
  readonly headingY: number;
  readonly top: number;
  readonly pitch: number;
  /** Low lines have no room for chips: words stand by themselves. */
  readonly chips: boolean;
  readonly wordWidth: number;
  /** The middles of the largest dots. */
  readonly columns: readonly [whole: number, without: number];
  readonly columnWidth: number;
  readonly radius: number;
}

/** ΔE and E′ in both runs, and the difference of the E′. */
export interface StripsLayout {
  readonly x: number;
  readonly stripX: number;
  readonly cell: { readonly along: number; readonly across: number };
  readonly deltaY: number;
  readonly outputY: number;
  readonly differenceY: number;
  readonly pitch: number;
}

/** The next words that change most, from the run as it is to the run without. */
export interface NextLayout {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly top: number;
  /** The first is the message. */
  readonly first: ChangeRow;
  readonly others: ChangeRow;
}

export interface ChangeRow {
  readonly height: number;
  readonly letters: number;
  readonly wordWidth: number;
}

/** At most so many changes are named; at least so many, whether they can be told or not. */
export const shownChanges = { most: 5, least: 3 };

const leastChip = 26;

export function layoutFor(room: number, sizes: Sizes): Layout {
  return room >= 620 ? roomy(Math.min(room, 860), sizes) : narrow(between(300, room, 619), sizes);
}

function roomy(width: number, sizes: Sizes): Layout {
  const rowsWidth = between(262, width * 0.38, 310);
  const x = rowsWidth + 30;
  const strips = stripsLayout(x, width - x, 64, sizes);
  const next = nextLayout(x, width - x, 66, 52);
  const rows = rowsLayout(rowsWidth, between(380, 20.5 * sizes.n_tokens + 52, 545), 44, sizes);
  return {
    kind: 'roomy',
    width,
    height: Math.max(340, bottomOf(rows, sizes)),
    rows,
    strips,
    next,
    scenes: [
      { from: 'whole', parts: ['rows', 'next'] },
      { from: 'difference', parts: ['rows', 'strips'] },
    ],
  };
}

/** One part at a time, above what is read. */
function narrow(width: number, sizes: Sizes): Layout {
  const strips = stripsLayout(0, width, 56, sizes);
  const next = nextLayout(0, width, 50, 38);
  const rows = rowsLayout(width, between(285, 17 * sizes.n_tokens + 52, 440), 42, sizes);
  return {
    kind: 'narrow',
    width,
    height: Math.max(285, bottomOf(rows, sizes)),
    rows,
    strips,
    next,
    scenes: [
      { from: 'whole', parts: ['rows'] },
      { from: 'next', parts: ['next'] },
      { from: 'without', parts: ['rows'] },
      { from: 'difference', parts: ['strips'] },
    ],
  };
}

function bottomOf({ top, pitch }: RowsLayout, { n_tokens }: Sizes): number {
  return top + n_tokens * pitch + 4;
}

const numberWidth = 38;

function rowsLayout(width: number, tallest: number, highest: number, { n_tokens }: Sizes): RowsLayout {
  const top = 48;
  const pitch = Math.min((tallest - top - 4) / n_tokens, highest);
  const wordWidth = Math.min(width * 0.4, 124);
  const columnWidth = (width - wordWidth - 12) / 2;
  const radius = Math.min(pitch * 0.44, (columnWidth - numberWidth - 10) / 2);
  // Dot and number together stand in the middle of their column.
  const inset = Math.max((columnWidth - 2 * radius - numberWidth) / 2, 0) + radius;
  const columns = [wordWidth + 12 + inset, wordWidth + 12 + columnWidth + inset] as const;
  return {
    x: 0,
    width,
    titleY: 8,
    headingY: 32,
    top,
    pitch,
    chips: pitch >= leastChip,
    wordWidth,
    columns,
    columnWidth,
    radius,
  };
}

function stripsLayout(x: number, width: number, label: number, { d_model }: Sizes): StripsLayout {
  const stripX = x + label;
  const pitch = 26;
  const group = 20 + 2 * pitch + 14;
  return {
    x,
    stripX,
    cell: { along: (width - label - 6) / d_model, across: 15 },
    deltaY: 8,
    outputY: 8 + group,
    differenceY: 8 + 2 * group,
    pitch,
  };
}

function nextLayout(x: number, width: number, first: number, others: number): NextLayout {
  const wide = width > 380;
  const row = (height: number, letters: number): ChangeRow => ({
    height,
    letters,
    wordWidth: wide ? 128 : 92,
  });
  return {
    x,
    width,
    y: 8,
    top: 48,
    first: row(first, wide ? 21 : 17),
    others: row(others, wide ? 15 : 14),
  };
}
