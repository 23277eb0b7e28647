import { attendedWords } from '../../compute/trace.js';
import type { Claim, FigureContext } from '../figure.js';

/** From this on a weight counts: what is said of words that are looked at is said by size, and not by order alone. */
export const noticeable = 0.15;

/** What rounds to less than this in a text is told as no difference. */
export const told = 0.005;

/** What texts claim of the words that the followed one attends to, in a run. */
export function attendedClaims(run: 'sentence' | 'switched') {
  const attended = ({ runs, selection: { head, token } }: FigureContext) =>
    attendedWords(runs[run], head, token);
  const isTwice = ({ runs }: FigureContext, word: string) =>
    runs[run].words.filter((other) => other === word).length > 1;
  /** Two other words, each named once in the sentence, get a share that counts. */
  const twoShare: Claim = (context) => {
    const [best, second] = attended(context);
    if (!second || second.weight < noticeable) return false;
    return ![best!, second].some(({ word, j }) => j === context.selection.token || isTwice(context, word));
  };
  /** No word gets more than another one that can be told. */
  const isSpread: Claim = (context) => {
    const [best, second] = attended(context);
    return second !== undefined && best!.weight - second.weight < told;
  };
  const toItself: Claim = (context) => attended(context)[0]!.j === context.selection.token;
  /** The word that gets most stands there more than once. */
  const toOneOfTwo: Claim = (context) => isTwice(context, attended(context)[0]!.word);
  return { twoShare, isSpread, toItself, toOneOfTwo };
}
