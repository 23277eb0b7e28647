import { html, type TemplateResult } from 'lit';
import formulas from '../../../formulas.tex';
import { define } from '../../ui/define.js';
import type { Chapter, Page, Question } from '../chapter.js';
import { headsFacts } from './facts.js';
import { heads } from './figure.js';
import { HeadSwitches } from './head-switches.js';
import { decisiveHeads } from './moves.js';

define({ 'head-switches': HeadSwitches });

/** From the runs without each head. Where no head is missed, that is the answer. */
const missedHead: Question = {
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

/** Each head on or off. What that changes is told here too: on a phone the figure is out of sight. */
function headSwitches({ context, silent, setSilent, show }: Page): TemplateResult {
  const off = context.runs.ablated.options.silentHeads.length > 0;
  return html`
    <head-switches
      .count=${context.runs.sentence.n_heads}
      .silent=${silent}
      .result=${context.say(off ? 'switch.heads.some' : 'switch.heads.none', headsFacts(context))}
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
  paragraphs: 3,
  formulas: [formulas.heads, formulas.stacked],
  question: missedHead,
  controls: headSwitches,
  notes: 2,
};
