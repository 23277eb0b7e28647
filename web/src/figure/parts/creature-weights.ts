import type { Trace } from '../../compute/trace.js';
import type { Selection } from '../view.js';

/**
 * What the creature looks like is told by two weights; a word that is no creature has no drawing. `kept`: how much of a word's
 * part is left.
 */
export function creatureWeights(
  trace: Trace,
  { head, token }: Pick<Selection, 'head' | 'token'>,
  kept: (j: number) => number = () => 1,
): { fluffy: number; blue: number } | undefined {
  const { words } = trace;
  if (words[token] !== 'creature') return undefined;
  const weightOf = (word: string) =>
    words
      .slice(0, token)
      .reduce(
        (sum, other, j) => sum + (other === word ? kept(j) * trace.at('weight', head, token, j) : 0),
        0,
      );
  return { fluffy: weightOf('fluffy'), blue: weightOf('blue') };
}
