import { html, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../../wasm/attention.js';
import formulas from '../../../formulas.tex';
import { define } from '../../ui/define.js';
import type { Chapter, Page, Question } from '../chapter.js';
import { weights } from './figure.js';
import { ScaleSwitch } from './scale-switch.js';
import { timeline } from './steps.js';
import '../cards.js';

define({ 'scale-switch': ScaleSwitch });

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

/** Departs from the model on purpose. What it does is seen where the weights are. */
const scaleSwitch = ({ context, options, setOptions, show }: Page): TemplateResult => html`
  <scale-switch
    .options=${options}
    .say=${context.say}
    @switch=${(event: CustomEvent<RunOptions>) => {
      setOptions(event.detail);
      show('weights', 'divide');
    }}
  ></scale-switch>
`;

export const chapter: Chapter = {
  id: 'weights',
  figure: weights,
  cards: [
    { step: 'scores', exact: 1 },
    { step: 'scale', exact: 1, controls: scaleSwitch },
    { step: 'mask', exact: 2 },
    { step: 'exp', exact: 1 },
    {
      step: 'divide',
      exact: 1,
      formulas: [formulas.softmax, formulas.softmax_row],
    },
    { step: 'all', exact: 1 },
  ],
  question: maskTooLate,
  given: (trace) => (trace.has('score') ? timeline.steps.map(({ id }) => id) : ['all']),
};
