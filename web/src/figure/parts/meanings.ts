import { phrases, type PhraseName } from '../../compute/runs.js';
import { memo } from '../../scene/memo.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../figure.js';
import { type Bounds, boundsOf } from '../objects/space.js';
import type { Place } from '../objects/space-labels.js';
import { fullColour } from '../view.js';

/** One word in one phrase. */
export interface Meaning {
  readonly name: PhraseName;
  readonly trace: Trace;
  /** The word's place in the phrase, from 0. */
  readonly token: number;
  /** E and E' on the plane. */
  readonly before: Place;
  readonly after: Place;
  /** From E to E' in parts, one for each word of the phrase, the nearest word first: what each adds, tip to tail. */
  readonly parts: readonly Part[];
}

export interface Part {
  /** The word that it comes from, from 0. */
  readonly j: number;
  readonly from: Place;
  readonly to: Place;
}

/** One word in three phrases, on a plane of the embedding space. */
export interface Meanings {
  readonly of: readonly Meaning[];
  /** The vector of the word alone, without a position. */
  readonly word: Place;
  readonly bounds: Bounds;
  /** The share of the spread of the three E and the three E' that lies in the plane. */
  readonly share: number;
  /** The magnitude that gets the full colour in every vector of the three phrases, so that equal looks equal. */
  readonly scale: number;
}

export const moles = ['mole-animal', 'mole-unit', 'mole-skin'] as const satisfies readonly PhraseName[];
export const towers = ['tower', 'eiffel', 'miniature'] as const satisfies readonly PhraseName[];

/** The followed word of some phrases: worked out once for the runs of a model. */
export function meaningsOf({ runs, analysis }: FigureContext, names: readonly PhraseName[]): Meanings {
  return memo(runs[names[0]!], 'meanings', () => laidOut({ runs, analysis }, names));
}

/** The plane is the one that holds most of the spread of the E and the E': the arrows from one to the other. */
function laidOut(
  { runs, analysis }: Pick<FigureContext, 'runs' | 'analysis'>,
  names: readonly PhraseName[],
): Meanings {
  const followed = names.map((name) => ({ name, trace: runs[name], token: phrases[name].token }));
  const before = followed.map(({ trace, token }) => trace.row('embedding', token));
  const after = followed.map(({ trace, token }) => trace.row('output', token));
  const [first] = followed;
  const word = first!.trace.row('token_embedding', first!.token);
  const parts = followed.map(({ trace, token }) =>
    trace.words.map((_, j) => trace.row('word_delta', token, j)),
  );
  const zero = new Float32Array(word.length);
  const points = [...before, ...after, word, zero, ...parts.flat()];
  const { coordinates, share } = analysis.plane(points, { fit: 2 * names.length });
  const at = (index: number) => coordinates[index]!;
  const count = names.length;
  let next = 2 * count + 2;
  const of = followed.map((entry, index) => {
    const steps = coordinates.slice(next, (next += entry.trace.n_tokens));
    return {
      ...entry,
      before: at(index),
      after: at(count + index),
      parts: tipToTail(at(index), steps, at(2 * count + 1)),
    };
  });
  const seen = [
    ...coordinates.slice(0, 2 * count + 1),
    ...of.flatMap(({ parts }) => parts.map(({ to }) => to)),
  ];
  const vectors = followed.flatMap(({ trace, token }) => residual.map((tensor) => trace.row(tensor, token)));
  return { of, word: at(2 * count), bounds: boundsOf(seen), share, scale: fullColour(vectors) };
}

const residual = ['token_embedding', 'position_embedding', 'embedding', 'delta', 'output'] as const;

/** Arrows laid end to end, the last word's first. `steps` are measured from `zero`. */
function tipToTail(start: Place, steps: readonly Place[], zero: Place): Part[] {
  let from = start;
  return steps
    .map((step, j) => ({ step, j }))
    .reverse()
    .map(({ step, j }) => {
      const to: Place = [from[0] + step[0] - zero[0], from[1] + step[1] - zero[1]];
      const part = { j, from, to };
      from = to;
      return part;
    });
}
