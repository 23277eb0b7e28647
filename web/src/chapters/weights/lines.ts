import type { Trace } from '../../compute/trace.js';
import type { Selection } from '../../figure/view.js';

/** A line of bars: of one word, or of several, where there is not room for all. */
export interface Line {
  readonly key: string;
  readonly words: readonly number[];
  /** Whether it is of words that come later, which a causal mask takes out. */
  readonly later: boolean;
}

/** How many lines there is room for; glosses need some. */
export function mostLines(kind: 'roomy' | 'narrow', glossed: boolean): number {
  if (kind === 'roomy') return 14;
  return glossed ? 8 : 9;
}

/**
 * Of each word a line, where there is room for all. Else the followed word has one and those that count most as the model was
 * trained, so that a switch moves no line; of the others there is one, and one of those that come later.
 */
export function linesOf(trained: Trace, trace: Trace, { head, token }: Selection, most: number): Line[] {
  const all = trained.words.map((_, j) => j);
  if (all.length <= most) return all.map((j) => lineOf([j], j > token));
  const weight = (j: number) => (j === token ? 2 : trained.at('weight', head, token, j));
  const own = [...all]
    .sort((a, b) => weight(b) - weight(a) || a - b)
    .slice(0, most - 2)
    .sort((a, b) => a - b);
  const isHidden = (j: number) => trace.options.mask === 'causal' && j > token;
  const left = all.filter((j) => !own.includes(j));
  const groups = [left.filter((j) => !isHidden(j)), left.filter(isHidden)];
  return [
    ...own.map((j) => lineOf([j], j > token)),
    ...groups.flatMap((words, index) => (words.length > 0 ? [lineOf(words, index === 1)] : [])),
  ];
}

function lineOf(words: readonly number[], later: boolean): Line {
  return { key: words.length === 1 ? String(words[0]) : later ? 'later' : 'others', words, later };
}
