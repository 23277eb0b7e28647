import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'share-scores' | 'share-preview' | 'share-powers' | 'share-strip' | 'share-all';

/** Lines under one another, one for each word, which stands at the left. */
export interface LinesLayout {
  /** Of the title over all, and of those of the columns. */
  readonly titleY: number;
  readonly columnsY: number;
  readonly y: number;
  readonly pitch: number;
  readonly chipWidth: number;
  readonly chipHeight: number;
  /** Of all letters in chips and segments. */
  readonly letters: number;
  readonly width: number;
  readonly bottom: number;
}

/** A column of bars with their numbers before them. */
export interface BarsLayout {
  readonly numberRight: number;
  readonly x: number;
  readonly width: number;
}

/** One whole, shared out. */
export interface StripLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly letters: number;
}

/** Every word's whole, and the word that comes next. */
export interface AllLayout extends LinesLayout {
  /** Where one under the other would be too small they are side by side, so many rows to a column. */
  readonly columns: number;
  readonly rows: number;
  readonly stripX: number;
  readonly stripWidth: number;
  readonly nextX: number;
  readonly nextWidth: number;
  /** Where bars of probabilities begin, where there is room for them. */
  readonly barX: number | undefined;
  readonly numberX: number;
}

export interface ScoresLayout extends LinesLayout {
  readonly bars: BarsLayout;
  /** What of the width the bars have once powers stand beside them. */
  readonly beside: number;
}

export interface PowersLayout extends LinesLayout {
  readonly bars: BarsLayout;
  /** Where the title of the powers ends. */
  readonly titleRight: number;
  /** Of the weights' numbers: where there is no room for a column of theirs, they take the place of the powers'. */
  readonly weightRight: number | undefined;
}

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** Powers come beside the scores, and both are over the strip. */
  readonly scores: ScoresLayout;
  readonly powers: PowersLayout;
  readonly strip: StripLayout;
  readonly all: AllLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** The middle of a line, by its place. */
export function lineY({ y, pitch }: Pick<LinesLayout, 'y' | 'pitch'>, index: number): number {
  return y + (index + 0.5) * pitch;
}

export function kindOf(room: number): 'roomy' | 'narrow' {
  return room >= 620 ? 'roomy' : 'narrow';
}

/** `lines`: how many lines of bars there are; where every word shares out its own whole there is one for each. */
export function layoutFor(room: number, sizes: Sizes, lines: number): Layout {
  return kindOf(room) === 'roomy'
    ? roomy(between(620, room, 860), sizes, lines)
    : narrow(Math.max(room, 300), sizes, lines);
}

interface LinesSpace {
  readonly y: number;
  readonly height: number;
  readonly width: number;
  readonly chipWidth: number;
  readonly leastPitch: number;
  readonly letters: number;
}

/** Lines as high as there is room for them, and no lower than can be read. */
function linesIn({ height, leastPitch, ...space }: LinesSpace, lines: number): LinesLayout {
  const pitch = between(leastPitch, height / lines, 42);
  return {
    ...space,
    titleY: 8,
    columnsY: space.y - 10,
    pitch,
    chipHeight: between(14, pitch - 1.5, 30),
    bottom: space.y + pitch * lines,
  };
}

function roomy(width: number, sizes: Sizes, lines: number): Layout {
  const chipWidth = sizes.glossed ? 124 : 104;
  const space = { y: 50, width, chipWidth, leastPitch: 20, letters: 13.5 };
  const rows = linesIn({ ...space, height: 304 }, lines);
  const strip = { x: 1, y: rows.bottom + 28, width: width - 2, height: 52, letters: 16 };
  const bars = { numberRight: chipWidth + 54, x: chipWidth + 66, width: width - chipWidth - 70 };
  const scores = { bars, beside: 0.42 * bars.width };
  const right = bars.x + scores.beside + 60;
  const powers = {
    bars: { numberRight: right, x: right + 10, width: width - right - 72 },
    titleRight: right + 84,
    weightRight: width - 6,
  };
  return {
    kind: 'roomy',
    width,
    height: strip.y + strip.height + 30,
    scores: { ...rows, ...scores },
    powers: { ...rows, ...powers },
    strip,
    all: roomyAll(space, sizes),
    scenes,
  };
}

const scenes: Layout['scenes'] = [
  { from: 'scores', parts: ['share-scores'] },
  { from: 'scale', parts: ['share-scores', 'share-preview'] },
  { from: 'mask', parts: ['share-scores'] },
  { from: 'exp', parts: ['share-scores', 'share-powers'] },
  { from: 'divide', parts: ['share-scores', 'share-powers', 'share-strip'] },
  { from: 'all', parts: ['share-all'] },
];

function roomyAll(space: Omit<LinesSpace, 'height'>, { glossed, n_tokens }: Sizes): AllLayout {
  const { width, chipWidth } = space;
  const nextX = width - 266;
  if (n_tokens > 20) return inColumns({ ...space, height: 390, y: 40 }, n_tokens, 96);
  return {
    ...linesIn({ ...space, height: 384 }, n_tokens),
    columns: 1,
    rows: n_tokens,
    stripX: chipWidth + 8,
    stripWidth: nextX - chipWidth - 22,
    nextX,
    nextWidth: glossed ? 122 : 110,
    barX: nextX + (glossed ? 126 : 114),
    numberX: width - 6,
  };
}

/** Many words side by side in two columns: of each its share, and how probable that makes the word which really comes next. */
function inColumns(space: LinesSpace, n_tokens: number, chipWidth: number): AllLayout {
  const rows = Math.ceil(n_tokens / 2);
  const lines = linesIn({ ...space, leastPitch: 12.2 }, rows);
  const width = space.width / 2 - 8;
  return {
    ...lines,
    letters: Math.min(space.letters, Math.max(lines.pitch - 1, 12)),
    chipWidth,
    chipHeight: lines.pitch - 1,
    ...{ columns: 2, rows, width, stripX: chipWidth + 4, stripWidth: width - chipWidth - 40 },
    ...{ nextX: width, nextWidth: 0, barX: undefined, numberX: width - 2 },
  };
}

/** For phones: with what stands under it no higher than half a screen. */
function narrow(width: number, sizes: Sizes, lines: number): Layout {
  const chipWidth = sizes.glossed ? 112 : 80;
  const space = { y: 36, width, chipWidth, leastPitch: 15, letters: 12.5 };
  const rows = linesIn({ ...space, height: 136, leastPitch: 14.8 }, lines);
  const strip = { x: 1, y: rows.bottom + 7, width: width - 2, height: 30, letters: 14 };
  const bars = { numberRight: chipWidth + 46, x: chipWidth + 54, width: width - chipWidth - 58 };
  const scores = { bars, beside: 0.42 * bars.width };
  const right = bars.x + scores.beside + 34;
  const powers = {
    bars: { numberRight: right, x: right + 6, width: width - right - 8 },
    titleRight: width - 4,
    weightRight: undefined,
  };
  return {
    kind: 'narrow',
    width,
    height: 234,
    scores: { ...rows, ...scores },
    powers: { ...rows, ...powers },
    strip,
    all: narrowAll(space, sizes),
    scenes,
  };
}

function narrowAll(space: Omit<LinesSpace, 'height'>, { n_tokens }: Sizes): AllLayout {
  const { width } = space;
  if (n_tokens > 13) return inColumns({ ...space, y: 18, height: 214 }, n_tokens, 70);
  return {
    ...linesIn({ ...space, height: 196 }, n_tokens),
    // The next word is told by the next row.
    ...{ columns: 1, rows: n_tokens, chipWidth: 80, stripX: 82, stripWidth: width - 120 },
    ...{ nextX: width - 34, nextWidth: 0, barX: undefined, numberX: width - 4 },
  };
}
