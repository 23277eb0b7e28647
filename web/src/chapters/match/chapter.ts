import formulas from '../../../formulas.tex';
import { attendedWords } from '../../compute/trace.js';
import { withGloss } from '../../text/messages.js';
import type { Chapter, Question } from '../chapter.js';
import { match } from './figure.js';
import '../cards.js';

/**
 * Among the words that the followed one may attend to, those that it attends to most and least. A word that stands there
 * twice is told by its place; with one word there is nothing to ask.
 */
const bestKey: Question = {
  id: 'match',
  options: ({ runs, say, selection: { head, token } }) => {
    const visible = attendedWords(runs.sentence, head, token).filter(({ j }) => j <= token);
    if (visible.length < 2) return [];
    const best = visible[0]!;
    const offered = visible.length > 4 ? [...visible.slice(0, 2), ...visible.slice(-2)] : [...visible];
    const isTwice = (word: string) => offered.filter((other) => other.word === word).length > 1;
    const named = (word: string, j: number) =>
      isTwice(word)
        ? say('question.match.option', { word: withGloss(say, word), position: j + 1 })
        : withGloss(say, word);
    return offered
      .sort((a, b) => a.j - b.j)
      .map(({ word, j }) => ({ text: named(word, j), right: j === best.j }));
  },
  at: 'meet',
  reveal: 'row',
};

export const chapter: Chapter = {
  id: 'match',
  figure: match,
  cards: [
    { step: 'meet' },
    { step: 'pair', exact: 1, formulas: [formulas.score] },
    { step: 'row' },
    { step: 'grid', exact: 1 },
    { step: 'plane', exact: 1 },
  ],
  question: bestKey,
};
