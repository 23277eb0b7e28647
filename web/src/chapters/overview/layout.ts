import { between } from '../../scene/math.js';

/** Where a word stands: the middle of its letters, how wide it is, and in which line. */
export interface WordPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly line: number;
}

export interface Layout {
  readonly kind: 'wide' | 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** Size of the words. */
  readonly letters: number;
  readonly places: readonly WordPlace[];
  /** How high arcs may rise above a line, and what stands between a word and those that go down from it. */
  readonly rise: number;
  readonly depth: number;
  /** What the word looks like: the middle of a square, and its side. */
  readonly drawing: { readonly x: number; readonly y: number; readonly size: number };
  /** The next words: the first of some rows. */
  readonly next: { readonly x: number; readonly y: number; readonly width: number; readonly pitch: number };
}

export interface Said {
  readonly words: readonly string[];
  readonly glossed: boolean;
  /** Whether the followed word has a drawing. */
  readonly drawn: boolean;
}

/** From under a word to the middle of its gloss, and to the end of it. */
export const glossDrop = 16;
const glossDepth = 24;

/** The room that a line takes below its letters, for what underlines a word and for glosses. */
const below = (letters: number, glossed: boolean) => letters * 0.75 + (glossed ? glossDrop : 0);

export function layoutFor(room: number, said: Said): Layout {
  if (room >= 1080) return spacious('wide', 1200, said);
  return room >= 620 ? spacious('roomy', Math.min(room, 820), said) : narrow(Math.max(room, 300), said);
}

function spacious(kind: 'wide' | 'roomy', width: number, said: Said): Layout {
  const isWide = kind === 'wide';
  const { bottom, ...words } = sentence(width, said, isWide ? 42 : 33, isWide ? 98 : 84);
  const pitch = isWide ? 58 : 50;
  const height = isWide ? 224 : 202;
  const barsWidth = width * (isWide ? 0.54 : 0.6);
  const x = said.drawn ? width - barsWidth - width * 0.02 : (width - barsWidth) / 2;
  return {
    ...{ kind, width, ...words },
    height: bottom + height,
    // Hair is half as long where a weight is half of the whole: the square may stand out of its room.
    drawing: { x: width * (isWide ? 0.24 : 0.18), y: bottom + height / 2 - 5, size: height * 1.38 },
    next: { x, y: bottom + height / 2 - 1.15 * pitch, width: barsWidth, pitch },
  };
}

function narrow(width: number, said: Said): Layout {
  const { bottom, ...words } = sentence(width, said, 21, 44);
  const size = said.drawn ? 118 : 0;
  return {
    ...{ kind: 'narrow', width, ...words },
    height: bottom + 140,
    drawing: { x: size / 2 + 2, y: bottom + 72, size },
    next: { x: size + 12, y: bottom + 34, width: width - size - 14, pitch: 30 },
  };
}

/** The words in as few lines as they need, each in the middle. `least`: how high arcs can rise at least. */
function sentence(width: number, { words, glossed }: Said, largest: number, rise: number) {
  const letters = between(largest * 0.62, (largest * 26) / words.length, largest);
  const widths = words.map((word) => serifWidth(word) * letters);
  const gap = letters * 0.42;
  const lines = brokenInto(widths, gap, width - 8);
  const pitch = rise + letters + below(letters, glossed);
  const places = lines.flatMap((line, index) => {
    const whole = line.reduce((sum, j) => sum + widths[j]! + gap, -gap);
    let x = (width - whole) / 2;
    return line.map((j) => {
      const place = {
        x: x + widths[j]! / 2,
        y: rise + letters / 2 + index * pitch,
        width: widths[j]!,
        line: index,
      };
      x += widths[j]! + gap;
      return place;
    });
  });
  return { letters, places, rise, depth: glossed ? glossDepth : 0, bottom: lines.length * pitch };
}

/** How wide a word is in bold letters with serifs of size 1, in the widest of the fonts that there may be. */
function serifWidth(word: string): number {
  return [...word].reduce((sum, letter) => sum + (widthOfLetter[letter] ?? 0.66), 0);
}

const widthOfLetter: Readonly<Record<string, number>> = {
  ...{ i: 0.38, j: 0.38, l: 0.38, "'": 0.3, '’': 0.3 },
  ...{ f: 0.44, r: 0.53, s: 0.56, t: 0.46, m: 1.03, w: 0.88 },
};

/** Lines of about the same length: the fewest, and among as few the most even. */
function brokenInto(widths: readonly number[], gap: number, room: number): number[][] {
  const fewest = broken(widths, gap, room).length;
  let even = room;
  while (even > room / 2 && broken(widths, gap, even - 8).length === fewest) even -= 8;
  return broken(widths, gap, even);
}

function broken(widths: readonly number[], gap: number, room: number): number[][] {
  const lines: number[][] = [];
  let left = 0;
  for (const [j, width] of widths.entries()) {
    if (lines.length === 0 || width > left) {
      lines.push([]);
      left = room;
    }
    lines.at(-1)!.push(j);
    left -= width + gap;
  }
  return lines;
}
