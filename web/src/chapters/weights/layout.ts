import { between, mix } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'share-scores' | 'share-powers' | 'share-strip' | 'share-all';

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
}

export interface PowersLayout extends LinesLayout {
  /** Where the powers stand beside the scores they have no words of their own. */
  readonly words: boolean;
  readonly shiftedRight: number | undefined;
  readonly bars: BarsLayout;
  readonly weightRight: number;
}

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** Alone, scores have the whole place; powers come beside them; then both are low, over the strip. */
  readonly scores: {
    readonly alone: ScoresLayout;
    readonly beside: ScoresLayout;
    readonly low: ScoresLayout;
  };
  readonly powers: { readonly beside: PowersLayout; readonly low: PowersLayout };
  readonly strip: StripLayout;
  readonly all: AllLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** A layout on its way to another with the same fields. */
export function mixLayout<T extends object>(from: T, to: T, amount: number): T {
  if (amount <= 0) return from;
  if (amount >= 1) return to;
  const mixed = Object.entries(from).map(([name, value]) => [
    name,
    mixValue(value, to[name as keyof T], amount),
  ]);
  return Object.fromEntries(mixed) as T;
}

function mixValue(from: unknown, to: unknown, amount: number): unknown {
  if (typeof from === 'number' && typeof to === 'number') return mix(from, to, amount);
  return from instanceof Object ? mixLayout(from, to as object, amount) : to;
}

export function lineY({ y, pitch }: Pick<LinesLayout, 'y' | 'pitch'>, j: number): number {
  return y + (j + 0.5) * pitch;
}

export function layoutFor(width: number, sizes: Sizes): Layout {
  return width >= 620 ? roomy(between(620, width, 860), sizes) : narrow(Math.max(width, 300), sizes);
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
function linesIn({ height, leastPitch, ...space }: LinesSpace, { n_tokens }: Sizes): LinesLayout {
  const pitch = between(leastPitch, height / n_tokens, 42);
  return {
    ...space,
    titleY: 8,
    columnsY: space.y - 10,
    pitch,
    chipHeight: between(14, pitch - 3, 30),
    bottom: space.y + pitch * n_tokens,
  };
}

function roomy(width: number, sizes: Sizes): Layout {
  const chipWidth = sizes.glossed ? 124 : 104;
  const space = { y: 50, width, chipWidth, leastPitch: 20, letters: 13.5 };
  const high = linesIn({ ...space, height: 360 }, sizes);
  const low = linesIn({ ...space, height: 256 }, sizes);
  const middle = chipWidth + (width - chipWidth) * 0.42;
  const strip = { x: 1, y: low.bottom + 28, width: width - 2, height: 52, letters: 16 };
  const bars = { numberRight: chipWidth + 54, x: chipWidth + 66, width: middle - chipWidth - 84 };
  const powers = {
    words: false,
    shiftedRight: middle + 46,
    bars: { numberRight: middle + 94, x: middle + 102, width: width - middle - 164 },
    weightRight: width - 6,
  };
  return {
    kind: 'roomy',
    width,
    height: Math.max(strip.y + strip.height + 26, high.bottom + 4),
    scores: {
      alone: { ...high, bars: { ...bars, width: width - chipWidth - 68 } },
      beside: { ...high, bars },
      low: { ...low, bars },
    },
    powers: { beside: { ...high, ...powers }, low: { ...low, ...powers } },
    strip,
    all: roomyAll(high, sizes),
    scenes: [
      { from: 'scores', parts: ['share-scores'] },
      { from: 'exp', parts: ['share-scores', 'share-powers'] },
      { from: 'divide', parts: ['share-scores', 'share-powers', 'share-strip'] },
      { from: 'all', parts: ['share-all'] },
    ],
  };
}

function roomyAll(lines: LinesLayout, { glossed }: Sizes): AllLayout {
  const { width, chipWidth } = lines;
  const nextX = width - 266;
  return {
    ...lines,
    stripX: chipWidth + 8,
    stripWidth: nextX - chipWidth - 22,
    nextX,
    nextWidth: glossed ? 122 : 110,
    barX: nextX + (glossed ? 126 : 114),
    numberX: width - 6,
  };
}

/** For phones: what is under way has the whole place, which is no higher than half a screen. */
function narrow(width: number, sizes: Sizes): Layout {
  const chipWidth = sizes.glossed ? 112 : 74;
  const space = { y: 38, width, chipWidth, leastPitch: 15, letters: 12.5 };
  const high = linesIn({ ...space, height: 256 }, sizes);
  const low = linesIn({ ...space, height: 184 }, sizes);
  const strip = { x: 1, y: low.bottom + 10, width: width - 2, height: 42, letters: 14 };
  const scores = {
    ...high,
    bars: { numberRight: chipWidth + 46, x: chipWidth + 54, width: width - chipWidth - 56 },
  };
  const powers = {
    words: true,
    shiftedRight: undefined,
    bars: { numberRight: chipWidth + 40, x: chipWidth + 48, width: width - chipWidth - 92 },
    weightRight: width - 2,
  };
  return {
    kind: 'narrow',
    width,
    height: Math.max(high.bottom, strip.y + strip.height + 22),
    scores: { alone: scores, beside: scores, low: scores },
    powers: { beside: { ...high, ...powers }, low: { ...low, ...powers } },
    strip,
    all: {
      ...high,
      chipWidth: 74,
      stripX: 80,
      stripWidth: width - 208,
      nextX: width - 120,
      nextWidth: 84,
      barX: undefined,
      numberX: width - 2,
    },
    scenes: [
      { from: 'scores', parts: ['share-scores'] },
      { from: 'exp', parts: ['share-powers'] },
      { from: 'divide', parts: ['share-powers', 'share-strip'] },
      { from: 'all', parts: ['share-all'] },
    ],
  };
}
