import type { TensorName } from '../../../../wasm/attention.js';
import { cellId } from '../cell.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import type { Trace } from '../../compute/trace.js';
import type { Highlight } from '../view.js';
import { type CellSize, vector } from './vector.js';

interface MatrixOptions {
  readonly tensor: TensorName;
  /** Leading indices: which matrix of the tensor, such as the head's. Its last two axes are rows and columns. */
  readonly indices: readonly number[];
  readonly x: number;
  readonly y: number;
  /** `along` a row is the distance of columns, `across` it the distance of rows. */
  readonly cell: CellSize;
  /** Magnitude that gets the full colour. */
  readonly scale: number;
  readonly size?: number;
  readonly opacity?: number;
  readonly highlight?: Highlight;
  /** How strongly each row stands out, 0 to 1; all fully where this is missing. */
  readonly emphasis?: (row: number) => number;
  /** A column that is framed. */
  readonly column?: number | undefined;
  /** False where it is a slice of a larger one, which has its own. */
  readonly brackets?: boolean;
}

/** Number of rows and columns of a tensor's matrices. */
export function matrixShape(trace: Trace, tensor: TensorName): { rows: number; columns: number } {
  const [rows, columns] = trace.shape(tensor).slice(-2) as [number, number];
  return { rows, columns };
}

/** A matrix: its rows are vectors that lie, in one pair of brackets, so that row and vector look the same. */
export function matrix(trace: Trace, options: MatrixOptions): SvgNode | undefined {
  const { tensor, indices, x, y, cell, size = 1, opacity = 1 } = options;
  if (opacity <= 0) return undefined;
  const { rows, columns } = matrixShape(trace, tensor);
  const width = columns * cell.along;
  return node(
    'g',
    {
      key: cellId(tensor, ...indices),
      class: 'matrix',
      transform: `translate(${round(x)} ${round(y)})${size === 1 ? '' : ` scale(${round(size)})`}`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    ...Array.from({ length: rows }, (_, row) => matrixRow(trace, options, row)),
    options.brackets !== false && brackets(width, rows * cell.across),
    options.column !== undefined &&
      node('rect', {
        key: 'column',
        class: 'highlight-frame',
        x: round(options.column * cell.along - 1),
        y: -1,
        width: round(cell.along + 2),
        height: round(rows * cell.across + 2),
        rx: 3,
      }),
  );
}

const rowGap = 1;

function matrixRow(trace: Trace, options: MatrixOptions, row: number): SvgNode | undefined {
  const { tensor, indices, cell, scale, highlight, emphasis } = options;
  return vector(trace, {
    tensor,
    indices: [...indices, row],
    cell: { along: cell.along, across: cell.across - rowGap },
    scale,
    ...(highlight && { highlight }),
    opacity: 0.3 + 0.7 * (emphasis?.(row) ?? 1),
    pose: { x: 0, y: (row + 1) * cell.across - rowGap / 2, turn: -90 },
  });
}

/** The brackets of a matrix of that size, whose corner is at the origin. */
export function brackets(width: number, height: number): SvgNode {
  const arm = 5;
  const right = round(width + 4);
  const bottom = round(height + 3);
  return node('path', {
    key: 'brackets',
    class: 'bracket',
    d:
      `M ${arm - 4} -3 H -4 V ${bottom} H ${arm - 4} ` +
      `M ${round(right - arm)} -3 H ${right} V ${bottom} H ${round(right - arm)}`,
  });
}
