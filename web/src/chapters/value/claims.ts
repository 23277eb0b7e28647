import { attendedWords } from '../../compute/trace.js';
import type { Claim, Claims, FigureContext } from '../../figure/figure.js';
import { pathOf } from './path.js';

/** What rounds to less than this in a text is told as no change. */
const told = 0.005;
/** From this on a word is told as one of two that share. */
const share = 0.15;

const attended = ({ runs, selection: { head, token } }: FigureContext) =>
  attendedWords(runs.sentence, head, token);
const isTwice = ({ runs }: FigureContext, word: string) =>
  runs.sentence.words.filter((other) => other === word).length > 1;
const isFirst: Claim = ({ selection }) => selection.token === 0;

/** Two other words, each named once in the sentence, get a share that counts. */
const twoShare: Claim = (context) => {
  const [best, second] = attended(context);
  if (!second || second.weight < share) return false;
  return ![best!, second].some(({ word, j }) => j === context.selection.token || isTwice(context, word));
};
const isSpread: Claim = (context) => {
  const [best, second] = attended(context);
  return second !== undefined && best!.weight - second.weight < told;
};

const top = ({ runs, selection }: FigureContext, tensor: 'probability_before' | 'probability_after') =>
  runs.sentence.candidates(tensor, selection.token, 1)[0]!;
const keepsItsGuess: Claim = (context) =>
  top(context, 'probability_before').id === top(context, 'probability_after').id;
/** The guess stays, and so does how sure it is. */
const staysPut: Claim = (context) => {
  const { runs, selection } = context;
  const { id, probability } = top(context, 'probability_after');
  const before = runs.sentence.at('probability_before', selection.token, id);
  return keepsItsGuess(context) && Math.abs(probability - before) < told;
};
const others = ({ runs, analysis, selection }: FigureContext) =>
  pathOf(runs.sentence, analysis, selection.token).others;

/** Cards tell what this run did. */
export const valueClaims: Claims = {
  'card.value.weigh.first': isFirst,
  'card.value.weigh.two': twoShare,
  'card.value.weigh.spread': isSpread,
  'card.value.weigh.self': (context) => attended(context)[0]!.j === context.selection.token,
  'card.value.weigh.again': (context) => isTwice(context, attended(context)[0]!.word),
  'card.value.weigh': (context) => !isFirst(context) && !isSpread(context),
  'card.value.predict.same': staysPut,
  'card.value.predict.surer': keepsItsGuess,
  'card.value.predict': (context) => !keepsItsGuess(context),
  'exact.value.predict.1.whole': (context) => others(context) === 0,
  'exact.value.predict.1': (context) => others(context) > 0,
  'question.value.ask.first': isFirst,
  'question.value.ask': (context) => !isFirst(context),
};
