import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import type { Box } from '../../figure/objects/space-labels.js';

/** Words of the sentence that have a place of their own, in its order; `undefined` is the place of all others. */
export type Column = number | undefined;

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly words: WordsLayout;
  readonly strip: StripLayout;
  /** What makes the values, where they come from at the right. */
  readonly table: { readonly y: number; readonly width: number };
  readonly plane: PlaneLayout;
  readonly next: NextLayout;
}

/** The sentence, at the foot: chips, and under them weights. */
interface WordsLayout {
  readonly y: number;
  readonly pitch: number;
  readonly chipWidth: number;
  readonly chipHeight: number;
  readonly letters: number;
  readonly weightY: number;
  /** How high arcs may rise above the words. */
  readonly rise: number;
}

/** A whole value: as wide as an arc of weight 1 is thick. */
export interface StripLayout {
  readonly across: number;
  readonly along: number;
}

interface PlaneLayout {
  readonly box: Box;
  /** Of the drawing, or of the dot that stands for a word that has none. */
  readonly drawing: number;
  readonly dot: number;
  readonly letters: number;
  readonly thickness: number;
}

/** The next words whose probability changes most. */
export interface NextLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly count: number;
  readonly letters: number;
  /** From the top of a row: of its bar, and of its numbers, beside the word or under the bar. */
  readonly barY: number;
  readonly barHeight: number;
  readonly numberY: number;
}

/** What the numbers of a change take beside its word. */
export const numbersWidth = 96;

/** `columns`: how many places there are for words, and what stands beside them. */
export function layoutFor(width: number, sizes: Sizes, columns: number): Layout {
  return width >= 620
    ? roomy(between(620, width, 860), sizes, columns)
    : narrow(Math.max(width, 300), sizes, columns);
}

/** How many words have a place of their own, at most. */
export function mostColumns(width: number): number {
  return width >= 620 ? 9 : 5;
}

/** The size of letters below which none is set. */
export const smallestLetters = 12.2;

function roomy(width: number, sizes: Sizes, columns: number): Layout {
  const chipHeight = sizes.glossed ? 38 : 30;
  const y = 470 - 26 - chipHeight;
  const planeWidth = Math.round(width * 0.62);
  return {
    kind: 'roomy',
    width,
    height: 470,
    words: {
      ...{ y, pitch: width / columns, chipWidth: Math.min(width / columns - 8, 112), chipHeight },
      ...{ letters: 14.5, weightY: 470 - 12, rise: y - 30 },
    },
    strip: { across: Math.min(60, width / columns - 12), along: Math.min(21, 168 / sizes.d_value) },
    table: { y: 46, width: 216 },
    plane: {
      box: { x: 0, y: 24, width: planeWidth, height: y - 40 },
      ...{ drawing: 92, dot: 9, letters: 15, thickness: 5 },
    },
    next: {
      ...{ x: planeWidth + 30, y: 12, width: width - planeWidth - 32, pitch: 62, count: 5, letters: 16 },
      ...{ barY: 30, barHeight: 13, numberY: 12 },
    },
  };
}

/** For phones: with what stands under it no higher than half a screen. */
function narrow(width: number, sizes: Sizes, columns: number): Layout {
  const [height, chipHeight] = [234, sizes.glossed ? 34 : 26];
  const y = height - 20 - chipHeight;
  const planeWidth = Math.round(width * 0.63);
  return {
    kind: 'narrow',
    width,
    height,
    words: {
      ...{ y, pitch: width / columns, chipWidth: width / columns - 2, chipHeight },
      ...{ letters: 13, weightY: height - 9, rise: y - 18 },
    },
    strip: { across: Math.min(38, width / columns - 10), along: Math.min(9, 72 / sizes.d_value) },
    table: { y: 32, width: 124 },
    plane: {
      box: { x: 0, y: 18, width: planeWidth, height: y - 24 },
      ...{ drawing: 46, dot: 6, letters: 13, thickness: 3.5 },
    },
    next: {
      ...{
        x: planeWidth + 8,
        y: 10,
        width: width - planeWidth - 9,
        pitch: (y - 16) / 3,
        count: 3,
        letters: 13,
      },
      ...{ barY: 22, barHeight: 9, numberY: 41 },
    },
  };
}
