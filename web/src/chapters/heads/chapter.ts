import { html, type TemplateResult } from 'lit';
import formulas from '../../../formulas.tex';
import { define } from '../../ui/define.js';
import type { Chapter, Page, Question } from '../chapter.js';
import { headsFacts } from './facts.js';
import { heads } from './figure.js';
import { HeadSwitches, switched } from './head-switches.js';
import { headsLesson } from './lesson.js';
import { decisiveHeads, lossOf, tells } from './moves.js';
import '../cards.js';

define({ 'head-switches': HeadSwitches });

/** From the runs without each head. Where no head is missed, that is the answer. */
const missedHead: Question = {
  id: 'heads',
  options: (context) => {
    const { runs, say } = context;
    const { heads: decisive } = decisiveHeads(context);
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

/** Each head on or off. What that changes is told here too: on a phone the figure is out of sight. */
function headSwitches({ context, silent, setSilent, show }: Page): TemplateResult {
  const { runs, analysis, selection } = context;
  const off = runs.ablated.options.silentHeads.length > 0;
  const changed = off && tells(lossOf(runs.sentence, runs.ablated, analysis, selection.token).output);
  const result = changed ? 'switch.heads.some' : off ? 'switch.heads.same' : 'switch.heads.none';
  return html`
    <head-switches
      .count=${context.runs.sentence.n_heads}
      .silent=${silent}
      .result=${context.say(result, headsFacts(context))}
      .say=${context.say}
      @silence=${({ detail }: CustomEvent<readonly number[]>) => {
        setSilent(detail);
        show('heads', 'sum');
      }}
    ></head-switches>
  `;
}

export const chapter: Chapter = {
  id: 'heads',
  figure: heads,
  lesson: headsLesson,
  press: ({ silent, setSilent }, handle) => setSilent(switched(silent, Number(handle))),
  cards: [
    { step: 'words' },
    { step: 'patterns', exact: 2 },
    { step: 'sum', exact: 2, formulas: [formulas.heads], controls: headSwitches },
    { step: 'slices', exact: 2, formulas: [formulas.stacked] },
  ],
  question: { ...missedHead, at: 'sum' },
  given: () => ['patterns'],
};
