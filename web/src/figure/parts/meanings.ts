import { phrases, type PhraseName } from '../../compute/runs.js';
import { memo } from '../../scene/memo.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../figure.js';
import { fullColour } from '../view.js';

/** One word in one phrase. */
export interface Meaning {
  readonly name: PhraseName;
  readonly trace: Trace;
  /** The word's place in the phrase, from 0. */
  readonly token: number;
}

/** One word in three phrases. */
export interface Meanings {
  readonly of: readonly Meaning[];
  /** The magnitude that gets the full colour in every vector of the three phrases, so that equal looks equal. */
  readonly scale: number;
}

export const moles = ['mole-animal', 'mole-unit', 'mole-skin'] as const satisfies readonly PhraseName[];
export const towers = ['tower', 'eiffel', 'miniature'] as const satisfies readonly PhraseName[];

/** The followed word of some phrases: found once for the runs of a model. */
export function meaningsOf({ runs }: FigureContext, names: readonly PhraseName[]): Meanings {
  return memo(runs[names[0]!], 'meanings', () => {
    const of = names.map((name) => ({ name, trace: runs[name], token: phrases[name].token }));
    const vectors = of.flatMap(({ trace, token }) => residual.map((tensor) => trace.row(tensor, token)));
    return { of, scale: fullColour(vectors) };
  });
}

const residual = ['token_embedding', 'position_embedding', 'embedding', 'delta', 'output'] as const;
