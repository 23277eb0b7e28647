import { html, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../wasm/attention.js';
import { headsFacts } from './heads/facts.js';
import { twoStepsFacts } from './two-steps/facts.js';
import { rankOf } from './two-steps/view.js';
import type { Page } from './chapter.js';

/** Chapter 8: how many directions are kept, and what is lost. */
export function rankSlider({ context, setRank, show }: Page): TemplateResult {
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

/** Chapter 9: each head on or off. What that changes is told here too: on a phone the figure is out of sight. */
export function headSwitches({ context, silent, setSilent, show }: Page): TemplateResult {
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

/** Chapter 6: the switches that depart from the model on purpose. */
export function runSwitches({ context, options, setOptions }: Page): TemplateResult {
  return html`
    <run-switches
      .options=${options}
      .say=${context.say}
      @switch=${(event: CustomEvent<RunOptions>) => setOptions(event.detail)}
    ></run-switches>
  `;
}
