import { between } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { type Extents, extentsOf } from '../../figure/parts/sizes.js';
import type { Scene } from '../../figure/scenes.js';

export type Part = 'square' | 'pipeline' | 'whole';

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

/** A square matrix and beside it two thin ones, to one scale; at the right of each, room for the word that is pushed. */
export interface SquareLayout {
  readonly y: number;
  readonly squareX: number;
  readonly side: number;
  readonly thinX: number;
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
  readonly keptY: number;
  readonly across: number;
}

/** All Value_down below one another; all Value_up side by side, what is gathered over them; the delta made in two ways. */
export interface ConcatLayout {
  readonly downX: number;
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  /** Between the matrices while they are apart. */
  readonly apart: number;
  readonly productX: number;
  readonly sumX: number;
  /** Above its column, or where that has no room below. */
  readonly sumNameY: number;
  readonly across: number;
  readonly differenceY: number;
  readonly bottom: number;
}

export function layoutFor(room: number, trace: Trace): Layout {
  const sizes = extentsOf(trace);
  return room >= 620 ? roomy(between(620, room, 860), sizes) : narrow(between(300, room, 619), sizes);
}

function roomy(width: number, sizes: Extents): Layout {
  const square = squareLayout(width, { side: 310, between: 72 });
  const pipeline = pipelineLayout(width, sizes, {
    y: 66,
    across: 20,
    way: 112,
    kept: 44,
    widest: 10,
    under: 72,
  });
  const concat = concatLayout(width, sizes, {
    ...{ y: 84, pitch: 9.6, apart: 10, across: 20 },
    between: [48, 90],
    middle: 44,
  });
  return { kind: 'roomy', width, ...scenesOf(square, pipeline, concat) };
}

function narrow(width: number, sizes: Extents): Layout {
  const square = squareLayout(width, { side: 190, between: 44 });
  const pipeline = pipelineLayout(width, sizes, {
    y: 56,
    across: 12,
    way: 44,
    kept: 26,
    widest: 6,
    under: 72,
  });
  const concat = concatLayout(width, sizes, {
    ...{ y: 98, pitch: 6, apart: 4, across: 13 },
    between: [18, 26],
    middle: 24,
  });
  return { kind: 'narrow', width, ...scenesOf(square, pipeline, concat) };
}

type Pipeline = Pick<Layout, 'down' | 'up' | 'chart'> & { readonly bottom: number };

function scenesOf(
  square: SquareLayout,
  { bottom, ...pipeline }: Pipeline,
  concat: ConcatLayout,
): Omit<Layout, 'kind' | 'width'> {
  const scenes: readonly Scene<Part>[] = [
    { from: 'square', parts: ['square'] },
    { from: 'rank', parts: ['pipeline'] },
    { from: 'equal', parts: ['whole'] },
  ];
  const height = Math.max(square.bottom, bottom, concat.bottom);
  return { height, square, ...pipeline, concat, scenes };
}

interface PipelineRoom {
  readonly y: number;
  readonly across: number;
  /** From the value to what is gathered. */
  readonly way: number;
  /** From the delta to what is kept of it. */
  readonly kept: number;
  readonly widest: number;
  /** From the lying matrix to the chart, with the names of both. */
  readonly under: number;
}

/** Down at the left, up at the right; under the lying matrix there is room for the chart. */
function pipelineLayout(width: number, { d_model, d_value }: Extents, room: PipelineRoom): Pipeline {
  const { y, across, way, kept, widest, under } = room;
  const beside = 3 * across + 26 + way + (kept - across) + 16;
  const pitch = Math.min((width - beside) / (d_model + d_value), widest);
  const x = Math.max((width - (d_model + d_value) * pitch - beside) / 2, 0) + 6;
  const down = { x, y, pitch, valueX: x + d_model * pitch + 12, across };
  const upX = down.valueX + across + way;
  const deltaX = upX + d_value * pitch + 14;
  const keptX = deltaX + kept;
  // Under its column, below the name of the matrix where that reaches so far.
  const keptY = y + d_model * pitch + (keptX + across - upX > 180 ? 18 : 36);
  const up = { x: upX, y, pitch, deltaX, keptX, keptY, across };
  // Under the lying matrix and its value, up to the standing one.
  const top = y + d_value * pitch + under;
  const bottom = y + d_model * pitch + 46;
  const height = Math.max(bottom - 68 - top, 70);
  const chart = { x, y: top, width: upX - x - 32, height };
  return { down, up, chart, bottom: Math.max(bottom, top + height + 56) };
}

interface SquareRoom {
  readonly side: number;
  readonly between: number;
}

function squareLayout(width: number, room: SquareRoom): SquareLayout {
  const side = Math.min(room.side, width / 2 - room.between);
  const squareX = width / 2 - side - room.between;
  const y = 52;
  return { y, squareX, side, thinX: squareX + side + room.between, bottom: y + side + 80 };
}

interface ConcatRoom {
  readonly y: number;
  readonly pitch: number;
  readonly apart: number;
  readonly across: number;
  /** From the matrices to the product, and from it to the sum. */
  readonly between: readonly [product: number, sum: number];
  /** From those that lead down to those that lead up. */
  readonly middle: number;
}

function concatLayout(width: number, { d_model, d_value, n_heads }: Extents, room: ConcatRoom): ConcatLayout {
  const { y, apart, across, between, middle } = room;
  const columns = n_heads * d_value;
  const gaps = apart * (n_heads - 1);
  const beside = between[0] + between[1] + 2 * across + 12;
  const numbers = 18;
  // What is apart at first takes the room of what comes later beside it.
  const pitch = Math.min(
    (width - Math.max(beside, gaps) - middle - numbers) / (d_model + columns),
    room.pitch,
  );
  const downX = Math.max((width - (d_model + columns) * pitch - beside - middle - numbers) / 2, 0) + numbers;
  const x = downX + d_model * pitch + middle;
  const productX = x + columns * pitch + between[0];
  const below = y + d_model * pitch + 20;
  const narrow = between[1] < 60;
  return {
    downX,
    x,
    y,
    pitch,
    apart,
    productX,
    sumX: productX + across + between[1],
    across,
    sumNameY: narrow ? below : y - 18,
    differenceY: narrow ? below + 20 : below,
    bottom: below + 32,
  };
}
