import { between } from '../../scene/math.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import { boldWidth, textWidth } from '../../text/text-width.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cells of a strip: how far apart along it, and how wide across. */
interface Strip {
  readonly along: number;
  readonly across: number;
}

/**
 * Columns for the keys, and what stands under them: one row with room to see how its dots are made, which becomes the grid
 * of all rows; and a plane with a list in their place.
 */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** The size of letters. */
  readonly letters: number;
  readonly x: number;
  readonly pitchX: number;
  /** Over the columns: as they lie where they have room, or slanted. */
  readonly heads: { readonly foot: number; readonly slanted: boolean; readonly shown: boolean };
  /** The vectors in the columns. */
  readonly keys: Strip & { readonly y: number; readonly gap: number };
  /** The vector of a word's row before it leaves, at its word. */
  readonly home: Strip & { readonly x: number };
  readonly chip: { readonly x: number; readonly width: number; readonly height: number };
  readonly bars: { readonly y: number; readonly pitch: number; readonly half: number };
  /** The one row, and where the numbers under it stand. */
  readonly row: { readonly y: number; readonly height: number; readonly numbers: number };
  readonly sum: { readonly y: number; readonly lines: number; readonly pitch: number };
  readonly grid: {
    readonly top: number;
    readonly pitch: number;
    /** The vectors in the columns are this part as tall. */
    readonly squeeze: number;
    readonly chipHeight: number;
    /** Whether every row has room for its word, and a cell for a number. */
    readonly worded: boolean;
    readonly numbered: boolean;
  };
  readonly legendY: number;
  /** The largest dot touches its neighbours' cells. */
  readonly radius: number;
  readonly plane: Box;
  readonly list: Box & {
    readonly pitch: number;
    /** For how many words there is room. */
    readonly lines: number;
    readonly dot: number;
    readonly score: number;
    readonly weight: number;
  };
}

export function layoutFor(width: number, words: readonly string[], sizes: Sizes): Layout {
  return width >= 620
    ? roomy(between(620, width, 860), words, sizes)
    : narrow(Math.max(width, 300), words, sizes);
}

const angle = (70 * Math.PI) / 180;
const slant = Math.sin(angle);
/** From a slanted word's foot to that of its column, and how far its letters reach over its end. */
const ascent = 8;
const lowestLine = 14;

/** The widths that a kind of picture is made of. */
interface Measures {
  readonly letters: number;
  readonly height: number;
  readonly narrowest: number;
  /** The longest chip, and how long the vector of a row is. */
  readonly chip: number;
  readonly home: number;
  readonly gap: number;
  readonly glossed: boolean;
}

/** Chips, the vectors beside them, columns. */
function columns(
  width: number,
  words: readonly string[],
  { letters, chip, home, gap, narrowest, glossed }: Measures,
) {
  const longest = Math.max(...words.map((word) => textWidth(word, letters)));
  const chipWidth = between(40, longest + 12, chip);
  const homeX = 2 + chipWidth + gap;
  const x = homeX + home + gap + 2;
  const pitchWith = (lean: number) => between(narrowest, (width - x - lean) / words.length, 84);
  const slanted = words.length > 1 && longest + 8 > pitchWith(4);
  // The last slanted word leans out to the right of its column, with its gloss beside it.
  const lean = slanted ? longest * Math.cos(angle) + (glossed ? 16 : 6) - pitchWith(24) / 2 : 4;
  const pitchX = pitchWith(Math.max(lean, 4));
  // Any word may be the one that answers, in bold letters.
  const boldest = Math.max(...words.map((word) => boldWidth(word, letters)));
  return { x, pitchX, boldest, slanted, chipX: 2, chipWidth, homeX };
}

function roomy(room: number, words: readonly string[], { d_head, glossed }: Sizes): Layout {
  const measures = { letters: 14, height: 450, narrowest: 23, chip: 112, home: 52, gap: 8, glossed };
  const { x, pitchX, boldest, slanted, chipX, chipWidth, homeX } = columns(room, words, measures);
  const foot = slanted ? Math.max(36, ((boldest * 13) / 14) * slant + ascent) : glossed ? 36 : 22;
  const keysY = foot + 10;
  const across = between(5, pitchX * 0.36, 26);
  // As long words are higher, the vectors under them are shorter: what stands below stays where it is.
  const below = slanted ? 106 - Math.max(0, foot - 96) : 156;
  const squeezed = 36;
  const top = keysY + squeezed + 10;
  const pitch = Math.min((422 - top) / words.length, 48);
  const radius = Math.min(pitchX, pitch) * 0.49;
  const beside = roomyList(room, Math.max(112, boldest + radius + 6), words.length);
  return {
    ...{
      kind: 'roomy',
      letters: 14,
      width: Math.max(room, x + words.length * pitchX + 4),
      height: 450,
      x,
      pitchX,
    },
    heads: { foot, slanted, shown: pitchX >= 12 },
    keys: { y: keysY, along: below / d_head, across, gap: 4 },
    home: { x: homeX, along: measures.home / d_head, across: between(4, pitch - 14, 16) },
    chip: { x: chipX, width: chipWidth, height: glossed ? 36 : 30 },
    bars: { y: keysY + below + 26, pitch: between(5, 72 / d_head, 10), half: pitchX * 0.7 },
    row: { y: keysY + below + 132, height: 50, numbers: 37 },
    sum: { y: 396, lines: 1, pitch: 18 },
    grid: {
      ...{
        top,
        pitch,
        squeeze: squeezed / below,
        worded: pitch >= 14,
        numbered: pitch >= 34 && pitchX >= 36,
      },
      chipHeight: Math.min(glossed ? 34 : 28, pitch - 3),
    },
    legendY: 434,
    radius,
    plane: { x: 2, y: 4, width: beside.x - 26, height: 422 },
    list: beside,
  };
}

/** As high as is seen on a phone above the cards. */
function narrow(room: number, words: readonly string[], { d_head, glossed }: Sizes): Layout {
  const measures = { letters: 12.4, height: 286, narrowest: 8, chip: 76, home: 20, gap: 3, glossed };
  const { x, pitchX, boldest, slanted, chipX, chipWidth, homeX } = columns(room, words, measures);
  const foot = slanted ? between(34, boldest * slant + ascent, 72) : glossed ? 32 : 18;
  const keysY = foot + 5;
  const below = between(40, 128 - keysY, 64);
  const squeezed = 20;
  const top = keysY + squeezed + (slanted ? 5 : 14);
  const pitch = Math.min((264 - top) / words.length, 36);
  const radius = Math.min(pitchX, pitch) * 0.49;
  // The longest word, its dot, and then as much as the names of the columns take.
  const dot = boldest + radius + 4;
  const listX = room - dot - 66;
  return {
    ...{
      kind: 'narrow',
      letters: 12.4,
      width: Math.max(room, x + words.length * pitchX + 4),
      height: 286,
      x,
      pitchX,
    },
    heads: { foot, slanted, shown: pitchX >= 12 },
    // The query stands between its key and the next.
    keys: { y: keysY, along: below / d_head, across: between(3, pitchX * 0.36, 14), gap: 2 },
    home: { x: homeX, along: measures.home / d_head, across: between(3, pitch - 8, 10) },
    chip: { x: chipX, width: chipWidth, height: glossed ? 28 : 22 },
    bars: { y: keysY + below + 22, pitch: between(3, 40 / d_head, 6), half: pitchX * 0.8 },
    row: { y: keysY + below + 78, height: 30, numbers: 23 },
    sum: { y: 243, lines: 2, pitch: 14 },
    grid: {
      ...{ top, pitch, squeeze: squeezed / below, worded: pitch >= 13, numbered: false },
      chipHeight: Math.min(20, pitch - (pitch < 16 ? 1 : 2)),
    },
    legendY: 276,
    radius,
    plane: { x: 0, y: 0, width: listX - 6, height: 254 },
    list: { ...list(listX, 2, dot + 66, 280, words.length, 34), dot, score: 0, weight: dot + 14 },
  };
}

/** A line for each key, as far as lines can be read, and one over them. */
function list(x: number, y: number, width: number, height: number, count: number, most: number) {
  const lines = Math.min(count, Math.floor(height / lowestLine) - 1);
  const pitch = Math.min(height / (lines + 1), most);
  return { x, y: y + (height - pitch * (lines + 1)) / 2, width, height: pitch * (lines + 1), pitch, lines };
}

/** At the right of the plane; `dot` is as far from the beginnings of words as the longest of them needs. */
function roomyList(room: number, dot: number, count: number): Layout['list'] {
  const lines = list(room - 188 - dot, 8, dot + 186, 434, count, 44);
  return { ...lines, dot, score: dot + 26, weight: dot + 78 };
}

export function columnCentre({ x, pitchX }: Layout, column: number): number {
  return x + (column + 0.5) * pitchX;
}

export function rowCentre({ grid }: Layout, row: number): number {
  return grid.top + (row + 0.5) * grid.pitch;
}

/** The centre of the grid's cell in which query `i` meets key `j`. */
export function gridPlace(layout: Layout, i: number, j: number, transposed = false) {
  return transposed
    ? { x: columnCentre(layout, i), y: rowCentre(layout, j) }
    : { x: columnCentre(layout, j), y: rowCentre(layout, i) };
}

/** The middle of a line of the list. */
export function listLine({ list }: Layout, line: number): number {
  return list.y + (line + 1.5) * list.pitch;
}
