import { between } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'panels' | 'sum' | 'slices';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** How far down the panels stand while they are alone. */
  readonly alone: number;
  readonly panels: PanelsLayout;
  readonly sum: SumLayout;
  readonly slices: SlicesLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** A small grid for each head, in lines of so many; under each, what the followed word looks at. */
export interface PanelsLayout {
  /** Where the first grid begins, and how far apart they are. */
  readonly left: number;
  readonly slot: number;
  /** How wide what belongs to one head may be. */
  readonly width: number;
  readonly perLine: number;
  readonly top: number;
  readonly linePitch: number;
  readonly pitch: number;
  /** Between the title of a line and its grids. The first line has the words of the columns there. */
  readonly header: number;
  /** Whether there is room for a word at each row and column; else only the followed one is written. */
  readonly labelled: boolean;
  readonly letters: number;
  readonly barPitch: number;
  readonly barCount: number;
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

/** Two columns of bars side by side. */
interface BarsLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly wordWidth: number;
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

export function layoutFor(room: number, trace: Trace): Layout {
  return room >= 620 ? roomy(between(620, room, 860), trace) : narrow(between(300, room, 619), trace);
}

function roomy(width: number, trace: Trace): Layout {
  const { n_heads } = extentsOf(trace);
  const perLine = Math.min(n_heads, 4);
  const panels = panelsLayout(trace, {
    width,
    left: 78,
    perLine,
    gap: 18,
    letters: 12.5,
    widest: 34,
    bars: 3,
  });
  const split = width * 0.53;
  const sum = sumLayout(trace, { x: 2, y: panels.bottom + 16, width: split, label: 66, number: 44 });
  const bars = { x: split + 30, y: sum.titleY + 22, width: width - split - 34, pitch: 22, wordWidth: 76 };
  const slices = slicesLayout(trace, width, { label: 128, query: 26, after: 70, tallest: 400, widest: 12 });
  const height = Math.max(sum.bottom, bars.y + 4 * bars.pitch + 34, slices.bottom);
  return {
    kind: 'roomy',
    width,
    height,
    alone: (height - panels.bottom) * 0.4,
    panels,
    sum: { ...sum, bars },
    slices,
    scenes: [
      { from: 'patterns', parts: ['panels'] },
      { from: 'deltas', parts: ['panels', 'sum'] },
      { from: 'slices', parts: ['slices'] },
    ],
  };
}

function narrow(width: number, trace: Trace): Layout {
  const panels = panelsLayout(trace, {
    width,
    left: 54,
    perLine: 2,
    gap: 10,
    letters: 11.5,
    widest: 30,
    bars: 2,
  });
  const sum = sumLayout(trace, { x: 0, y: 8, width, label: 60, number: 48 });
  const bars = { x: 0, y: sum.bottom + 32, width, pitch: 20, wordWidth: 66 };
  const slices = slicesLayout(trace, width, { label: 80, query: 16, after: 5, tallest: 300, widest: 9 });
  const height = Math.max(panels.bottom, bars.y + 4 * bars.pitch + 30, slices.bottom);
  return {
    kind: 'narrow',
    width,
    height,
    alone: 0,
    panels,
    sum: { ...sum, bars },
    slices,
    scenes: [
      { from: 'patterns', parts: ['panels'] },
      { from: 'deltas', parts: ['sum'] },
      { from: 'slices', parts: ['slices'] },
    ],
  };
}

interface PanelsRoom {
  readonly width: number;
  readonly left: number;
  readonly perLine: number;
  readonly gap: number;
  readonly letters: number;
  readonly widest: number;
  readonly bars: number;
}

/** Room above the grids for their titles, and below for the heading of the bars. */
const titleHeight = 18;
const barsAbove = 14;
/** Narrower rows have no room for a word each. */
const leastLabelled = 12.5;

function panelsLayout(trace: Trace, room: PanelsRoom): PanelsLayout {
  const { width, left, perLine, gap, letters, widest, bars } = room;
  const lengths = trace.words.map((word) => word.length * letters * letterWidth);
  const overhang = lengths.at(-1)! * lean + 4;
  const slot = (width - left - overhang + gap) / perLine;
  const pitch = Math.min((slot - gap) / trace.n_tokens, widest);
  const labelled = pitch >= leastLabelled;
  const header = labelled ? Math.max(...lengths) * rise + 12 : 8;
  const grid = pitch * trace.n_tokens;
  const barPitch = letters + 5;
  const lines = Math.ceil(trace.n_heads / perLine);
  const lineHeight = titleHeight + grid + barsAbove + bars * barPitch + 14;
  const top = 22;
  return {
    left,
    slot,
    width: slot - gap,
    perLine,
    top,
    linePitch: lineHeight,
    pitch,
    header,
    labelled,
    letters,
    barPitch,
    barCount: bars,
    right: left + (perLine - 1) * slot + grid,
    bottom: top + header + lines * lineHeight - 14,
  };
}

/** Corners of what belongs to a head. */
export function panelAt(
  { left, slot, perLine, top, linePitch, header, pitch }: PanelsLayout,
  h: number,
  n_tokens: number,
): { readonly x: number; readonly titleY: number; readonly gridY: number; readonly barsY: number } {
  const line = Math.floor(h / perLine);
  // Only the first line has the words of the columns between titles and grids.
  const y = top + line * linePitch + (line > 0 ? header : 0);
  const gridY = y + titleHeight + (line > 0 ? 0 : header);
  return {
    x: left + (h % perLine) * slot,
    titleY: y + 6,
    gridY,
    barsY: gridY + n_tokens * pitch + barsAbove,
  };
}

interface SumRoom {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly label: number;
  readonly number: number;
}

function sumLayout(trace: Trace, { x, y, width, label, number }: SumRoom): Omit<SumLayout, 'bars'> {
  const { n_heads, d_model } = extentsOf(trace);
  const stripX = x + label;
  const headPitch = Math.min(18, 96 / n_heads);
  const headY = y + 20;
  const sumsY = headY + n_heads * headPitch + 14;
  const sumPitch = 25;
  return {
    x,
    titleY: y,
    stripX,
    cell: { along: (width - label - number) / d_model, across: 16 },
    headAcross: headPitch - 5,
    headY,
    headPitch,
    sumsY,
    sumPitch,
    bottom: sumsY + 4 * sumPitch,
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
