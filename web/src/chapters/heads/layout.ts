import { between } from '../../scene/math.js';
import type { Say } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';
import { lanesLayout, type LanesLayout } from './lanes-layout.js';

export type Part = 'lanes' | 'panels' | 'pushes' | 'slices';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** How far down each part is moved, to stand in the middle. */
  readonly down: Readonly<Record<Part, number>>;
  readonly lanes: LanesLayout;
  readonly panels: PanelsLayout;
  readonly sum: SumLayout;
  readonly slices: SlicesLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** A small grid for each head, in lines of so many. */
export interface PanelsLayout {
  /** Where the first grid begins, and how far apart they are. */
  readonly left: number;
  readonly slot: number;
  readonly perLine: number;
  readonly top: number;
  readonly linePitch: number;
  readonly pitch: number;
  /** Between the title of a line and its grids. The first line has the words of the columns there. */
  readonly header: number;
  /** Whether there is room for a word at each row, and at each column; else only the followed one is written at its row. */
  readonly labelled: boolean;
  readonly columns: boolean;
  readonly letters: number;
  readonly right: number;
  readonly bottom: number;
}

/** Strips of the heads, their sum, E and E'; bars of the next words beside or below. */
export interface SumLayout {
  readonly x: number;
  readonly titleY: number;
  readonly stripX: number;
  readonly cell: { readonly along: number; readonly across: number };
  readonly headAcross: number;
  readonly headY: number;
  readonly headPitch: number;
  readonly sumsY: number;
  readonly sumPitch: number;
  readonly bars: BarsLayout;
  readonly bottom: number;
}

/** Two lists of bars. */
interface BarsLayout {
  /** Where the second one begins. */
  readonly after: { readonly x: number; readonly y: number };
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly wordWidth: number;
  readonly count: number;
}

/** The query matrices of all heads on top of each other, E lying over them, the queries at their right. */
export interface SlicesLayout {
  readonly x: number;
  readonly y: number;
  readonly cell: { readonly along: number; readonly across: number };
  readonly gap: number;
  /** Where the matrices come from: as many beside each other as there is room for, at a smaller size. */
  readonly apart: { readonly x: number; readonly y: number; readonly size: number; readonly slot: number };
  readonly queryX: number;
  readonly queryAcross: number;
  readonly bottom: number;
}

/** Width of a letter of the labels, in parts of their size. */
const letterWidth = 0.56;
/** Column words lean by 60 degrees. */
const rise = 0.87;
const lean = 0.5;

export function layoutFor(room: number, trace: Trace, say: Say): Layout {
  return room >= 620
    ? roomy(between(620, room, 860), trace, say)
    : narrow(between(300, room, 619), trace, say);
}

function roomy(width: number, trace: Trace, say: Say): Layout {
  const tallest = 410;
  const panels = panelsLayout(trace, {
    width,
    left: 84,
    perLine: Math.min(trace.n_heads, 4),
    gap: 18,
    letters: 13,
    widest: 34,
    height: tallest,
  });
  const split = width * 0.57;
  const sum = sumLayout(trace, { x: 2, width: split, label: 72, number: 50, lines: [34, 42], across: 26 });
  const x = split + 30;
  // Before beside the heads, after beside what they make together.
  const size = { width: width - x - 4, pitch: 28, wordWidth: 88, count: 3 };
  const bars = { ...size, x, y: sum.headY + 6, after: { x, y: sum.sumsY + 8 } };
  const slices = slicesLayout(trace, width, { label: 128, query: 26, after: 70, tallest: 330, widest: 12 });
  const room = { width, height: tallest, left: 74, right: 66, letters: 15, thickest: 18 };
  const lanes = lanesLayout(trace, say, room);
  return { kind: 'roomy', width, ...centred({ lanes, panels, sum: { ...sum, bars }, slices }) };
}

/** No higher than the upper part of a phone's window, under which the cards pass. */
function narrow(width: number, trace: Trace, say: Say): Layout {
  const tallest = 296;
  const panels = panelsLayout(trace, {
    width,
    left: 72,
    perLine: 2,
    gap: 12,
    letters: 12.4,
    widest: 30,
    height: tallest,
  });
  const sum = sumLayout(trace, { x: 0, width, label: 58, number: 56, lines: [16, 21], across: 13 });
  const half = (width - 18) / 2;
  const y = sum.bottom + 30;
  const after = { x: half + 18, y };
  const bars = { x: 0, y, width: half, pitch: 19, wordWidth: 78, count: 3, after };
  const slices = slicesLayout(trace, width, { label: 90, query: 16, after: 5, tallest: 226, widest: 9 });
  const room = { width, height: tallest, left: 50, right: 52, letters: 12.4, thickest: 10 };
  const lanes = lanesLayout(trace, say, room);
  return { kind: 'narrow', width, ...centred({ lanes, panels, sum: { ...sum, bars }, slices }) };
}

type Parts = Pick<Layout, 'lanes' | 'panels' | 'sum' | 'slices'>;

/** The picture is as high as its highest part; the others stand in its middle. */
function centred(parts: Parts): Parts & Pick<Layout, 'height' | 'down' | 'scenes'> {
  const { lanes, panels, sum, slices } = parts;
  const bars = sum.bars.after.y + sum.bars.count * sum.bars.pitch + 24;
  const bottoms = {
    // A line is said under the lanes.
    lanes: lanes.bottom + 16,
    panels: panels.bottom,
    pushes: Math.max(sum.bottom, bars),
    slices: slices.bottom,
  };
  const height = Math.max(...Object.values(bottoms));
  const down = (bottom: number) => Math.round((height - bottom) / 2);
  const { lanes: a, panels: b, pushes: c, slices: d } = bottoms;
  return {
    ...parts,
    height,
    scenes,
    down: { lanes: down(a), panels: down(b), pushes: down(c), slices: down(d) },
  };
}

/** One part at a time, in every width: each is large. */
const scenes: readonly Scene<Part>[] = [
  { from: 'words', parts: ['lanes'] },
  { from: 'patterns', parts: ['panels'] },
  { from: 'deltas', parts: ['pushes'] },
  { from: 'slices', parts: ['slices'] },
];

interface PanelsRoom {
  readonly width: number;
  readonly left: number;
  readonly perLine: number;
  readonly gap: number;
  readonly letters: number;
  readonly widest: number;
  readonly height: number;
}

/** Room above the grids for their titles, and under them. */
const titleHeight = 18;
const lineGap = 12;
const panelsTop = 22;
/** Narrower rows have no room for a word each. */
const leastLabelled = 12.5;

function panelsLayout(trace: Trace, room: PanelsRoom): PanelsLayout {
  const { width, left, perLine, gap, letters, widest, height } = room;
  const lengths = trace.words.map((word) => word.length * letters * letterWidth);
  const overhang = lengths.at(-1)! * lean + 4;
  const lines = Math.ceil(trace.n_heads / perLine);
  const pitchWith = (header: number, right: number) => {
    const slot = (width - left - right + gap) / perLine;
    const line = (height - panelsTop - header) / lines;
    const pitch = Math.min(
      (slot - gap) / trace.n_tokens,
      (line - titleHeight - lineGap) / trace.n_tokens,
      widest,
    );
    return { slot, pitch };
  };
  // Words of columns take height: several lines of grids have them only where the grids stay large.
  const words = Math.max(...lengths) * rise + 12;
  const full = pitchWith(words, overhang);
  const columns = full.pitch >= (lines > 1 ? 1.4 * leastLabelled : leastLabelled);
  const header = columns ? words : 0;
  const { slot, pitch } = columns ? full : pitchWith(header, 8);
  const lineHeight = titleHeight + pitch * trace.n_tokens + lineGap;
  return {
    left,
    slot,
    perLine,
    top: panelsTop,
    linePitch: lineHeight,
    pitch,
    header,
    labelled: pitch >= leastLabelled,
    columns,
    letters,
    right: left + (perLine - 1) * slot + pitch * trace.n_tokens,
    bottom: panelsTop + header + lines * lineHeight - lineGap,
  };
}

/** Corners of what belongs to a head. */
export function panelAt(
  { left, slot, perLine, top, linePitch, header }: PanelsLayout,
  h: number,
): { readonly x: number; readonly titleY: number; readonly gridY: number } {
  const line = Math.floor(h / perLine);
  // Only the first line has the words of the columns between titles and grids.
  const y = top + line * linePitch + (line > 0 ? header : 0);
  const gridY = y + titleHeight + (line > 0 ? 0 : header);
  return {
    x: left + (h % perLine) * slot,
    titleY: y + 6,
    gridY,
  };
}

interface SumRoom {
  readonly x: number;
  readonly width: number;
  readonly label: number;
  readonly number: number;
  /** From line to line: of the heads at most, and of what they make together. */
  readonly lines: readonly [heads: number, sums: number];
  readonly across: number;
}

function sumLayout(trace: Trace, room: SumRoom): Omit<SumLayout, 'bars'> {
  const { x, width, label, number, across } = room;
  const { n_heads, d_model } = extentsOf(trace);
  const [headLine, sumPitch] = room.lines;
  const headPitch = Math.min(headLine, (5.4 * headLine) / n_heads);
  const headY = headLine + 12;
  const sumsY = headY + n_heads * headPitch + headLine / 2;
  return {
    x,
    titleY: 8,
    stripX: x + label,
    cell: { along: (width - label - number) / d_model, across },
    headAcross: headPitch - 4,
    headY,
    headPitch,
    sumsY,
    sumPitch,
    bottom: sumsY + 3 * sumPitch,
  };
}

interface SlicesRoom {
  readonly label: number;
  readonly query: number;
  readonly after: number;
  readonly tallest: number;
  readonly widest: number;
}

function slicesLayout(trace: Trace, width: number, room: SlicesRoom): SlicesLayout {
  const { n_heads, d_head, d_model } = extentsOf(trace);
  const gap = 8;
  const beside = 16;
  const along = Math.min((width - room.label - room.query - room.after - beside) / d_model, room.widest);
  const across = Math.min((room.tallest - gap * (n_heads - 1)) / (n_heads * d_head), room.widest);
  const matrix = along * d_model;
  const whole = room.label + matrix + beside + room.query + room.after;
  const x = (width - whole) / 2 + room.label;
  const y = 54;
  const perLine = Math.min(n_heads, 4);
  const slot = width / perLine;
  const size = Math.min(1, (slot - 16) / matrix);
  const tall = n_heads * d_head * across + (n_heads - 1) * gap;
  return {
    x,
    y,
    cell: { along, across },
    gap,
    apart: { x: 8, y: y + tall / 2 - (d_head * across * size) / 2, size, slot },
    queryX: x + matrix + beside,
    queryAcross: room.query,
    bottom: y + tall + 12,
  };
}
