import { between } from '../../scene/math.js';
import { boldWidth, fittingSize } from '../../text/text-width.js';

/** Where the words of the sentence stand, each with its embedding below and room for a shorter vector below that. */
export interface SentenceLayout {
  readonly left: number;
  readonly right: number;
  readonly pitch: number;
  /** Words in chips; where they do not fit, slanted ones. */
  readonly chips: boolean;
  readonly lines: readonly Line[];
  readonly headerHeight: number;
  /** The size of all letters of the words. */
  readonly letters: number;
  /** How tall a bubble's body is; there is room for so many, one above the other, above a line with a speaker. */
  readonly bubbleHeight: number;
  readonly bubbleRows: number;
  /** Below the header, in this order. */
  readonly positionHeight: number;
  /** Whether positions have room side by side. */
  readonly numbered: boolean;
  readonly across: number;
  readonly embeddingLength: number;
  readonly gap: number;
  readonly vectorLength: number;
  readonly bottom: number;
}

/** A part of the sentence that stands side by side: its first token, how many, and where its header begins. */
interface Line {
  readonly first: number;
  readonly count: number;
  readonly y: number;
}

interface SentenceRoom {
  readonly left: number;
  readonly right: number;
  readonly widestPitch: number;
  readonly narrowestPitch: number;
  /** The smallest and the largest that words in chips may have. */
  readonly letters: readonly [smallest: number, largest: number];
  readonly chipHeight: number;
  readonly bubbleHeight: number;
  readonly bubbleRows: number;
  readonly embeddingLength: number;
  readonly gap: number;
  readonly vectorLength: number;
  /** Between lines. */
  readonly leading: number;
}

/** How wide chips are that stand so far apart. */
export function chipWidth(pitch: number): number {
  return Math.min(pitch - 6, 96);
}

const slant = (70 * Math.PI) / 180;

/** As many lines as the words need; `speakers` are the tokens above which a bubble must fit. */
export function sentenceLayout(
  words: readonly string[],
  speakers: readonly number[],
  room: SentenceRoom,
): SentenceLayout {
  const width = room.right - room.left;
  const lineCount = Math.ceil((words.length * room.narrowestPitch) / width);
  const perLine = Math.ceil(words.length / lineCount);
  const chipPitch = Math.min(width / perLine, room.widestPitch);
  const [smallest, largest] = room.letters;
  const letters = Math.min(...words.map((word) => fittingSize(word, chipWidth(chipPitch) - 8, largest)));
  const chips = letters >= smallest;
  // The last slanted word leans out to the right of its column.
  const overhang = chips ? 0 : 18;
  const pitch = Math.min((width - overhang) / perLine, room.widestPitch);
  const headerHeight = chips ? room.chipHeight : slantedHeight(Math.max(...words.map(wordLength)));
  const left = room.left + (width - overhang - perLine * pitch) / 2;
  const { lines, bottom } = stack(words.length, perLine, speakers, room, headerHeight);
  return {
    left,
    right: left + perLine * pitch + overhang,
    pitch,
    chips,
    lines,
    headerHeight,
    letters,
    bubbleHeight: room.bubbleHeight,
    bubbleRows: room.bubbleRows,
    positionHeight,
    numbered: pitch >= 17,
    across: between(8, pitch - 6, 26),
    embeddingLength: room.embeddingLength,
    gap: room.gap,
    vectorLength: room.vectorLength,
    bottom,
  };
}

const positionHeight = 18;
export const tailHeight = 12;
export const betweenBubbles = 4;

/** How high the bubbles above a line are, with the tails of the lowest. */
export function bubbleRoom({ bubbleHeight, bubbleRows }: Pick<SentenceRoom, 'bubbleHeight' | 'bubbleRows'>) {
  return bubbleRows * (bubbleHeight + betweenBubbles) - betweenBubbles + tailHeight;
}

/** How high one is with its tail. */
export function oneBubble({ bubbleHeight }: Pick<SentenceRoom, 'bubbleHeight'>): number {
  return bubbleHeight + tailHeight;
}

function stack(
  count: number,
  perLine: number,
  speakers: readonly number[],
  room: SentenceRoom,
  headerHeight: number,
): { lines: readonly Line[]; bottom: number } {
  const lines: Line[] = [];
  let y = 0;
  for (let first = 0; first < count; first += perLine) {
    const spoken = speakers.some((token) => token >= first && token < first + perLine);
    if (spoken) y += bubbleRoom(room) + 2;
    lines.push({ first, count: Math.min(perLine, count - first), y });
    y += headerHeight + positionHeight + room.embeddingLength + room.gap + room.vectorLength + room.leading;
  }
  return { lines, bottom: y - room.leading };
}

/** In bold letters, as who speaks has them. */
function wordLength(word: string): number {
  return boldWidth(word, 13);
}

/** From the foot of the longest word to the upper corner of its first letters' ends. */
function slantedHeight(length: number): number {
  return Math.max(length * Math.sin(slant) + ascent * Math.cos(slant) + 3, 36);
}

/** How far letters reach over the middle of their line. */
const ascent = 10;

/** The far end of a slanted word that speaks, seen from the foot of its header. */
export function slantedEnd(word: string): { readonly x: number; readonly y: number } {
  const length = wordLength(word) + 4;
  return { x: length * Math.cos(slant), y: -length * Math.sin(slant) };
}

export function lineOf(layout: SentenceLayout, token: number): Line {
  return layout.lines.findLast(({ first }) => first <= token)!;
}

/** The centre of a token's column. */
export function centreOf(layout: SentenceLayout, token: number): number {
  return layout.left + (token - lineOf(layout, token).first + 0.5) * layout.pitch;
}

/** Where embeddings of a line begin. */
export function embeddingTop(layout: SentenceLayout, line: Line): number {
  return line.y + layout.headerHeight + layout.positionHeight;
}
