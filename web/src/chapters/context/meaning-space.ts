import type { Place3 } from '../../../../wasm/analysis.js';
import { type PhraseName, phrases } from '../../compute/runs.js';
import type { Candidate, Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { moles } from '../../figure/parts/meanings.js';
import { memo } from '../../scene/memo.js';
import { givenTo } from './facts.js';

/** One word in one phrase, in the space. */
export interface Meaning {
  readonly name: PhraseName;
  readonly trace: Trace;
  /** The word's place in the phrase, from 0. */
  readonly token: number;
  /** E and E'. */
  readonly before: Place3;
  readonly after: Place3;
  /** What is drawn from E to E': all of it, or what each word adds, tip to tail, the nearest word first. */
  readonly arrows: readonly Arrow[];
}

export interface Arrow {
  /** The word that it comes from, from 0, where it is not from all. */
  readonly j: number | undefined;
  readonly from: Place3;
  readonly to: Place3;
}

/** A word that may come next, where its row of the unembedding lies: an arrow towards it makes it likelier. */
export interface NextWord {
  readonly id: number;
  readonly word: string;
  readonly at: Place3;
}

/** One word in three phrases, in a space of three dimensions that keeps what moves it whole. */
export interface MeaningSpace {
  readonly of: readonly Meaning[];
  /** Whether all begins in the middle; where not, it goes from word to word. */
  readonly fans: boolean;
  readonly words: readonly NextWord[];
}

interface Followed {
  readonly name: PhraseName;
  readonly trace: Trace;
  readonly token: number;
}

/** How many words that may come next are shown of each place. */
const likeliest = 3;

/** Worked out once for the runs of a model. */
export function meaningSpaceOf(context: FigureContext, names: readonly PhraseName[]): MeaningSpace {
  return memo(context.runs[names[0]!], 'meaning-space', () => laidOut(context, names));
}

function laidOut(context: FigureContext, names: readonly PhraseName[]): MeaningSpace {
  const followed = names.map((name) => ({ name, trace: context.runs[name], token: phrases[name].token }));
  const inParts = names[0] !== moles[0];
  const kept = inParts ? longestParts(context, followed) : rows(followed, 'delta');
  const parts = followed.map(({ trace, token }) =>
    trace.words.map((_, j) => trace.row('word_delta', token, j)),
  );
  const next = wordsOf(followed);
  const groups = [
    kept,
    rows(followed, 'embedding'),
    rows(followed, 'output'),
    ...parts,
    next.map(({ id }) => followed[0]!.trace.row('w_u', id)),
  ];
  const { places } = context.analysis.frame(groups.flat(), { fit: kept.length });
  let taken = 0;
  const [, before, after, ...rest] = groups.map(({ length }) => places.slice(taken, (taken += length)));
  const words = rest.pop()!;
  const of = followed.map((one, index) => {
    const [from, to] = [before![index]!, after![index]!];
    const arrows = inParts ? tipToTail(from, rest[index]!) : [{ j: undefined, from, to }];
    return { ...one, before: from, after: to, arrows };
  });
  return { of, fans: !inParts, words: next.map((entry, index) => ({ ...entry, at: words[index]! })) };
}

function rows(followed: readonly Followed[], tensor: 'embedding' | 'delta' | 'output'): ArrayLike<number>[] {
  return followed.map(({ trace, token }) => trace.row(tensor, token));
}

/** The three longest of all that words add. */
function longestParts(context: FigureContext, followed: readonly Followed[]): ArrayLike<number>[] {
  return followed
    .flatMap(({ name, trace, token }) =>
      givenTo(context, name, token).ofWords.map((length, j) => ({
        length,
        row: trace.row('word_delta', token, j),
      })),
    )
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
    .map(({ row }) => row);
}

/** What the model expects most from each E and each E', each word once. */
function wordsOf(followed: readonly Followed[]): { readonly id: number; readonly word: string }[] {
  const stages = ['probability_after', 'probability_before'] as const;
  const all = stages.flatMap((stage) =>
    followed.flatMap(({ trace, token }) => trace.candidates(stage, token, likeliest)),
  );
  return [...new Map(all.map(({ id, word }) => [id, { id, word }])).values()];
}

/** Arrows laid end to end, the last word's first. */
function tipToTail(start: Place3, steps: readonly Place3[]): Arrow[] {
  let from = start;
  return steps
    .map((step, j) => ({ step, j }))
    .reverse()
    .map(({ step, j }) => {
      const to: Place3 = [from[0] + step[0], from[1] + step[1], from[2] + step[2]];
      const arrow = { j, from, to };
      from = to;
      return arrow;
    });
}

/** The likeliest next word where a part of what attention adds has been added, worked out by the core. */
export function expectedAt(
  context: FigureContext,
  { trace, token }: Pick<Meaning, 'trace' | 'token'>,
  added: number,
): Candidate {
  const known = memo(trace, 'expected-at', () => new Map<number, Candidate>());
  const found = known.get(added);
  if (found) return found;
  const vectors = [trace.row('embedding', token), trace.row('delta', token)];
  const { probability } = context.analysis.predict(vectors, [1, added], unembedding(trace));
  const most = probability.indexOf(Math.max(...probability));
  const expected = { id: most, word: trace.word(most), probability: probability[most]! };
  known.set(added, expected);
  return expected;
}

function unembedding(trace: Trace): readonly ArrayLike<number>[] {
  return memo(trace, 'unembedding', () =>
    Array.from({ length: trace.shape('w_u')[0]! }, (_, id) => trace.row('w_u', id)),
  );
}
