import type { CellSize } from '../objects/vector.js';
import { timeline, type StepId } from './steps.js';

export interface Sizes {
  readonly n_tokens: number;
  readonly d_model: number;
  readonly d_head: number;
  readonly d_value: number;
  readonly n_heads: number;
}

/** The grid of all queries and all keys, with the words, embeddings, queries and keys around it. */
export interface GridLayout {
  readonly x: number;
  readonly y: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly left: number;
  readonly chip: { readonly x: number; readonly width: number; readonly height: number };
  readonly queryX: number;
  readonly queryCell: CellSize;
  readonly headerY: number;
  readonly headerHeight: number;
  /** Column words stand upright where the columns are too narrow for them. */
  readonly upright: boolean;
  readonly embeddingY: number;
  readonly embeddingCell: CellSize;
  readonly keyY: number;
  readonly keyCell: CellSize;
  /** Where the mathematics stands, if there is room for it. */
  readonly formula: { readonly x: number; readonly y: number; readonly pitch: number } | undefined;
  readonly titleY: number;
}

/** The row of the followed word: its scores on the way to weights, its values, their sum. */
export interface RowLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly chipWidth: number;
  /** Right edges of the columns score, scaled, shifted, exp; undefined where there is no room for one. */
  readonly columns: readonly (number | undefined)[];
  readonly dotX: number;
  readonly weightRight: number;
  readonly valueX: number;
  readonly valueCell: CellSize;
  readonly footY: number;
  readonly outputY: number;
}

/** What the word becomes: the deltas of the heads, E + delta = E', the next word before and after. */
export interface UpdateLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly stripX: number;
  readonly cell: CellSize;
  readonly headCell: CellSize;
  readonly headPitch: number;
  readonly sumsY: number;
  readonly sumPitch: number;
  readonly barsY: number;
  readonly barPitch: number;
}

export interface Layout {
  readonly kind: 'wide' | 'stacked' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly grid: GridLayout;
  readonly row: RowLayout;
  readonly update: UpdateLayout;
  /** Which of the three parts are seen together; in a wide layout all are. */
  readonly scenes: readonly { readonly parts: readonly Part[]; readonly from: StepId }[];
}

export type Part = 'grid' | 'row' | 'update';

const wideWidth = 1260;

/** The layout for a place `width` pixels wide. Wide ones are drawn in one picture, others part after part. */
export function layoutFor(width: number, sizes: Sizes): Layout {
  if (width >= 1080) return wide(sizes);
  return width >= 620 ? stacked(Math.min(width, 820), sizes) : narrow(Math.max(width, 300), sizes);
}

function wide(sizes: Sizes): Layout {
  return {
    kind: 'wide',
    width: wideWidth,
    height: 660,
    grid: roomyGrid(800, sizes),
    row: row(834, 26, 420, 28, sizes),
    update: update(834, 338, 424, sizes),
    scenes: [{ parts: ['grid', 'row', 'update'], from: 'words' }],
  };
}

function stacked(width: number, sizes: Sizes): Layout {
  return {
    kind: 'stacked',
    width,
    height: 660,
    grid: roomyGrid(width, sizes),
    row: row(width / 2 - 240, 26, 480, 28, sizes),
    update: update(width / 2 - 240, 338, 480, sizes),
    scenes: [
      { parts: ['grid'], from: 'words' },
      { parts: ['row', 'update'], from: 'value' },
    ],
  };
}

function narrow(width: number, sizes: Sizes): Layout {
  return {
    kind: 'narrow',
    width,
    height: 512,
    grid: tightGrid(width, sizes),
    row: row(4, 40, width - 12, 38, sizes),
    update: update(2, 24, width - 6, sizes),
    scenes: [
      { parts: ['grid'], from: 'words' },
      { parts: ['row'], from: 'value' },
      { parts: ['update'], from: 'delta' },
    ],
  };
}

function roomyGrid(width: number, { n_tokens, d_head, d_model }: Sizes): GridLayout {
  const chip = { x: 14, width: 96, height: 28 };
  const queryX = chip.x + chip.width + 12;
  const queryCell = { along: 120 / d_head, across: 18 };
  const x = queryX + 120 + 18;
  const pitchX = (width - 12 - x) / n_tokens;
  const embeddingY = 84;
  const keyY = embeddingY + 104 + 14;
  const y = keyY + 72 + 14;
  return {
    x,
    y,
    pitchX,
    pitchY: 360 / n_tokens,
    left: 6,
    chip,
    queryX,
    queryCell,
    headerY: 40,
    headerHeight: 28,
    upright: false,
    embeddingY,
    embeddingCell: { along: 104 / d_model, across: 24 },
    keyY,
    keyCell: { along: 72 / d_head, across: 20 },
    formula: { x: chip.x, y: 56, pitch: 25 },
    titleY: 18,
  };
}

function tightGrid(width: number, { n_tokens, d_head, d_model }: Sizes): GridLayout {
  const chip = { x: 0, width: 56, height: 22 };
  const queryX = chip.x + chip.width + 4;
  const queryCell = { along: 34 / d_head, across: 12 };
  const x = queryX + 34 + 4;
  const pitchX = (width - 1 - x) / n_tokens;
  const embeddingY = 84;
  const keyY = embeddingY + 80 + 8;
  const y = keyY + 56 + 8;
  return {
    x,
    y,
    pitchX,
    pitchY: 264 / n_tokens,
    left: 0,
    chip,
    queryX,
    queryCell,
    headerY: 20,
    headerHeight: 60,
    upright: true,
    embeddingY,
    embeddingCell: { along: 80 / d_model, across: Math.min(18, pitchX - 6) },
    keyY,
    keyCell: { along: 56 / d_head, across: Math.min(14, pitchX - 8) },
    formula: undefined,
    titleY: 8,
  };
}

function row(x: number, y: number, width: number, pitch: number, { n_tokens, d_value }: Sizes): RowLayout {
  const tight = width < 400;
  const chipWidth = tight ? 60 : 76;
  const valueWidth = tight ? 64 : 80;
  const valueX = x + width - valueWidth - 10;
  const weightRight = valueX - (tight ? 6 : 14);
  const dotX = weightRight - (tight ? 38 : 46);
  const first = x + chipWidth;
  const span = dotX - 18 - first;
  const rightEdges = (count: number) =>
    Array.from({ length: count }, (_, index) => first + (span * (index + 1)) / count);
  const rows = Math.min(pitch * n_tokens, 264);
  const top = y + 26;
  return {
    x,
    y,
    width,
    pitch: rows / n_tokens,
    chipWidth,
    columns: tight ? [undefined, ...rightEdges(3)] : rightEdges(4),
    dotX,
    weightRight,
    valueX,
    valueCell: { along: valueWidth / d_value, across: tight ? 14 : 16 },
    footY: top + rows + 12,
    outputY: top + rows + 26,
  };
}

function update(x: number, y: number, width: number, { d_model, n_heads }: Sizes): UpdateLayout {
  const stripX = x + 58;
  const along = (width - 66) / d_model;
  const headPitch = Math.min(15, 62 / n_heads);
  const sumsY = y + 22 + headPitch * n_heads + 34;
  return {
    x,
    y,
    width,
    stripX,
    cell: { along, across: 16 },
    headCell: { along, across: headPitch - 5 },
    headPitch,
    sumsY,
    sumPitch: 25,
    barsY: sumsY + 3 * 25 + 30,
    barPitch: 21,
  };
}

/** Index of the scene that a step belongs to. */
export function sceneOf(layout: Layout, step: number): number {
  const starts = layout.scenes.map(({ from }) => timeline.steps.findIndex(({ id }) => id === from));
  return starts.findLastIndex((start) => start <= step);
}
