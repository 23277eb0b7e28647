// Weights of one byte: a tensor X of type I8, and beside it X.scale, a number of F32 for each result of the matrix. A weight is its
// whole number times its scale.
import type { Placement, Rectangle } from './family/placement.js';
import type { StoredTensor, TensorFile } from './format/stored-tensor.js';
import { ModelFileError, quoted } from './model-file-error.js';

export const scaleName = (matrix: string): string => `${matrix}.scale`;

/** The scales of a matrix of I8, and which of them belong to which columns of which parameters. */
export interface PlannedScales {
  readonly tensor: StoredTensor;
  readonly placements: readonly Placement[];
}

/**
 * Finds the scales of a matrix. Their shape is that of the matrix with 1 for every axis of inputs, so that the weights are the product
 * of both as PyTorch and NumPy multiply them; where the rows of the file are the results, their number alone will do. Throws a
 * ModelFileError where there are none, or where they have another type or shape.
 */
export function planScales(
  { name, shape, source }: StoredTensor,
  placements: readonly Placement[],
  { tensors }: TensorFile,
): PlannedScales {
  const tensor = tensors.get(scaleName(name));
  if (!tensor)
    throw new ModelFileError(
      'missing',
      scaleName(name),
      `The tensor ${name} of ${source.name} is I8, and its scales are missing: they are a tensor ${scaleName(name)}.`,
    );
  const isInput = inputAxes(shape, placements);
  const scaleShape = shape.map((length, axis) => (isInput[axis] ? 1 : length));
  const rowsAreResults = isInput.every((is, axis) => is === axis > 0);
  checkScales(tensor, rowsAreResults ? [scaleShape, scaleShape.slice(0, 1)] : [scaleShape]);
  return {
    tensor,
    placements: placements.map((placement) => ({
      ...{ ...placement, from: tensor.name, fileShape: tensor.shape },
      rectangles: placement.rectangles
        .filter(({ first_component }) => first_component === 0)
        .map((rectangle) => scalesOf(rectangle, shape, scaleShape)),
    })),
  };
}

function checkScales({ name, type, shape, source }: StoredTensor, fitting: readonly number[][]): void {
  const wrong = (what: string) =>
    new ModelFileError('tensor', name, `The scales ${name} of ${source.name} ${what}`);
  if (type !== 'F32') throw wrong(`are ${type}; they must be F32.`);
  if (!fitting.some((one) => String(one) === String(shape)))
    throw wrong(
      `have the shape ${quoted(shape)}; with one for each result of the matrix it must be ${fitting.map(quoted).join(' or ')}.`,
    );
}

/** Which axes of a tensor number the inputs of its map: those along which a column has more than one place. */
function inputAxes(shape: readonly number[], placements: readonly Placement[]): boolean[] {
  const isInput = shape.map(() => false);
  for (const { rectangles } of placements) {
    // Of each column, where its first component is.
    const begins = new Map<number, readonly number[]>();
    for (const { first_column, n_components, offset, component_step } of rectangles) {
      const begin = placeIn(shape, offset);
      const origin = begins.get(first_column) ?? begin;
      begins.set(first_column, origin);
      const end = placeIn(shape, offset + (n_components - 1) * component_step);
      for (const axis of shape.keys())
        if (end[axis] !== origin[axis] || begin[axis] !== origin[axis]) isInput[axis] = true;
    }
  }
  return isInput;
}

/** The scales of the columns of a rectangle, as one of one component. */
function scalesOf(rectangle: Rectangle, shape: readonly number[], scaleShape: readonly number[]): Rectangle {
  const { first_column, n_columns, offset, column_step } = rectangle;
  const scaleAt = (element: number) =>
    placeIn(shape, element).reduce(
      (index, at, axis) => index * scaleShape[axis]! + (scaleShape[axis] === 1 ? 0 : at),
      0,
    );
  const first = scaleAt(offset);
  return {
    ...{ first_column, n_columns, first_component: 0, n_components: 1 },
    offset: first,
    column_step: n_columns > 1 ? scaleAt(offset + column_step) - first : 1,
    component_step: 1,
  };
}

/** Where an element stands along each axis of a shape. */
function placeIn(shape: readonly number[], element: number): number[] {
  const place = shape.map(() => 0);
  for (let axis = shape.length - 1, rest = element; axis >= 0; axis -= 1) {
    place[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return place;
}

/** Throws unless scales are finite numbers above 0; `bytes` are those of some of them. */
export function checkScaleValues({ name, source }: StoredTensor, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 4) {
    const scale = view.getFloat32(at, true);
    if (scale > 0 && scale < Infinity) continue;
    throw new ModelFileError(
      'tensor',
      name,
      `The scales ${name} of ${source.name} have the value ${scale}; each must be a finite number above 0.`,
    );
  }
}
