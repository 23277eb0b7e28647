import { html, type TemplateResult } from 'lit';
import type { FigureContext, Hands } from '../../figure/figure.js';
import { moles, towers } from '../../figure/parts/meanings.js';
import { percent, shortNumber } from '../../text/format.js';
import { withGloss } from '../../text/messages.js';
import { define } from '../../ui/define.js';
import { expectedAt, meaningSpaceOf } from './meaning-space.js';
import { SpaceHandles } from './space-handles.js';

define({ 'space-handles': SpaceHandles });

/** Steps in which there is nothing yet of which less could be added. */
const early = ['before', 'arrows'];

/** Turns the space, and adds a part of what attention adds. */
export function spaceHandles(context: FigureContext, step: string, hands: Hands): TemplateResult {
  const { say, selection } = context;
  const { turn = 0 } = selection;
  // Before the first arrow nothing is added.
  const added = step === 'before' ? 0 : (selection.added ?? 1);
  const names = step === 'eiffel' || step === 'miniature' ? towers : moles;
  const said = meaningSpaceOf(context, names).of.map((meaning) => {
    const { word, probability } = expectedAt(context, meaning, added);
    const next = say('context.next', { word: withGloss(say, word), p: percent(probability) });
    return `${say(`meaning.${meaning.name}`)}: ${next}`;
  });
  return html`
    <space-handles
      .added=${added}
      .said=${`${shortNumber(added)}; ${said.join('; ')}`}
      .turned=${say('space.turned', { degrees: String(Math.round(turn)).replace('-', '−') })}
      .say=${say}
      @keydown=${(event: Event) => event.stopPropagation()}
      @added=${({ detail }: CustomEvent<number>) => {
        if (early.includes(step)) hands.show('after');
        hands.change({ added: detail });
      }}
      @turned=${({ detail }: CustomEvent<number>) => hands.turn(detail)}
    ></space-handles>
  `;
}
