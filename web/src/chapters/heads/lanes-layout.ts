import type { Say } from '../../text/messages.js';
import { textWidth } from '../../text/text-width.js';
import type { Trace } from '../../compute/trace.js';

/** A lane for each head, the words above them all; at the right how far the head moves the followed word. */
export interface LanesLayout {
  readonly width: number;
  readonly left: number;
  /** From word to word. */
  readonly pitch: number;
  readonly right: number;
  readonly letters: number;
  /** Whether a word is wider than its place: then all of them lean. */
  readonly slanted: boolean;
  /** The foot of the words. */
  readonly wordsY: number;
  readonly laneY: number;
  readonly lanePitch: number;
  /** How thick the line of a whole weight is, and how high an arc may rise. */
  readonly thickest: number;
  readonly rise: number;
  readonly bottom: number;
}

export interface LanesRoom {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly letters: number;
  readonly thickest: number;
}

/** Slanted words lean by this much, and take so much of their length in height and to the right. */
export const slant = 58;
const [tall, long] = [Math.sin((slant * Math.PI) / 180), Math.cos((slant * Math.PI) / 180)];
const highestLane = 84;

export function lanesLayout(trace: Trace, say: Say, room: LanesRoom): LanesLayout {
  const { width, left, letters } = room;
  const lengths = trace.words.map((word) => textWidth(word, letters));
  const longest = Math.max(...lengths);
  const level = (width - left - room.right) / trace.n_tokens;
  const slanted = longest + 6 > level;
  const right = slanted ? Math.max(room.right, lengths.at(-1)! * long + 4) : room.right;
  const pitch = slanted ? (width - left - right) / trace.n_tokens : level;
  const wordsY = slanted ? longest * tall + 22 : say.glossed ? 26 : 16;
  const laneY = wordsY + (slanted ? 4 : say.glossed ? 22 : 12);
  const lanePitch = Math.min((room.height - laneY - 22) / trace.n_heads, highestLane);
  return {
    width,
    left,
    pitch,
    right: left + pitch * trace.n_tokens + 6,
    letters,
    slanted,
    wordsY,
    laneY,
    lanePitch,
    thickest: room.thickest,
    rise: lanePitch - 14 - room.thickest / 2,
    bottom: laneY + lanePitch * trace.n_heads + 6,
  };
}

export const columnX = ({ left, pitch }: LanesLayout, j: number): number => left + (j + 0.5) * pitch;

/** Where the words of a head's lane stand. */
export const laneBase = ({ laneY, lanePitch }: LanesLayout, h: number): number =>
  laneY + (h + 1) * lanePitch - 8;
