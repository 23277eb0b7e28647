import { html, type TemplateResult } from 'lit';
import { gpt3 } from '../../compute/published-sizes.js';
import type { FigureContext } from '../../figure/figure.js';
import { percent, wholeNumber } from '../../text/format.js';
import { define } from '../../ui/define.js';
import { NumberField } from '../../ui/number-field.js';
import type { Chapter, Page } from '../chapter.js';
import { CostGrowth } from './cost-growth.js';
import { CostHead } from './cost-head.js';
import { crossing, projectionShare } from './multiplications.js';
import '../cards.js';

/** How many times as long the text of the question becomes. */
const longer = 10;

function facts() {
  const { d_model, d_k, n_heads, n_layers, n_positions } = gpt3;
  return {
    d_model: wholeNumber(d_model),
    d_k,
    heads: n_heads,
    layers: n_layers,
    times: longer ** 2,
    positions: wholeNumber(n_positions),
    share: percent(projectionShare(gpt3, n_positions)),
    crossing: wholeNumber(Number(crossing(gpt3).toPrecision(2))),
  };
}

function guesses({ say }: FigureContext): { text: string; right: boolean }[] {
  return [longer, 2 * longer, longer ** 2].map((times) => ({
    text: say('question.cost.times', { times }),
    right: times === facts().times,
  }));
}

function runs({ engine, context: { say }, named }: Page): TemplateResult {
  return html`
    <cost-growth .wasm=${engine.wasm} .named=${named} .say=${say}></cost-growth>
    <cost-head .wasm=${engine.wasm} .say=${say}></cost-head>
  `;
}

define({ 'cost-growth': CostGrowth, 'cost-head': CostHead, 'number-field': NumberField });

export const chapter: Chapter = {
  id: 'cost',
  body: runs,
  facts,
  cards: [{ step: 'pattern' }, { step: 'time', exact: 1 }, { step: 'head', exact: 1 }],
  question: { id: 'cost', options: guesses, at: 'pattern' },
};
