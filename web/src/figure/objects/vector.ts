import type { TensorName } from '../../../../wasm/attention.js';
import { cellId } from '../cell.js';
import { memoFew } from '../../scene/memo.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import type { Trace } from '../../compute/trace.js';
import type { Highlight } from '../view.js';

/** Size of one cell: `along` the vector and `across` it. */
export interface CellSize {
  readonly along: number;
  readonly across: number;
}

/** Where a vector stands: its first cell's corner, and its turn. 0 degrees: it runs down; -90: to the right. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly turn?: number;
  readonly size?: number;
}

interface VectorOptions {
  readonly tensor: TensorName;
  /** Leading indices: which row of the tensor this vector is. */
  readonly indices: readonly number[];
  readonly cell: CellSize;
  readonly pose: Pose;
  /** Magnitude that gets the full colour. */
  readonly scale: number;
  readonly opacity?: number;
  readonly highlight?: Highlight;
  readonly brackets?: boolean;
  /** Tells apart two drawings of the same vector in one figure. */
  readonly role?: string;
  /** How many of its cells are there yet, where they come one after another. */
  readonly filled?: number;
}

/** A vector: a run of cells coloured by the signed scale. It is moved by its pose, never redrawn. */
export function vector(trace: Trace, options: VectorOptions): SvgNode | undefined {
  const { tensor, indices, cell, pose, opacity = 1, highlight, brackets, role = '' } = options;
  if (opacity <= 0) return undefined;
  const id = cellId(tensor, ...indices);
  const length = trace.shape(tensor).at(-1)! * cell.along;
  const turn = pose.turn ? ` rotate(${round(pose.turn)})` : '';
  const size = pose.size !== undefined && pose.size !== 1 ? ` scale(${round(pose.size)})` : '';
  return node(
    'g',
    {
      key: `${role}${id}`,
      class: highlight?.has(id) ? 'vector highlight' : 'vector',
      transform: `translate(${round(pose.x)} ${round(pose.y)})${turn}${size}`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    cells(trace, options, id),
    highlightedCells(trace, options, id),
    brackets && bracketPair(length, cell.across),
    highlight?.has(id) &&
      node('rect', {
        key: 'highlight',
        class: 'highlight-frame',
        x: -2,
        y: -2,
        width: cell.across + 4,
        height: length + 4,
        rx: 3,
      }),
  );
}

interface MadeVectorOptions {
  readonly key: string;
  readonly cell: CellSize;
  readonly pose: Pose;
  readonly scale: number;
  readonly opacity?: number;
  readonly brackets?: boolean;
}

/** A vector that no tensor holds: the analysis made it for the figure. Its cells are kept with the array itself. */
export function madeVector(values: readonly number[], options: MadeVectorOptions): SvgNode | undefined {
  const { key, cell, scale, pose, opacity = 1, brackets } = options;
  if (opacity <= 0) return undefined;
  return node(
    'g',
    {
      key,
      class: 'vector',
      transform: `translate(${round(pose.x)} ${round(pose.y)})${pose.turn ? ` rotate(${round(pose.turn)})` : ''}`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    memoFew(values, 'cells', [cell.along, cell.across, scale], () => drawCells(values, cell, scale)),
    brackets && bracketPair(values.length * cell.along, cell.across),
  );
}

/** Cells do not depend on time: each is made once for a trace and reused in every frame. */
function cells(trace: Trace, options: VectorOptions, id: string): SvgNode {
  const { tensor, indices, cell, scale, filled } = options;
  return memoFew(trace, `cells:${id}/${filled}`, [cell.along, cell.across, scale], () =>
    drawCells(Array.from(trace.row(tensor, ...indices)).slice(0, filled), cell, scale, id),
  );
}

function drawCells(values: readonly number[], cell: CellSize, scale: number, id?: string): SvgNode {
  const gap = cell.along > 6 ? 1 : 0.5;
  const backing = node('rect', { class: 'backing', width: cell.across, height: values.length * cell.along });
  const rects = values.map((value, index) =>
    node('rect', {
      class: value < 0 ? 'cell negative' : 'cell positive',
      'data-cell': id && `${id}:${index}`,
      y: round(index * cell.along + gap / 2),
      width: cell.across,
      height: round(cell.along - gap),
      rx: Math.min(2, cell.along / 5),
      'fill-opacity': signedOpacity(value, scale),
    }),
  );
  return node('g', { key: 'cells' }, backing, ...rects);
}

/** A little colour for the smallest value, so that a cell is always seen to be there. */
export function signedOpacity(value: number, scale: number): number {
  return round(0.08 + 0.92 * Math.min(Math.abs(value) / scale, 1));
}

function highlightedCells(
  trace: Trace,
  { tensor, indices, cell, highlight }: VectorOptions,
  id: string,
): SvgNode[] {
  // A row that is highlighted as a whole has a frame around it; its cells need none of their own.
  if (!highlight || highlight.nothing || highlight.has(id)) return [];
  const marks: SvgNode[] = [];
  const count = trace.row(tensor, ...indices).length;
  for (let index = 0; index < count; index += 1) {
    if (!highlight.has(`${id}:${index}`)) continue;
    marks.push(
      node('rect', {
        key: `highlight${index}`,
        class: 'highlight-frame',
        x: -1,
        y: round(index * cell.along - 1),
        width: cell.across + 2,
        height: round(cell.along + 2),
        rx: 2,
      }),
    );
  }
  return marks;
}

/** The brackets of a vector that runs down from the origin. */
export function bracketPair(length: number, across: number): SvgNode {
  const arm = Math.min(5, across / 3);
  const top = `M ${arm} -4 H -3 V ${arm - 4} M ${across - arm} -4 H ${across + 3} V ${arm - 4}`;
  const low = length + 4;
  const bottom = `M ${arm} ${low} H -3 V ${low - arm} M ${across - arm} ${low} H ${across + 3} V ${low - arm}`;
  return node('path', { key: 'brackets', class: 'bracket', d: `${top} ${bottom}` });
}
