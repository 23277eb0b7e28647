import { phrases, type PhraseName } from '../../compute/runs.js';
import { memo } from '../../scene/memo.js';
import type { Say } from '../../text/messages.js';
import type { Candidate } from '../../compute/trace.js';
import type { FigureContext } from '../figure.js';

/** What words mean in a phrase: the followed one only what it means there, without what explains that. */
export function glossIn({ gloss }: Say, name: PhraseName): Say['gloss'] {
  const { sentence, token, ...phrase } = phrases[name];
  const followed = sentence.split(' ')[token];
  return (word) =>
    word === followed && 'sense' in phrase
      ? gloss(`${word}/${phrase.sense}`)?.replace(/（.*）$/, '')
      : gloss(word);
}

/** Whether attention takes the meanings of a word apart: any two E' lie at least twice as far apart as their E. */
export function areTakenApart(context: FigureContext, names: readonly PhraseName[]): boolean {
  return memo(context.runs[names[0]!], 'taken-apart', () => {
    const rows = (tensor: 'embedding' | 'output') =>
      names.map((name) => context.runs[name].row(tensor, phrases[name].token));
    const [before, after] = [rows('embedding'), rows('output')];
    const distance = (vectors: readonly ArrayLike<number>[], a: number, b: number) =>
      context.analysis.compare(vectors[a]!, vectors[b]!).distance;
    return names.every((_, b) =>
      names.slice(0, b).every((__, a) => distance(after, a, b) >= 2 * distance(before, a, b)),
    );
  });
}

/** The likeliest word after the followed one of each phrase. */
export function expectedAfter(
  { runs }: FigureContext,
  names: readonly PhraseName[],
  stage: 'before' | 'after',
): Candidate[] {
  return names.map((name) => runs[name].candidates(`probability_${stage}`, phrases[name].token, 1)[0]!);
}

/** Whether the phrases settle what is meant: each has a next word of its own, likelier than it was by as much as one sees. */
export function areSettled(context: FigureContext, names: readonly PhraseName[]): boolean {
  const after = expectedAfter(context, names, 'after');
  const rises = names.every((name, index) => {
    const { id, probability } = after[index]!;
    const before = context.runs[name].at('probability_before', phrases[name].token, id);
    return probability >= 0.3 && probability - before >= 0.1;
  });
  return rises && new Set(after.map(({ word }) => word)).size === names.length;
}
