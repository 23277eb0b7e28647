import type { TransformerDescription } from './description.js';
import type { Constant, Placement, Rectangle } from './family/placement.js';
import { weightBytes } from './format/stored-tensor.js';
import { weightTypeNames, type ModelPlan, type PlannedTensor } from './model-plan.js';
import type { ParameterName } from './parameters.js';
import { checkScaleValues } from './scales.js';
import type { ReadOptions } from './source/byte-source.js';

/** Bytes that are read at once: enough for a disk to be fast, little enough for a page to stay lively. */
const pieceBytes = 4 * 1024 * 1024;

/** A rectangle of a parameter; its offset counts elements from the first of the bytes that it comes with. */
export interface ParameterPart extends Rectangle {
  readonly parameter: ParameterName;
  readonly layer: number;
  readonly type: TransformerDescription['weight_type'];
  /** Whether it is the scales of its columns, and not their elements. */
  readonly are_scales?: true | undefined;
}

/** Bytes as they stand in a file, and the parts of parameters that are whole in them. They are the caller's until the next. */
export interface ParameterBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly parts: readonly ParameterPart[];
}

export interface LoadOptions extends ReadOptions {
  /** Called after each piece with the bytes that have been read, of how many. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
  /** Bytes to be read at once, as far as rows are not cut. */
  readonly pieceBytes?: number;
}

/**
 * Reads the weights of a model piece by piece, each once and in the order of its files. While a piece is packed the next is read:
 * never more than two are in memory. Together the parts cover every parameter exactly once. Rejects with a ModelFileError, or the
 * signal's reason.
 */
export async function* parameterParts(
  plan: ModelPlan,
  options: LoadOptions = {},
): AsyncGenerator<ParameterBytes> {
  for (const constant of plan.constants) yield constantPart(constant);
  const pieces = piecesOfAll(plan, options.pieceBytes ?? pieceBytes);
  let done = 0;
  let ahead = startNext(pieces, options);
  while (ahead) {
    const { planned, first, last, reading } = ahead;
    ahead = startNext(pieces, options);
    const bytes = await reading;
    if (planned.areScales) checkScaleValues(planned.tensor, bytes);
    yield {
      bytes,
      parts: planned.placements.flatMap((placement) => partsIn(placement, planned, first, last)),
    };
    done += bytes.length;
    options.progress?.(done, plan.bytes);
  }
}

/** Elements of a tensor, [first, last). */
interface Piece {
  readonly planned: PlannedTensor;
  readonly first: number;
  readonly last: number;
}

function* piecesOfAll({ tensors }: ModelPlan, most: number): Generator<Piece> {
  for (const planned of tensors)
    for (const [first, last] of piecesOf(planned, most)) yield { planned, first, last };
}

function startNext(pieces: Iterator<Piece>, { signal }: ReadOptions) {
  const { done, value: piece } = pieces.next();
  if (done) return undefined;
  const { tensor, type } = piece.planned;
  const place = (element: number) => tensor.begin + element * weightBytes[type];
  const reading = tensor.source.read(place(piece.first), place(piece.last), { signal });
  // Who stops before this piece never waits for it; who comes to it is told all the same.
  reading.catch(() => undefined);
  return { ...piece, reading };
}

/** One value for all elements. */
function constantPart({ parameter, layer, size, constant }: Constant): ParameterBytes {
  const bytes = new Uint8Array(new Float32Array(size).fill(constant).buffer);
  const place = { first_column: 0, n_columns: 1, first_component: 0, n_components: size };
  const steps = { offset: 0, column_step: size, component_step: 1 };
  return { bytes, parts: [{ parameter, layer, type: 'float32', ...place, ...steps }] };
}

/** The rows of a rectangle in the file: along its columns, or along its components where those have the wider step. */
function rowsOf(rectangle: Rectangle) {
  const { n_columns, n_components, column_step, component_step } = rectangle;
  const areColumns = n_columns > 1 && column_step >= component_step;
  return areColumns
    ? ({ areColumns, count: n_columns, step: column_step } as const)
    : ({ areColumns, count: n_components, step: component_step } as const);
}

/** The elements of a tensor by pieces, [first, last), each of whole rows. */
function* piecesOf({ tensor, type, placements }: PlannedTensor, most: number): Generator<[number, number]> {
  const steps = placements.flatMap(({ rectangles }) => rectangles.map((rectangle) => rowsOf(rectangle).step));
  const row = steps.reduce((widest, step) => Math.max(widest, step), 1);
  const piece = row * Math.max(1, Math.floor(most / weightBytes[type] / row));
  const count = (tensor.end - tensor.begin) / weightBytes[type];
  for (let first = 0; first < count; first += piece) yield [first, Math.min(count, first + piece)];
}

/** The parts of a parameter whose rows are in a piece. */
function partsIn(
  { parameter, layer, rectangles }: Placement,
  { type, areScales }: PlannedTensor,
  first: number,
  last: number,
): ParameterPart[] {
  return rectangles.flatMap((rectangle): ParameterPart[] => {
    const { areColumns, count, step } = rowsOf(rectangle);
    const begin = Math.max(0, Math.ceil((first - rectangle.offset) / step));
    const end = Math.min(count, Math.ceil((last - rectangle.offset) / step));
    if (begin >= end) return [];
    const rows = areColumns
      ? { first_column: rectangle.first_column + begin, n_columns: end - begin }
      : { first_component: rectangle.first_component + begin, n_components: end - begin };
    const offset = rectangle.offset + begin * step - first;
    const kind = { type: weightTypeNames[type], are_scales: areScales };
    return [{ ...rectangle, ...rows, offset, parameter, layer, ...kind }];
  });
}
