import { between } from '../../scene/math.js';
import type { Box } from '../../figure/objects/space-labels.js';
import type { Margins } from './camera.js';

/** One large space. */
export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly space: Box;
  readonly margins: Margins;
  /** Sizes of what is written: names of meanings, of next words, of what is faint. */
  readonly letters: { readonly name: number; readonly next: number; readonly faint: number };
  /** Between two lines of a label. */
  readonly leading: number;
  /** The side of a drawing. */
  readonly drawing: number;
  /** How thick an arrow is in the middle of the space. */
  readonly shaft: number;
  /** How far labels may stand off, in pixels, the liked distance first. */
  readonly gaps: readonly number[];
}

const gaps = { roomy: [8, 22, 40, 64, 92], narrow: [5, 12, 22, 34, 48, 64] };

export function layoutFor(room: number): Layout {
  if (room >= 750) return roomy(Math.min(room, 860));
  return room >= 620 ? flat(room) : narrow(between(300, room, 619));
}

function roomy(width: number): Layout {
  const height = width * 0.745;
  return {
    kind: 'roomy',
    width,
    height,
    space: { x: 0.5, y: 0.5, width: width - 1, height: height - 1 },
    margins: { side: 84, top: 74, bottom: 14 },
    letters: { name: 18, next: 15, faint: 13.5 },
    leading: 5,
    drawing: 56,
    shaft: 4.5,
    gaps: gaps.roomy,
  };
}

/** Where cards pass under it, as on a tablet, it may take less than half of the window. */
function flat(width: number): Layout {
  const height = 366;
  return {
    ...roomy(width),
    height,
    space: { x: 0.5, y: 0.5, width: width - 1, height: height - 1 },
    margins: { side: 84, top: 52, bottom: 8 },
    letters: { name: 16, next: 14, faint: 13.2 },
    leading: 3.5,
    drawing: 46,
    shaft: 3.5,
  };
}

function narrow(width: number): Layout {
  const height = between(238, width * 0.7, 380);
  return {
    kind: 'narrow',
    width,
    height,
    space: { x: 0.5, y: 0.5, width: width - 1, height: height - 1 },
    margins: { side: 46, top: 40, bottom: 6 },
    letters: { name: 12.8, next: 12.3, faint: 12.2 },
    leading: 2.5,
    drawing: 30,
    shaft: 3,
    gaps: gaps.narrow,
  };
}
