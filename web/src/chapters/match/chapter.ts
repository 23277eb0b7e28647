import formulas from '../../../formulas.tex';
import { attendedWords } from '../../compute/trace.js';
import { withGloss } from '../../text/messages.js';
import type { Chapter, Question } from '../chapter.js';
import { match } from './figure.js';

/** Among the words that the followed one may attend to, those that it attends to most and least. */
const bestKey: Question = {
  id: 'match',
  options: ({ runs, say, selection: { head, token } }) => {
    const visible = attendedWords(runs.sentence, head, token).filter(({ j }) => j <= token);
    const best = visible[0]!;
    const offered = visible.length > 4 ? [...visible.slice(0, 2), ...visible.slice(-2)] : [...visible];
    return offered
      .sort((a, b) => a.j - b.j)
      .map(({ word, j }) => ({ text: withGloss(say, word), right: j === best.j }));
  },
  reveal: 'row',
};

export const chapter: Chapter = {
  id: 'match',
  figure: match,
  paragraphs: 2,
  formulas: [formulas.score],
  question: bestKey,
  notes: 1,
};
