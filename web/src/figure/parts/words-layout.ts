import { between } from '../../scene/math.js';
import type { WordPlace } from '../../figure/objects/arcs.js';

/** The sentence in large words, in as few lines as it needs, and how high arcs may rise over each. */
export interface WordsLayout {
  readonly letters: number;
  readonly places: readonly WordPlace[];
  readonly rise: number;
  readonly wordHeight: number;
  /** From the foot of a word to the names of the heads that look at it. */
  readonly nameY: number;
}

export interface WordsRoom {
  readonly width: number;
  readonly height: number;
  readonly letters: readonly [least: number, most: number];
  readonly glossed: boolean;
  /** Of the size of the letters: smaller letters rather than lower arcs. */
  readonly leastRise: number;
}

/** Of the size of the letters: how wide one is in the widest of the fonts with serifs, and the gap between words. */
const [letterWidth, gapWidth] = [0.64, 0.6];
const margin = 12;

export function wordsLayout(words: readonly string[], room: WordsRoom): WordsLayout {
  const [least, most] = room.letters;
  let letters = most;
  while (letters > least && riseOf(words, room, letters) < room.leastRise * letters) letters -= 1;
  const { width, height, glossed } = room;
  const lines = linesOf(words, letters, width - margin);
  const rise = Math.max(riseOf(words, room, letters), 12);
  const pitch = height / lines.length;
  const places = lines.flatMap((line, index) => {
    const lengths = line.map((j) => words[j]!.length * letterWidth * letters);
    const whole = lengths.reduce((sum, length) => sum + length + gapWidth * letters, -gapWidth * letters);
    let x = (width - whole) / 2;
    return lengths.map((length) => {
      const place = { x, y: index * pitch + rise, width: length };
      x += length + gapWidth * letters;
      return place;
    });
  });
  const wordHeight = letters * 1.24;
  return { letters, places, rise, wordHeight, nameY: glossed ? 28 : 14 };
}

/** What is left of a line's height over its words. */
function riseOf(words: readonly string[], { width, height, glossed }: WordsRoom, letters: number): number {
  const lines = linesOf(words, letters, width - margin).length;
  return between(0, height / lines - letters * 1.3 - (glossed ? 36 : 22), 190);
}

function linesOf(words: readonly string[], letters: number, width: number): number[][] {
  const lines: number[][] = [];
  let left = 0;
  for (const [j, word] of words.entries()) {
    const length = (word.length * letterWidth + gapWidth) * letters;
    if (lines.length === 0 || length - gapWidth * letters > left) {
      lines.push([]);
      left = width;
    }
    lines.at(-1)!.push(j);
    left -= length;
  }
  return lines;
}
