import { between } from '../../scene/math.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { type RowLayout, rowLayout } from '../../figure/parts/row-layout.js';
import type { Sizes } from '../../figure/parts/sizes.js';
import { type UpdateLayout, updateLayout } from '../../figure/parts/update-layout.js';
import type { Scene } from '../../figure/scenes.js';
import type { ColumnsLayout } from './columns-part.js';

export type Part = 'row' | 'update' | 'columns' | 'plane';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly row: RowLayout;
  readonly update: UpdateLayout;
  readonly columns: ColumnsLayout;
  readonly plane: Box;
  readonly scenes: readonly Scene<Part>[];
}

const weightsAndValues = { numbers: false, values: true };

export function layoutFor(width: number, sizes: Sizes): Layout {
  return width >= 620 ? roomy(between(620, width, 860), sizes) : narrow(Math.max(width, 300), sizes);
}

function roomy(width: number, sizes: Sizes): Layout {
  const left = width * 0.43;
  const right = { x: left + 34, width: width - left - 40 };
  const row = rowLayout(4, 26, left - 16, 30, sizes, weightsAndValues);
  const update = updateLayout(right.x, 18, right.width, sizes);
  const columns = { x: 4, y: row.bottom + 8, width: left - 16, height: 190 };
  const height = Math.max(columns.y + columns.height, update.bottom + 190);
  return {
    kind: 'roomy',
    width,
    height,
    row,
    update,
    columns,
    plane: { x: right.x, y: update.bottom + 4, width: right.width, height: height - update.bottom - 6 },
    scenes: [
      { from: 'value', parts: ['row'] },
      { from: 'lift', parts: ['row', 'update'] },
      { from: 'columns', parts: ['row', 'update', 'columns'] },
      { from: 'plane', parts: ['row', 'update', 'columns', 'plane'] },
    ],
  };
}

function narrow(width: number, sizes: Sizes): Layout {
  const row = rowLayout(0, 40, width - 8, between(24, 264 / sizes.n_tokens, 36), sizes, weightsAndValues);
  const update = updateLayout(2, 24, width - 6, sizes);
  const columns = { x: 0, y: 4, width, height: 300 };
  return {
    kind: 'narrow',
    width,
    height: Math.max(row.bottom, update.bottom, columns.y + columns.height),
    row,
    update,
    columns,
    plane: { x: 0, y: 4, width, height: 320 },
    scenes: [
      { from: 'value', parts: ['row'] },
      { from: 'lift', parts: ['update'] },
      { from: 'columns', parts: ['columns'] },
      { from: 'plane', parts: ['plane'] },
      { from: 'predict', parts: ['update'] },
    ],
  };
}
