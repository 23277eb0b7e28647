import { html, type TemplateResult } from 'lit';
import { countParameters, shareOf } from './counts.js';
import { gpt3 } from '../../compute/published-sizes.js';
import { percent, wholeNumber } from '../../text/format.js';
import type { FigureContext } from '../../figure/figure.js';
import { define } from '../../ui/define.js';
import { NumberField } from '../../ui/number-field.js';
import type { Chapter, Page } from '../chapter.js';
import { ParameterCalculator } from './parameter-calculator.js';
import '../cards.js';

/** What the chapter says of GPT-3, and of GPT-3 with d_model twice as large. */
function facts() {
  const counts = countParameters(gpt3);
  const doubled = countParameters({ ...gpt3, d_model: 2 * gpt3.d_model });
  return {
    heads: gpt3.n_heads,
    layers: gpt3.n_layers,
    attention: wholeNumber(counts.attention.count),
    share: percent(shareOf(counts.attention.count, counts.total.count)),
    mlp_times: shareOf(doubled.mlp.count, counts.mlp.count),
    w_q_times: shareOf(doubled.w_q.count, counts.w_q.count),
  };
}

function guesses({ say }: FigureContext): { text: string; right: boolean }[] {
  const { mlp_times } = facts();
  return [2, 4, 8].map((times) => ({
    text: say('question.counting.times', { times }),
    right: times === mlp_times,
  }));
}

function calculator({ engine, context, named }: Page): TemplateResult {
  return html`
    <parameter-calculator
      .model=${engine.model.dimensions}
      .named=${named}
      .say=${context.say}
    ></parameter-calculator>
  `;
}

define({ 'number-field': NumberField, 'parameter-calculator': ParameterCalculator });

export const chapter: Chapter = {
  id: 'counting',
  body: calculator,
  facts,
  cards: [{ step: 'head' }, { step: 'model', exact: 1 }, { step: 'sizes' }],
  question: { id: 'counting', options: guesses },
};
