import type { Question } from './chapter.js';

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
