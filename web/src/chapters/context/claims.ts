import type { Claims, FigureContext } from '../../figure/figure.js';
import { moles, type towers } from '../../figure/parts/meanings.js';
import { areSettled, areTakenApart, expectedAfter } from '../../figure/parts/senses.js';
import { givenTo } from './facts.js';

/** How sure the model is of the next word where it is surest. */
function surest(context: FigureContext, stage: 'before' | 'after'): number {
  return Math.max(...expectedAfter(context, moles, stage).map(({ probability }) => probability));
}

/** Below it no word stands out among the hundreds. */
const even = 0.05;

/** Which part of all that the words add, by length, comes from word `j`. */
function shareOf(context: FigureContext, name: (typeof towers)[number], j: number): number {
  const { ofWords } = givenTo(context, name, context.runs[name].n_tokens - 1);
  return ofWords[j]! / (ofWords.reduce((sum, length) => sum + length, 0) || 1);
}

/** Both of the two likeliest words after a tower are likely. */
function expectsTwo({ runs }: FigureContext, name: (typeof towers)[number]): boolean {
  const two = runs[name].candidates('probability_after', runs[name].n_tokens - 1, 2);
  return two.every(({ probability }) => probability >= 0.2);
}

function eiffelAdds(context: FigureContext): boolean {
  const [plain, named] = (['tower', 'eiffel'] as const).map(
    (name) => givenTo(context, name, context.runs[name].n_tokens - 1).length,
  );
  return plain! <= 0.1 * named! && shareOf(context, 'eiffel', 1) >= 0.5 && expectsTwo(context, 'eiffel');
}

function bothAdd(context: FigureContext): boolean {
  const [miniature, eiffel] = [1, 2].map((j) => shareOf(context, 'miniature', j));
  return (
    Math.min(miniature!, eiffel!) >= 0.2 && miniature! + eiffel! >= 0.8 && expectsTwo(context, 'miniature')
  );
}

/** A mole of something: the only word that the reason given fits. */
const amounts = (context: FigureContext) =>
  areSettled(context, moles) && expectedAfter(context, moles, 'after')[1]!.word === 'of';

const reads = (name: (typeof towers)[number], phrase: string) => (context: FigureContext) =>
  context.runs[name].words.join(' ') === phrase;

export const contextClaims: Claims = {
  'card.context.before.even': (context) => surest(context, 'before') < even,
  'card.context.before.undecided': (context) => surest(context, 'before') <= 0.3,
  'card.context.arrows.apart': (context) => areTakenApart(context, moles),
  'card.context.after.settled': (context) => areSettled(context, moles),
  'card.context.after.even': (context) => surest(context, 'after') < even,
  'card.context.eiffel.named': eiffelAdds,
  'card.context.eiffel': reads('eiffel', 'the eiffel tower'),
  'card.context.miniature.both': bothAdd,
  'card.context.miniature': reads('miniature', 'a miniature eiffel tower'),
  'question.context.right.amount': amounts,
  'question.context.wrong.amount': amounts,
};
