import { html, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../../wasm/attention.js';
import formulas from '../../../formulas.tex';
import { define } from '../../ui/define.js';
import type { Chapter, Page, Question } from '../chapter.js';
import { weights } from './figure.js';
import { RunSwitches, type SwitchKind } from './run-switches.js';
import '../cards.js';

define({ 'run-switches': RunSwitches });

/** Softmax gives every entry something, so what is struck out afterwards is missing from the sum. */
const maskTooLate: Question = {
  id: 'weights',
  options: ({ say }) => [
    { text: say('question.weights.same'), right: false },
    { text: say('question.weights.less'), right: true },
    { text: say('question.weights.more'), right: false },
  ],
  at: 'divide',
  reveal: 'divide',
};

/** One of the switches that depart from the model on purpose. What it does is seen where the weights are. */
const runSwitch =
  (kind: SwitchKind) =>
  ({ context, options, setOptions, show }: Page): TemplateResult => html`
    <run-switches
      .kind=${kind}
      .options=${options}
      .say=${context.say}
      @switch=${(event: CustomEvent<RunOptions>) => {
        setOptions(event.detail);
        show('weights', 'divide');
      }}
    ></run-switches>
  `;

export const chapter: Chapter = {
  id: 'weights',
  figure: weights,
  cards: [
    { step: 'scores', exact: 1 },
    { step: 'scale', exact: 1, controls: runSwitch('scale') },
    { step: 'mask', exact: 2, controls: runSwitch('mask') },
    { step: 'exp', exact: 1 },
    {
      step: 'divide',
      exact: 1,
      formulas: [formulas.softmax, formulas.softmax_row],
      controls: runSwitch('temperature'),
    },
    { step: 'all', exact: 1 },
  ],
  question: maskTooLate,
};
