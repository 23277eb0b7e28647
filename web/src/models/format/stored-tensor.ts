import { ModelFileError } from '../model-file-error.js';
import type { ByteSource } from '../source/byte-source.js';

/** Types of numbers that weights are kept in, and their bytes: BF16 is the upper half of F32, I8 has scales beside it. */
export const weightBytes = { F32: 4, F16: 2, BF16: 2, I8: 1 } as const;
export type WeightType = keyof typeof weightBytes;

/** All types of safetensors, of which some are never weights here, but masks and tables that are skipped. */
export const typeBytes: ReadonlyMap<string, number> = new Map([
  ...Object.entries(weightBytes),
  ...Object.entries({ F64: 8, I64: 8, U64: 8, I32: 4, U32: 4, I16: 2, U16: 2 }),
  ...Object.entries({ U8: 1, BOOL: 1, F8_E4M3: 1, F8_E5M2: 1, F8_E8M0: 1, C64: 8 }),
]);

/** A tensor as it lies in a file, row-major: nothing of it has been read yet. */
export interface StoredTensor {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly source: ByteSource;
  /** Where its bytes begin and end in the source. */
  readonly begin: number;
  readonly end: number;
}

/** Tensors by the names that their file gives them, and what else it says. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** How many numbers a shape has; NaN where it is none, or too large to be counted. It may be anything that JSON can hold. */
export function sizeOf(shape: readonly unknown[]): number {
  if (!shape.every(isLength)) return NaN;
  const size = shape.reduce((product, length) => product * length, 1);
  return Number.isSafeInteger(size) ? size : NaN;
}

const isLength = (length: unknown): length is number =>
  Number.isSafeInteger(length) && (length as number) >= 0;

/** Whether a type is one that weights are kept in. */
export const isWeightType = (type: string): type is WeightType => Object.hasOwn(weightBytes, type);

/** Tensors of several files as of one. No name may be in two of them. */
export function mergeTensors(files: readonly TensorFile[]): TensorFile {
  const tensors = new Map<string, StoredTensor>();
  const metadata = new Map<string, string>();
  for (const file of files) {
    for (const [name, tensor] of file.tensors) {
      const other = tensors.get(name);
      if (other)
        throw new ModelFileError(
          'header',
          name,
          `The tensor ${name} is in ${other.source.name} and in ${tensor.source.name}: it must be in one file.`,
        );
      tensors.set(name, tensor);
    }
    for (const [key, value] of file.metadata) metadata.set(key, value);
  }
  return { tensors, metadata };
}
