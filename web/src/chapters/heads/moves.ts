import type { Analysis } from '../../../../wasm/analysis.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { memo } from '../../scene/memo.js';

/** A move that rounds to this or less on the screen is told as none. */
const nothing = 0.005;

/** Whether a size or a difference is told as one. */
export const tells = (size: number): boolean => size > nothing;

/** How far heads move words, by head and word: the lengths of their deltas. */
export interface Moves {
  readonly lengths: readonly (readonly number[])[];
  readonly largest: number;
}

/** Worked out by the core, once for a trace. */
export function movesOf(trace: Trace, analysis: Analysis): Moves {
  return memo(trace, 'moves', () => {
    if (trace.given) return stillOf(trace);
    const zero = new Float32Array(trace.shape('head_delta')[2]!);
    const lengths = Array.from({ length: trace.n_heads }, (_, h) =>
      trace.words.map((_, i) => analysis.compare(trace.row('head_delta', h, i), zero).distance),
    );
    return { lengths, largest: Math.max(...lengths.flat()) };
  });
}

/** How far an author's numbers move anything is not known: all stand out alike. */
function stillOf({ n_heads, words }: Trace): Moves {
  return { lengths: Array.from({ length: n_heads }, () => words.map(() => 1)), largest: 1 };
}

/** Of a row where a head merely rests: pale, and still to be seen on a dark page. */
const least = 0.22;

/** How strongly what a head gives a word may stand out: as much as the head moves the word, next to the largest move there is. */
export function standing({ lengths, largest }: Moves, h: number, i: number): number {
  return largest > nothing ? least + (1 - least) * (lengths[h]![i]! / largest) : least;
}

const tones = ['query', 'key', 'value', 'ink'] as const;

/** The colour of a head. In the arcs and pushes of this chapter it means nothing else; that of E′ and of what comes next is no head's. */
export function toneOf(h: number): (typeof tones)[number] {
  return tones[h % tones.length]!;
}

/** The heads in the order of how far they move a word. */
export function ranking({ lengths }: Moves, i: number): readonly number[] {
  return lengths.map((_, h) => h).sort((a, b) => lengths[b]![i]! - lengths[a]![i]!);
}

/** Next to a move, one that is a smaller part of it is told as next to none. */
export const hardly = 0.15;

/** A head that moves a word by less than this part of the farthest move in the sentence merely rests on it. */
const leastWork = 0.2;

/** The heads at work on a word, the strongest first: none where hardly anything moves it. */
export function working(moves: Moves, i: number): readonly number[] {
  const { lengths, largest } = moves;
  return ranking(moves, i).filter((h) => tells(lengths[h]![i]!) && lengths[h]![i]! >= leastWork * largest);
}

/** Whether at least two heads work on a word, and the strongest two look at two other words. */
export function isWorkedTwice(trace: Trace, analysis: Analysis, i: number): boolean {
  const [first, second] = working(movesOf(trace, analysis), i);
  if (first === undefined || second === undefined) return false;
  const looked = [first, second].map((h) => attendedWords(trace, h, i)[0]!.j);
  return looked[0] !== looked[1] && !looked.includes(i);
}

/** A head at work on another word than the followed one, which it hardly moves: the head and the word that it moves most. */
export interface Elsewhere {
  readonly head: number;
  readonly word: number;
}

/** The one of them that moves its word farthest, at least half as far as any word is moved; undefined where there is none. */
export function workElsewhere({ lengths, largest }: Moves, i: number): Elsewhere | undefined {
  const found = lengths.map((row, head) => ({ head, word: row.indexOf(Math.max(...row)) }));
  const far = ({ head, word }: Elsewhere) => lengths[head]![word]!;
  return found
    .filter((each) => far(each) > nothing && far(each) >= largest / 2)
    .filter((each) => lengths[each.head]![i]! < hardly * far(each))
    .sort((a, b) => far(b) - far(a))[0];
}

/** What is gone from a word and its prediction when some heads are off. */
interface Loss {
  /** The largest difference of a component of E'. */
  readonly output: number;
  /** The largest difference of the probability of a next word. */
  readonly probability: number;
}

/** By the core, once for a run and a word. */
export function lossOf(full: Trace, without: Trace, analysis: Analysis, i: number): Loss {
  return memo(without, `heads-loss:${i}`, () => ({
    output: analysis.compare(full.row('output', i), without.row('output', i)).largestDifference,
    probability: analysis.compare(full.row('probability_after', i), without.row('probability_after', i))
      .largestDifference,
  }));
}

/** How much each head's absence changes the prediction after the followed word, by head. */
function lossesOf({ runs, ablations, analysis, selection: { token } }: FigureContext): readonly number[] {
  return ablations.map((without) => lossOf(runs.sentence, without, analysis, token).probability);
}

/** The heads without which the prediction changes most, in more than roundings; more than one if they tie in what is shown. */
export function decisiveHeads(context: FigureContext): {
  readonly heads: readonly number[];
  readonly loss: number;
} {
  const losses = lossesOf(context);
  const loss = Math.max(...losses);
  const heads = losses.map((_, h) => h).filter((h) => tells(loss) && loss - losses[h]! <= nothing);
  return { heads, loss };
}
