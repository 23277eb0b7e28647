import { AttentionError, StatusCode } from '../../../wasm/instance.js';
import type { TransformerModule } from '../../../wasm/transformer.js';
import { ModelFileError } from '../models/model-file-error.js';
import type { ModelPlan } from '../models/model-plan.js';
import { parameterParts, type LoadOptions } from '../models/parameter-parts.js';

export interface MemoryLimit {
  /** Bytes that a model may take at most, with a sentence of one token; all that can be had, where it is not given. */
  readonly memoryLimit?: number | undefined;
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;

const tooLarge = (needed: number, there: string) =>
  new ModelFileError(
    'memory',
    'memory',
    `The model needs ${megabytes(needed)} of memory, ${there}. Open a smaller one, or one with weights of two bytes or of one.`,
  );

/**
 * Puts the weights of a plan into a module. The memory for all of them is had before the first is read. Rejects with a
 * ModelFileError, or the signal's reason.
 */
export async function loadWeights(
  module: TransformerModule,
  plan: ModelPlan,
  { memoryLimit = Infinity, ...options }: LoadOptions & MemoryLimit = {},
): Promise<void> {
  const needed = reserve(module, plan, memoryLimit);
  for await (const { bytes, parts } of parameterParts(plan, options)) {
    options.signal?.throwIfAborted();
    asFileError(needed, () => module.pack(bytes, parts));
  }
  asFileError(needed, () => module.checkWeights());
}

/** Bytes that have been reserved. */
function reserve(module: TransformerModule, { description }: ModelPlan, limit: number): number {
  asFileError(0, () => module.describe(description));
  const needed = asFileError(0, () => module.bytesOf(1, 1));
  if (needed > limit) throw tooLarge(needed, `and may take ${megabytes(limit)}`);
  asFileError(needed, () => module.layout());
  return needed;
}

/** What the core refuses of a model is something in its files, or its size. */
function asFileError<T>(needed: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof AttentionError)) throw error;
    if (error.code === StatusCode.too_large && needed > 0)
      throw tooLarge(needed, 'which is more than there is here');
    const problem = error.code === StatusCode.too_large ? 'memory' : 'tensor';
    throw new ModelFileError(
      problem,
      problem === 'memory' ? 'memory' : subjectOf(error.message),
      error.message,
    );
  }
}

/** The parameter that a sentence of the core names, or its first word. */
const subjectOf = (sentence: string) => /\b[a-z]+(?:_[a-z]+)+\b/.exec(sentence)?.[0] ?? 'weights';
