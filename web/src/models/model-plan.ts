import type { TransformerDescription } from './description.js';
import type { Constant, Layout, Placement } from './family/placement.js';
import { isWeightType, type StoredTensor, type TensorFile, type WeightType } from './format/stored-tensor.js';
import { fewOf, ModelFileError, quoted } from './model-file-error.js';
import { isMatrix } from './parameters.js';
import { planScales, scaleName } from './scales.js';

/** A tensor of a file, and all parameters that lie in it. */
export interface PlannedTensor {
  readonly tensor: StoredTensor;
  readonly type: WeightType;
  readonly placements: readonly Placement[];
  /** Whether it holds the scales of a matrix, and not its elements: each is a rectangle of one component. */
  readonly areScales?: true;
}

/** A model whose every parameter has its place in a file, or is a constant: nothing has been read but headers. */
export interface ModelPlan {
  readonly description: TransformerDescription;
  /** In the order in which they lie in their files. */
  readonly tensors: readonly PlannedTensor[];
  readonly constants: readonly Constant[];
  /** Bytes of all tensors that will be read. */
  readonly bytes: number;
}

/**
 * Finds every parameter of a model in its files. Throws a ModelFileError that names the tensor where one is missing, has
 * another shape or a type that weights are not kept in, or is not known to the model.
 */
export function planModel(
  { description, parameters, prefixes, skipped }: Layout,
  file: TensorFile,
): ModelPlan {
  const placements = parameters.filter((parameter) => 'from' in parameter);
  const find = (from: string) =>
    prefixes.map((prefix) => file.tensors.get(prefix + from)).find((tensor) => tensor !== undefined);
  const missing = new Set(placements.filter(({ from }) => !find(from)).map(({ from }) => from));
  if (missing.size > 0) throw missingTensors([...missing], prefixes, file);
  const planned = new Map<StoredTensor, Placement[]>();
  for (const placement of placements) {
    const tensor = find(placement.from)!;
    checkTensor(tensor, placement);
    const others = planned.get(tensor) ?? [];
    planned.set(tensor, [...others, placement]);
  }
  const stored = [...planned].map(([tensor, placed]): PlannedTensor => {
    return { tensor, type: tensor.type as WeightType, placements: placed };
  });
  const tensors = [...stored, ...allScales(stored, file)].sort(inFileOrder);
  refuseSurplus(file, new Set(tensors.map(({ tensor }) => tensor)), prefixes, skipped);
  return {
    description: { ...description, weight_type: weightType(stored) },
    tensors,
    constants: parameters.filter((parameter) => 'constant' in parameter),
    bytes: tensors.reduce((sum, { tensor }) => sum + tensor.end - tensor.begin, 0),
  };
}

function missingTensors(missing: readonly string[], prefixes: readonly string[], file: TensorFile) {
  // Named as the other tensors of the file are.
  const used = prefixes.find((prefix) =>
    [...file.tensors.keys()].some((name) => prefix && name.startsWith(prefix)),
  );
  const names = missing.map((name) => (used ?? '') + name);
  return new ModelFileError(
    'missing',
    names[0]!,
    `The model lacks ${names.length > 1 ? 'the tensors' : 'the tensor'} ${fewOf(names)}.`,
  );
}

/** The scales of all matrices that are I8. */
const allScales = (stored: readonly PlannedTensor[], file: TensorFile): PlannedTensor[] =>
  stored
    .filter(({ type }) => type === 'I8')
    .map(({ tensor, placements }) => ({
      ...{ ...planScales(tensor, placements, file), type: 'F32', areScales: true },
    }));

function checkTensor({ name, type, shape, source }: StoredTensor, { fileShape, parameter }: Placement): void {
  if (String(shape) !== String(fileShape))
    throw new ModelFileError(
      'tensor',
      name,
      `The tensor ${name} of ${source.name} has the shape ${quoted(shape)}; by the configuration it must be ${quoted(fileShape)}.`,
    );
  if (!isWeightType(type) || (type === 'I8' && !isMatrix(parameter)))
    throw new ModelFileError(
      'tensor',
      name,
      `The tensor ${name} of ${source.name} is ${type}; ${parameter} can be F32, F16${isMatrix(parameter) ? ', BF16, or I8 with scales' : ' or BF16'}.`,
    );
}

function refuseSurplus(
  { tensors }: TensorFile,
  planned: ReadonlySet<StoredTensor>,
  prefixes: readonly string[],
  skipped: RegExp,
): void {
  const isSkipped = (name: string) =>
    prefixes.some((prefix) => name.startsWith(prefix) && skipped.test(name.slice(prefix.length)));
  // A copy of what is tied has its scales too.
  const copies = [...tensors.values()].filter(({ name, type }) => type === 'I8' && isSkipped(name));
  const theirs = new Set(copies.map(({ name }) => scaleName(name)));
  const surplus = [...tensors.values()].filter(
    (tensor) => !planned.has(tensor) && !isSkipped(tensor.name) && !theirs.has(tensor.name),
  );
  if (surplus.length === 0) return;
  const names = surplus.map(({ name }) => name);
  throw new ModelFileError(
    'surplus',
    names[0]!,
    `By its configuration the model has no ${names.length > 1 ? 'tensors' : 'tensor'} ${fewOf(names)}.`,
  );
}

function inFileOrder({ tensor: a }: PlannedTensor, { tensor: b }: PlannedTensor): number {
  if (a.source === b.source) return a.begin - b.begin;
  return a.source.name < b.source.name ? -1 : 1;
}

/** The type of all matrices, if they have one that is kept as it is; float32, which holds each of them but I8, if they differ. */
function weightType(tensors: readonly PlannedTensor[]): TransformerDescription['weight_type'] {
  const matrices = tensors.filter(({ placements }) =>
    placements.some(({ parameter }) => isMatrix(parameter)),
  );
  const types = new Set(matrices.map(({ type }) => type));
  const bytes = matrices.find(({ type }) => type === 'I8');
  const other = matrices.find(({ type }) => type !== 'I8');
  if (bytes && other)
    throw new ModelFileError(
      'tensor',
      other.tensor.name,
      `The matrix ${bytes.tensor.name} is I8, and ${other.tensor.name} is ${other.type}: all matrices must be I8, or none.`,
    );
  const [only] = types.size === 1 ? types : [];
  return only ? weightTypeNames[only] : 'float32';
}

/** The core's names for types of weights. */
export const weightTypeNames = { F32: 'float32', F16: 'float16', BF16: 'bfloat16', I8: 'int8' } as const;
