import type { Claims, FigureContext } from '../../figure/figure.js';
import { shortNumber } from '../../text/format.js';
import type { Trace } from '../../compute/trace.js';
import { hardly, isWorkedTwice, movesOf, ranking, workElsewhere } from './moves.js';

/** How far the followed word is moved, by the heads in the order of that. */
function pushes({ runs: { sentence }, analysis, selection: { token } }: FigureContext): readonly number[] {
  const moves = movesOf(sentence, analysis);
  return ranking(moves, token).map((h) => moves.lengths[h]![token]!);
}

const isSwitched = ({ runs }: FigureContext) => runs.ablated.options.silentHeads.length > 0;

/** One head moves the word, and next to it no other does. */
function isAlone(context: FigureContext): boolean {
  const [first, second = 0] = pushes(context);
  return second < hardly * first!;
}

const isTwice = ({ runs: { sentence }, analysis, selection: { token } }: FigureContext) =>
  isWorkedTwice(sentence, analysis, token);

const best = (trace: Trace, token: number, stage: 'before' | 'after' = 'after') =>
  trace.candidates(`probability_${stage}`, token, 1)[0]!;

/** With heads off, the likeliest next word is what it is with all of them. */
const keepsItsWord = ({ runs, selection: { token } }: FigureContext) =>
  best(runs.ablated, token).id === best(runs.sentence, token).id;

const keepsItsNumber = ({ runs, selection: { token } }: FigureContext) =>
  shortNumber(best(runs.ablated, token).probability) === shortNumber(best(runs.sentence, token).probability);

const expectsTheSame = ({ runs: { sentence }, selection: { token } }: FigureContext) =>
  best(sentence, token, 'before').id === best(sentence, token).id;

const worksElsewhere = ({ runs: { sentence }, analysis, selection: { token } }: FigureContext) =>
  workElsewhere(movesOf(sentence, analysis), token) !== undefined;

/** What the cards claim. */
export const headsClaims: Claims = {
  'card.heads.patterns.given': ({ runs }) => runs.sentence.given !== undefined,
  'card.heads.words.off': isSwitched,
  'card.heads.words.twice': isTwice,
  'card.heads.words.alone': isAlone,
  'card.heads.words': (context) =>
    pushes(context).filter((push) => push >= hardly * pushes(context)[0]!).length > 1,
  'card.heads.patterns.rest': (context) => !worksElsewhere(context) || isSwitched(context),
  'card.heads.patterns': worksElsewhere,
  'card.heads.sum.unmoved': (context) =>
    isSwitched(context) && keepsItsWord(context) && keepsItsNumber(context),
  'card.heads.sum.weaker': (context) => isSwitched(context) && keepsItsWord(context),
  'card.heads.sum.other': isSwitched,
  'card.heads.sum.same': expectsTheSame,
  'card.heads.sum': (context) => !isSwitched(context) && !expectsTheSame(context),
};
