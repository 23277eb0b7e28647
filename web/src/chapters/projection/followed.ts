import { noticeable } from '../../figure/parts/attended.js';
import type { FigureContext } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import type { Parameters, Say } from '../../text/messages.js';
import { kinds, type ProjectionKind } from './kind.js';

/** Whom the figure is about, and who says what. Tokens from 0. */
export interface Followed {
  /** The word whose vector is made. */
  readonly token: number;
  /** Those who speak the bubble. */
  readonly speakers: readonly number[];
  readonly words: string;
  /** The question that is being answered, where the figure is about an answer. */
  readonly asked: { readonly token: number; readonly words: string } | undefined;
}

/**
 * The sentence of the story: `creature` asks with a head by which it hears `fluffy` and `blue`, both of them and nothing
 * else. Only there can the vectors be read as words so narrow.
 */
export function asksForAdjectives(trace: Trace, head: number, token: number): boolean {
  if (trace.words[token] !== 'creature') return false;
  const words = attendedWords(trace, head, token).filter(({ weight }) => weight >= noticeable);
  return (
    words
      .map(({ word }) => word)
      .sort()
      .join(' ') === 'blue fluffy'
  );
}

/** What the query of the token asks, in words: our reading of it. */
function question(say: Say, trace: Trace, head: number, token: number): string {
  return say(asksForAdjectives(trace, head, token) ? 'bubble.query.adjectives' : 'bubble.query.plain');
}

/** A query is made for the token that the reader follows, a key for the one that it attends to most. */
export function followed(kind: ProjectionKind, { runs, selection, say }: FigureContext): Followed {
  const trace = runs.sentence;
  const { head, token } = selection;
  const words = question(say, trace, head, token);
  if (kind === 'query') return { token, speakers: [token], words, asked: undefined };
  const [best, second] = attendedWords(trace, head, token);
  const asked = best!.j === token ? undefined : { token, words };
  return asksForAdjectives(trace, head, token)
    ? { token: best!.j, speakers: [best!.j, second!.j], words: say('bubble.key.adjectives'), asked }
    : { token: best!.j, speakers: [best!.j], words: say('bubble.key.plain'), asked };
}

/** What the texts of the chapter quote. */
export function projectionFacts(kind: ProjectionKind, context: FigureContext): Parameters {
  const { runs, selection, say } = context;
  const trace = runs.sentence;
  const about = followed(kind, context);
  const [, rows, columns] = trace.shape(kinds[kind].matrix) as [number, number, number];
  return {
    ...passFacts(trace, selection.head, selection.token),
    bubble: about.words,
    question: question(say, trace, selection.head, selection.token),
    followed: trace.words[about.token]!,
    best_position: attendedWords(trace, selection.head, selection.token)[0]!.j + 1,
    rows,
    columns,
    entries: rows * columns,
  };
}
