import { html, type TemplateResult } from 'lit';
import formulas from '../../../formulas.tex';
import { define } from '../../ui/define.js';
import type { Chapter, Page } from '../chapter.js';
import { twoStepsFacts } from './facts.js';
import { twoSteps } from './figure.js';
import { RankSlider } from './rank-slider.js';
import { rankOf } from './view.js';
import '../cards.js';

define({ 'rank-slider': RankSlider });

/** How many directions are kept, and what is lost. */
function rankSlider({ context, setRank, show }: Page): TemplateResult {
  const { runs, selection, say } = context;
  return html`
    <rank-slider
      .most=${runs.sentence.shape('w_v')[1]!}
      .rank=${rankOf(runs.sentence, selection)}
      .result=${say('switch.rank.result', twoStepsFacts(context))}
      .say=${say}
      @rank=${({ detail }: CustomEvent<number>) => {
        setRank(detail);
        show('two-steps', 'rank');
      }}
    ></rank-slider>
  `;
}

export const chapter: Chapter = {
  id: 'two-steps',
  figure: twoSteps,
  press: ({ setRank }, handle) => setRank(Number(handle)),
  cards: [
    { step: 'square', exact: 1, formulas: [formulas.two_steps] },
    { step: 'rank', exact: 1, controls: rankSlider },
    { step: 'equal', exact: 2, formulas: [formulas.concatenated] },
  ],
};
