import type { RunOptions } from '../../../wasm/attention.js';
import type { Engine } from './engine.js';
import {
  isRemoval,
  type Removal,
  runAblations,
  type Runs,
  runPhrases,
  runSentence,
  runWithout,
  runWordAblations,
  usualRemoval,
} from './runs.js';
import type { Trace } from './trace.js';

/** Everything that a page computes of a sentence. */
export interface PageRuns {
  readonly engine: Engine;
  /** All but the run without what is removed: that is one of the ablations. */
  readonly runs: Omit<Runs, 'without'>;
  /** The sentence without each head in turn, and without each word. */
  readonly ablations: readonly Trace[];
  readonly wordAblations: readonly Trace[];
  /** What the run of the sentence has taken. */
  readonly milliseconds: number;
}

/** Throws an EngineError where the core refuses. `silent`: the heads that are off in the run `ablated`, from 0. */
export function runPage(
  engine: Engine,
  words: readonly string[],
  options: RunOptions,
  silent: readonly number[],
): PageRuns {
  const { sentence, switched, milliseconds } = runSentence(engine, words, options);
  const ablated = runWithout(engine, sentence, silent);
  return {
    engine,
    runs: { ...runPhrases(engine), sentence, switched, ablated },
    ablations: runAblations(engine, sentence),
    wordAblations: runWordAblations(engine, sentence),
    milliseconds,
  };
}

/** What is taken away: what was chosen, where this sentence has it, otherwise what `token` (from 0) would miss most. */
export function removalOf(
  { runs: { sentence } }: PageRuns,
  chosen: Removal | undefined,
  token: number,
): Removal {
  return chosen && isRemoval(chosen, sentence) ? chosen : usualRemoval(sentence, token);
}

export function allRuns({ runs, ablations, wordAblations }: PageRuns, { kind, index }: Removal): Runs {
  return { ...runs, without: (kind === 'word' ? wordAblations : ablations)[index]! };
}
