import { between } from '../../scene/math.js';
import type { WordPlace } from '../objects/arcs.js';

/** The sentence in large words, in as few lines as it needs, and how high arcs may rise over each. */
export interface WordsLayout {
  readonly letters: number;
  readonly places: readonly WordPlace[];
  readonly rise: number;
  readonly wordHeight: number;
  /** From the foot of a word to under what stands there: arcs that go down begin below it. */
  readonly wordDepth: number;
  /** Whether there is room for what words mean. */
  readonly glossed: boolean;
  /** How thick arcs may be: where they pass a whole line, as the gap between two words is wide. */
  readonly thickest: number;
  /** From the foot of a word to the names of the heads that look at it. */
  readonly nameY: number;
}

export interface WordsRoom {
  readonly width: number;
  readonly height: number;
  readonly letters: readonly [least: number, most: number];
  /** The word that the arcs lead to, from 0: lines after its own need no room for arcs. */
  readonly target: number;
  /** What stands under a word. */
  readonly foot: number;
  readonly glossed: boolean;
  /** Of the size of the letters: smaller letters rather than lower arcs. */
  readonly leastRise: number;
}

/** Of the size of the letters: how wide one is in the widest of the fonts with serifs, and the gap between words. */
const [letterWidth, gapWidth] = [0.64, 0.6];
const glossHeight = 14;
const margin = 12;

export function wordsLayout(words: readonly string[], wanted: WordsRoom): WordsLayout {
  const [least, most] = wanted.letters;
  // So many lines leave nothing under their words.
  const low = { ...wanted, foot: 3 };
  const room = [wanted, low].find((one) => riseOf(words, one, least) > 3) ?? { ...low, glossed: false };
  let letters = most;
  while (letters > least && riseOf(words, room, letters) < room.leastRise * letters) letters -= 1;
  const { width, target, glossed } = room;
  const rise = Math.max(riseOf(words, room, letters), 3);
  let y = 0;
  const lines = linesOf(words, letters, width - margin);
  const places = lines.flatMap((line) => {
    const lengths = line.map((j) => words[j]!.length * letterWidth * letters);
    const whole = lengths.reduce((sum, length) => sum + length + gapWidth * letters, -gapWidth * letters);
    let x = (width - whole) / 2;
    const top = y + (line[0]! <= target ? rise : 0);
    y = top + bodyOf(room, letters);
    return lengths.map((length) => {
      const place = { x, y: top, width: length };
      x += length + gapWidth * letters;
      return place;
    });
  });
  const wordHeight = letters * 1.24;
  return {
    ...{ letters, places, rise, wordHeight, glossed, nameY: glossed ? 28 : 14 },
    wordDepth: bodyOf(room, letters) - wordHeight,
    thickest: lines.length > 2 ? letters * 0.4 : Infinity,
  };
}

/** A line without the room for its arcs. */
const bodyOf = ({ foot, glossed }: WordsRoom, letters: number): number =>
  letters * 1.3 + foot + (glossed ? glossHeight : 0);

/** What is left of the height for the arcs over each line that they reach. */
function riseOf(words: readonly string[], room: WordsRoom, letters: number): number {
  const lines = linesOf(words, letters, room.width - margin);
  const reached = lines.filter((line) => line[0]! <= room.target).length;
  return between(0, (room.height - lines.length * bodyOf(room, letters)) / reached, 190);
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
