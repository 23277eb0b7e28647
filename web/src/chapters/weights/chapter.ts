import { html, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../../wasm/attention.js';
import formulas from '../../../formulas.tex';
import { define } from '../../ui/define.js';
import type { Chapter, Page, Question } from '../chapter.js';
import { weights } from './figure.js';
import { RunSwitches } from './run-switches.js';

define({ 'run-switches': RunSwitches });

/** Softmax gives every entry something, so what is struck out afterwards is missing from the sum. */
const maskTooLate: Question = {
  id: 'weights',
  options: ({ say }) => [
    { text: say('question.weights.same'), right: false },
    { text: say('question.weights.less'), right: true },
    { text: say('question.weights.more'), right: false },
  ],
  reveal: 'divide',
};

/** The switches that depart from the model on purpose. */
function runSwitches({ context, options, setOptions }: Page): TemplateResult {
  return html`
    <run-switches
      .options=${options}
      .say=${context.say}
      @switch=${(event: CustomEvent<RunOptions>) => setOptions(event.detail)}
    ></run-switches>
  `;
}

export const chapter: Chapter = {
  id: 'weights',
  figure: weights,
  cards: [
    { step: 'scores' },
    { step: 'row' },
    { step: 'scale' },
    { step: 'mask' },
    { step: 'max' },
    { step: 'exp' },
    { step: 'total' },
    { step: 'divide', formulas: [formulas.softmax, formulas.softmax_row], controls: runSwitches },
    { step: 'all' },
    { step: 'lessons' },
  ],
  question: maskTooLate,
};
