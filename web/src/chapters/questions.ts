import { withGloss } from '../text/messages.js';
import { attendedWords } from '../compute/trace.js';
import { decisiveHeads } from './heads/moves.js';
import type { Question } from './chapter.js';

/** Chapter 5: among the words that the followed one may attend to, those that it attends to most and least. */
export const bestKey: Question = {
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

/** Chapter 6. Softmax gives every entry something, so what is struck out afterwards is missing from the sum. */
export const maskTooLate: Question = {
  id: 'weights',
  options: ({ say }) => [
    { text: say('question.weights.same'), right: false },
    { text: say('question.weights.less'), right: true },
    { text: say('question.weights.more'), right: false },
  ],
  reveal: 'divide',
};

/** Chapter 7: the words that the model expects most, before and after. */
export const nextWord: Question = {
  id: 'value',
  options: ({ runs, say, selection: { token } }) => {
    const after = runs.sentence.candidates('probability_after', token, 2);
    const before = runs.sentence.candidates('probability_before', token, 3);
    const ids = [...new Set([...before, ...after].map(({ id }) => id))];
    return ids
      .map((id) => ({ text: withGloss(say, runs.sentence.word(id)), right: id === after[0]!.id }))
      .sort((a, b) => a.text.localeCompare(b.text));
  },
  reveal: 'predict',
};

/** Chapter 9: from the runs without each head. Where no head is missed, that is the answer. */
export const missedHead: Question = {
  id: 'heads',
  options: (context) => {
    const { runs, say } = context;
    const decisive = decisiveHeads(context);
    return [
      ...Array.from({ length: runs.sentence.n_heads }, (_, h) => ({
        text: say('head.name', { head: h + 1 }),
        right: decisive.includes(h),
      })),
      { text: say('question.heads.none'), right: decisive.length === 0 },
    ];
  },
  reveal: 'sum',
};
