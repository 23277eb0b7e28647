import formulas from '../../../formulas.tex';
import { withGloss } from '../../text/messages.js';
import type { Chapter, Question } from '../chapter.js';
import { value } from './figure.js';
import '../cards.js';

/** The words that the model expects most, before and after. */
const nextWord: Question = {
  id: 'value',
  options: ({ runs, say, selection: { token } }) => {
    const after = runs.sentence.candidates('probability_after', token, 2);
    const before = runs.sentence.candidates('probability_before', token, 3);
    const ids = [...new Set([...before, ...after].map(({ id }) => id))];
    return ids
      .map((id) => ({ text: withGloss(say, runs.sentence.word(id)), right: id === after[0]!.id }))
      .sort((a, b) => a.text.localeCompare(b.text));
  },
  at: 'lift',
  reveal: 'move',
};

export const chapter: Chapter = {
  id: 'value',
  figure: value,
  cards: [
    { step: 'weigh', exact: 1, formulas: [formulas.value] },
    { step: 'add' },
    { step: 'lift', exact: 1, formulas: [formulas.delta] },
    { step: 'move', exact: 2, formulas: [formulas.update] },
  ],
  question: nextWord,
  given: (trace) => (trace.has('value') ? ['weigh', 'add'] : []),
};
