import { between } from '../../scene/math.js';
import type { Say } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';
import type { Box } from '../../figure/objects/space-labels.js';
import type { Scene } from '../../figure/scenes.js';
import { gridsLayout, type GridsLayout } from './grids-layout.js';
import { slicesLayout, type SlicesLayout } from './slices-layout.js';
import { wordsLayout, type WordsLayout } from '../../figure/parts/words-layout.js';

export type Part = 'words' | 'grids' | 'push' | 'heads' | 'next' | 'slices';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** How thick all arcs at the word are together. */
  readonly thickest: number;
  readonly words: WordsLayout;
  readonly grids: GridsLayout;
  readonly push: Box;
  readonly switches: SwitchesLayout;
  readonly next: NextLayout;
  readonly slices: SlicesLayout;
  /** How far down what fills the picture alone is moved, to stand in the middle. */
  readonly down: { readonly grids: number; readonly slices: number };
  readonly scenes: readonly Scene<Part>[];
}

/** A box for each head, which is pressed to switch it off: its name, and how far it moves the word. */
export interface SwitchesLayout {
  readonly x: number;
  readonly titleY: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly perLine: number;
}

/** The next words that change most, in lines. */
export interface NextLayout {
  readonly x: number;
  readonly titleY: number;
  readonly top: number;
  readonly width: number;
  readonly pitch: number;
  readonly wordWidth: number;
}

export function layoutFor(room: number, trace: Trace, token: number, say: Say): Layout {
  return room >= 620
    ? roomy(between(620, room, 860), trace, token, say)
    : narrow(between(300, room, 619), trace, token, say);
}

/** Above the sentence or the pushes, below the heads at the left and the next words at the right. */
function roomy(width: number, trace: Trace, token: number, say: Say): Layout {
  const top = 262;
  const half = width * 0.46;
  const below = top + 34;
  const switches = switchesOf(trace.n_heads, {
    x: 0,
    top: below,
    width: half,
    height: 52,
    gap: 10,
    perLine: 2,
  });
  const x = half + 44;
  const next = { x, titleY: below - 14, top: below, width: width - x, pitch: 38, wordWidth: 104 };
  const height = Math.max(bottomOf(switches, trace.n_heads), next.top + 3 * next.pitch) + 4;
  const words = wordsLayout(trace.words, {
    width,
    height: top - 20,
    letters: [15, 38],
    glossed: say.glossed,
    target: token,
    foot: 22,
    leastRise: 2.6,
  });
  const grids = gridsLayout(trace, { width, height, left: 104, gap: 44, letters: 15, widest: 62 });
  const slices = slicesLayout(trace, width, { label: 128, query: 26, after: 70, tallest: 330, widest: 12 });
  const parts = {
    thickest: 30,
    words,
    grids,
    push: { x: 0, y: 0, width, height: top },
    switches,
    next,
    slices,
  };
  return { kind: 'roomy', width, ...centred(height, parts) };
}

/** No higher than the upper part of a phone's window, under which the cards pass. */
function narrow(width: number, trace: Trace, token: number, say: Say): Layout {
  const top = 133;
  const below = top + 18;
  const size = { x: 1, top: below, width: width - 2, height: 44, gap: 6, perLine: 4 };
  const switches = switchesOf(trace.n_heads, size);
  const foot = bottomOf(switches, trace.n_heads);
  const next = { x: 0, titleY: foot + 12, top: foot + 22, width, pitch: 23, wordWidth: 92 };
  const height = next.top + 3 * next.pitch;
  const words = wordsLayout(trace.words, {
    width,
    height: top - 6,
    letters: [13, 23],
    glossed: say.glossed,
    target: token,
    foot: 22,
    leastRise: 1.2,
  });
  const grids = gridsLayout(trace, { width, height: 280, left: 76, gap: 16, letters: 12.4, widest: 34 });
  const slices = slicesLayout(trace, width, { label: 90, query: 16, after: 5, tallest: 226, widest: 9 });
  const parts = {
    thickest: 16,
    words,
    grids,
    push: { x: 0, y: 0, width, height: top - 5 },
    switches,
    next,
    slices,
  };
  return { kind: 'narrow', width, ...centred(height, parts) };
}

type Parts = Pick<Layout, 'thickest' | 'words' | 'grids' | 'push' | 'switches' | 'next' | 'slices'>;

/** The picture is as high as its highest scene; what fills it alone stands in its middle. */
function centred(bottom: number, parts: Parts): Parts & Pick<Layout, 'height' | 'down' | 'scenes'> {
  const { grids, slices } = parts;
  const height = Math.max(bottom, grids.bottom, slices.bottom);
  const down = (foot: number) => Math.round((height - foot) / 2);
  return { ...parts, height, scenes, down: { grids: down(grids.bottom), slices: down(slices.bottom) } };
}

/** The heads and the next words stay where they are while the sentence gives way to the pushes. */
const scenes: readonly Scene<Part>[] = [
  { from: 'words', parts: ['words', 'heads', 'next'] },
  { from: 'patterns', parts: ['grids'] },
  { from: 'sum', parts: ['push', 'heads', 'next'] },
  { from: 'slices', parts: ['slices'] },
];

function switchesOf(
  n_heads: number,
  { x, top, width, height, gap, perLine }: Omit<SwitchesLayout, 'titleY'>,
): SwitchesLayout {
  const columns = n_heads > 4 ? 4 : Math.min(perLine, n_heads);
  const each = (width - (columns - 1) * gap) / columns;
  return { x, titleY: top - 14, top, width: each, height: n_heads > 4 ? 44 : height, gap, perLine: columns };
}

function bottomOf({ top, height, gap, perLine }: SwitchesLayout, n_heads: number): number {
  return top + Math.ceil(n_heads / perLine) * (height + gap) - gap;
}

/** The corner of a head's box. */
export function switchAt(
  { x, top, width, height, gap, perLine }: SwitchesLayout,
  h: number,
): { readonly x: number; readonly y: number } {
  return { x: x + (h % perLine) * (width + gap), y: top + Math.floor(h / perLine) * (height + gap) };
}
