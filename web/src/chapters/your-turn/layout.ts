import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import { wordsLayout, type WordsLayout, type WordsRoom } from '../../figure/parts/words-layout.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'words' | 'heads' | 'rows' | 'pair' | 'strips' | 'next';

/** The words with their weights in both runs, and beside them (on phones in turn) what becomes of the followed one. */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly words: Words;
  readonly heads: HeadBoxes;
  readonly rows: RowsLayout;
  readonly pair: PairLayout;
  readonly strips: StripsLayout;
  readonly next: NextLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** The sentence in large words, and where its title stands. */
export interface Words {
  readonly title: { readonly x: number; readonly y: number };
  readonly words: WordsLayout;
}

/** Boxes of the heads, in lines. */
export interface HeadBoxes {
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly perLine: number;
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

/** The word in both runs, side by side, and what is expected after it. */
export interface PairLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** How large the drawing is, where there is one; whether there is room for it before the strips come. */
  readonly drawing: number;
  readonly early: boolean;
  /** Of the next words. */
  readonly count: number;
  readonly pitch: number;
}

/** E′ in both runs, and their difference. */
export interface StripsLayout {
  readonly x: number;
  readonly stripX: number;
  readonly cell: { readonly along: number; readonly across: number };
  readonly outputY: number;
  readonly differenceY: number;
  readonly bottom: number;
  readonly pitch: number;
}

/** The next words that change most, from the run as it is to the run without. */
export interface NextLayout {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly top: number;
  readonly count: number;
  /** Where it is said which runs are compared: in the title's place, where there is no line for it. */
  readonly sidesY: number;
  /** The first is the message. */
  readonly first: ChangeRow;
  readonly others: ChangeRow;
}

export interface ChangeRow {
  readonly height: number;
  readonly letters: number;
  readonly wordWidth: number;
}

/** At least so many changes are named, whether they can be told or not. */
export const leastChanges = 3;

const leastChip = 26;

export function layoutFor(room: number, said: Said): Layout {
  return room >= 620 ? roomy(Math.min(room, 860), said) : narrow(between(300, room, 619), said);
}

/** Sizes, and the words that are laid out. */
interface Said extends Sizes {
  readonly words: readonly string[];
  /** The one that is followed, from 0, and whether it has a drawing. */
  readonly token: number;
  readonly drawn: boolean;
}

/** The next words stand at the right of the heads, and stay there beside the rows. */
function roomy(width: number, said: Said): Layout {
  const top = 206;
  const rowsWidth = between(262, width * 0.4, 330);
  const x = rowsWidth + 36;
  const heads = headBoxes(said, { x: 0, top: top + 30, width: rowsWidth, height: 52, perLine: 2 });
  const next = { ...nextLayout(x, width - x, 50, 37), y: top + 8, sidesY: top + 32, top: top + 46, count: 4 };
  const rows = rowsLayout(rowsWidth, between(400, 20.5 * said.n_tokens + 52, 545), 44, said);
  const pair = { ...pairLayout(x, width - x, said.drawn ? 118 : 0, 32), early: true };
  const strips = stripsLayout(x, width - x, 64, { top: bottomOfPair(pair) + 16, ...said });
  const words = {
    width,
    height: top - 30,
    letters: [15, 36],
    glossed: said.glossed,
    target: said.token,
    foot: 8,
    leastRise: 1.7,
  } as const;
  return {
    kind: 'roomy',
    width,
    height: Math.max(
      next.top + next.first.height + 3 * next.others.height,
      bottomOf(rows, said),
      strips.bottom,
    ),
    words: wordsOf(said.words, words),
    heads,
    rows,
    pair,
    strips,
    next,
    scenes: [
      { from: 'whole', parts: ['words', 'heads', 'next'] },
      { from: 'without', parts: ['rows', 'pair', 'next'] },
      { from: 'difference', parts: ['rows', 'pair', 'strips'] },
    ],
  };
}

/** One part at a time, above what is read. */
function narrow(width: number, said: Said): Layout {
  const top = 128;
  const heads = headBoxes(said, { x: 0, top: top + 16, width, height: 44, perLine: 4 });
  const foot = heads.top + Math.ceil(said.n_heads / heads.perLine) * (heads.height + heads.gap);
  const next = { ...nextLayout(0, width, 28, 24), y: foot + 8, sidesY: foot + 8, top: foot + 18, count: 3 };
  const rows = rowsLayout(width, between(285, 17 * said.n_tokens + 52, 440), 42, said);
  const pair = { ...pairLayout(0, width, said.drawn ? 68 : 0, 24), early: false };
  const strips = stripsLayout(0, width, 56, { top: bottomOfPair(pair) + 8, ...said });
  const words = {
    width,
    height: top - 22,
    letters: [13, 21],
    glossed: said.glossed,
    target: said.token,
    foot: 8,
    leastRise: 1.1,
  } as const;
  return {
    kind: 'narrow',
    width,
    height: Math.max(
      next.top + next.first.height + 2 * next.others.height,
      bottomOf(rows, said),
      strips.bottom,
    ),
    words: wordsOf(said.words, words),
    heads,
    rows,
    pair,
    strips,
    next,
    scenes: [
      { from: 'whole', parts: ['words', 'heads', 'next'] },
      { from: 'without', parts: ['rows'] },
      { from: 'difference', parts: ['pair', 'strips'] },
    ],
  };
}

/** Under a title. */
function wordsOf(words: readonly string[], room: WordsRoom): Words {
  const laid = wordsLayout(words, room);
  const under = 20;
  const places = laid.places.map((place) => ({ ...place, y: place.y + under }));
  return { title: { x: 0, y: 8 }, words: { ...laid, places } };
}

function headBoxes(
  { n_heads }: Sizes,
  { x, top, width, height, perLine }: Omit<HeadBoxes, 'gap'>,
): HeadBoxes {
  const gap = 8;
  const columns = n_heads > 4 ? 4 : Math.min(perLine, n_heads);
  return {
    x,
    top,
    width: (width - (columns - 1) * gap) / columns,
    height: n_heads > 4 ? 44 : height,
    gap,
    perLine: columns,
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

function pairLayout(x: number, width: number, drawing: number, pitch: number) {
  return { x, y: 8, width, drawing, pitch, count: 2 };
}

function bottomOfPair({ y, drawing, count, pitch }: PairLayout): number {
  return y + 14 + drawing + count * pitch;
}

function stripsLayout(
  x: number,
  width: number,
  label: number,
  { d_model, top }: Sizes & { readonly top: number },
): StripsLayout {
  const stripX = x + label;
  const pitch = 26;
  const group = 20 + 2 * pitch + 12;
  return {
    x,
    stripX,
    cell: { along: (width - label - 6) / d_model, across: 15 },
    outputY: top,
    differenceY: top + group,
    bottom: top + group + 21 + pitch + 12,
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
    sidesY: 32,
    top: 48,
    count: 5,
    first: row(first, wide ? 21 : 15),
    others: row(others, wide ? 15 : 13),
  };
}
