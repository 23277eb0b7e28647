import { between } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { type Extents, extentsOf } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'square' | 'down' | 'up' | 'rank' | 'concat';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly square: SquareLayout;
  readonly down: DownLayout;
  readonly up: UpLayout;
  readonly chart: Box;
  readonly concat: ConcatLayout;
  readonly scenes: readonly Scene<Part>[];
}

/** One square matrix, and beside it two thin ones, all at one scale; the same of GPT-3 at its own. */
export interface SquareLayout {
  readonly y: number;
  readonly pitch: number;
  readonly squareX: number;
  readonly upX: number;
  readonly downX: number;
  readonly large: { readonly x: number; readonly y: number; readonly side: number; readonly gap: number };
  readonly bottom: number;
}

/** An embedding lies over Value_down; at the right of its rows stands the value. */
export interface DownLayout {
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  readonly valueX: number;
  readonly across: number;
}

/** What is gathered lies over Value_up; at the right of its rows stands the delta, and beside it what is left of it. */
export interface UpLayout {
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  readonly deltaX: number;
  readonly keptX: number;
  readonly across: number;
}

/** All Value_up side by side, what the heads have gathered over them, and the delta made in two ways. */
export interface ConcatLayout {
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  /** Between the matrices while they are apart. */
  readonly apart: number;
  readonly productX: number;
  readonly sumX: number;
  readonly across: number;
  readonly differenceY: number;
  readonly bottom: number;
}

export function layoutFor(room: number, trace: Trace): Layout {
  const sizes = extentsOf(trace);
  return room >= 620 ? roomy(between(620, room, 860), sizes) : narrow(between(300, room, 619), sizes);
}

function roomy(width: number, sizes: Extents): Layout {
  const { d_model, d_value } = sizes;
  const square = squareLayout(width, sizes, { between: 56, thin: 22, widest: 9 });
  const pitch = Math.min((width - 262) / (d_model + d_value), 11);
  const across = 20;
  const x = (width - (d_model + d_value) * pitch - 262) / 2 + 46;
  const y = 58;
  const down = { x, y, pitch, valueX: x + d_model * pitch + 14, across };
  const upX = down.valueX + across + 74;
  const deltaX = upX + d_value * pitch + 14;
  const up = { x: upX, y, pitch, deltaX, keptX: deltaX + across + 24, across };
  const top = y + d_value * pitch + 62;
  const bottom = y + d_model * pitch;
  const chart = { x: x + 30, y: top, width: d_model * pitch - 30, height: bottom - top - 26 };
  const concat = concatLayout(width, sizes, { pitch: 11, apart: 16, across, beside: 200 });
  return {
    kind: 'roomy',
    width,
    height: Math.max(square.bottom, bottom + 30, concat.bottom),
    square,
    down,
    up,
    chart,
    concat,
    scenes: [
      { from: 'square', parts: ['square'] },
      { from: 'down', parts: ['down', 'up', 'rank'] },
      { from: 'concat', parts: ['concat'] },
    ],
  };
}

function narrow(width: number, sizes: Extents): Layout {
  const { d_model, d_value } = sizes;
  const square = squareLayout(width, sizes, { between: 18, thin: 10, widest: 6 });
  const across = 16;
  const pitch = (width - 44) / d_model;
  const down = { x: 4, y: 66, pitch, valueX: width - across - 4, across };
  const upPitch = Math.min(9.5, 304 / d_model);
  const upX = (width - d_value * upPitch - 100) / 2;
  const deltaX = upX + d_value * upPitch + 16;
  const up = { x: upX, y: 50, pitch: upPitch, deltaX, keptX: deltaX + across + 26, across };
  // Alone on the phone the two columns stand at the right of the chart.
  const chart = { x: 30, y: 64, width: width - 150, height: 240 };
  const concat = concatLayout(width, sizes, { pitch: 8.2, apart: 4, across: 13, beside: 56 });
  return {
    kind: 'narrow',
    width,
    height: Math.max(square.bottom, up.y + d_model * upPitch + 30, concat.bottom),
    square,
    down,
    up,
    chart,
    concat,
    scenes: [
      { from: 'square', parts: ['square'] },
      { from: 'down', parts: ['down'] },
      { from: 'up', parts: ['up'] },
      { from: 'rank', parts: ['rank'] },
      { from: 'concat', parts: ['concat'] },
    ],
  };
}

interface SquareRoom {
  readonly between: number;
  readonly thin: number;
  readonly widest: number;
}

function squareLayout(width: number, { d_model, d_value }: Extents, room: SquareRoom): SquareLayout {
  const pitch = Math.min((width - room.between - room.thin - 20) / (2 * d_model + d_value), room.widest);
  const side = d_model * pitch;
  const left = (width - 2 * side - d_value * pitch - room.between - room.thin) / 2;
  const y = 44;
  const upX = left + side + room.between;
  const downX = upX + d_value * pitch + room.thin;
  const narrow = side < 180;
  const largeSide = 96;
  const large = narrow
    ? { x: left, y: y + side + 96, side: largeSide, gap: 64 }
    : { x: downX + 4, y: y + d_value * pitch + 66, side: largeSide, gap: 44 };
  return {
    y,
    pitch,
    squareX: left,
    upX,
    downX,
    large,
    bottom: Math.max(y + side + 46, large.y + large.side + 30),
  };
}

interface ConcatRoom {
  readonly pitch: number;
  readonly apart: number;
  readonly across: number;
  /** What stands at the right of the matrices needs so much. */
  readonly beside: number;
}

function concatLayout(width: number, { d_model, d_value, n_heads }: Extents, room: ConcatRoom): ConcatLayout {
  const columns = n_heads * d_value;
  const gaps = room.apart * (n_heads - 1);
  const pitch = Math.min((width - room.beside - gaps - 12) / columns, room.pitch);
  const whole = columns * pitch + gaps + room.beside;
  const x = (width - whole) / 2 + 6;
  const y = 74;
  const right = x + columns * pitch;
  const wide = room.beside > 100;
  const productX = right + (wide ? 40 : 14);
  return {
    x,
    y,
    pitch,
    apart: room.apart,
    productX,
    sumX: productX + room.across + (wide ? 70 : 14),
    across: room.across,
    differenceY: y + d_model * pitch + 24,
    bottom: y + d_model * pitch + 38,
  };
}
