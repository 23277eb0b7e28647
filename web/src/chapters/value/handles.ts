import { html, nothing, type TemplateResult } from 'lit';
import type { FigureContext, Hands } from '../../figure/figure.js';
import { wordTone } from '../../figure/parts/word-tones.js';
import { shortNumber } from '../../text/format.js';
import { withGloss } from '../../text/messages.js';
import { define } from '../../ui/define.js';
import { expectedAt, pushesOf } from './pushes.js';
import { keptOf } from './view.js';
import { WordFades } from './word-fades.js';

define({ 'word-fades': WordFades });

/** The words that push can be faded, one by one: the chain follows, and so does what is expected next. */
export function fadeHandles(context: FigureContext, _: string, hands: Hands): TemplateResult {
  const { runs, analysis, selection, say } = context;
  const { head, token } = selection;
  const trace = runs.sentence;
  const pushes = pushesOf(trace, analysis, head, token);
  const kept = keptOf(trace, selection);
  const words = pushes.pushes.flatMap(({ j }) =>
    j === undefined
      ? []
      : [{ j, word: withGloss(say, trace.words[j]!), tone: wordTone(trace, head, token, j) }],
  );
  if (trace.given || words.length === 0) return html`${nothing}`;
  const expected = expectedAt(trace, analysis, pushes, { i: token, kept, part: 1 });
  const best = expected.indexOf(Math.max(...expected));
  return html`
    <word-fades
      .words=${words}
      .kept=${trace.words.map((__, j) => kept(j))}
      .result=${say('fade.result', {
        word: withGloss(say, trace.word(best)),
        probability: shortNumber(expected[best]!),
      })}
      .say=${say}
      @keydown=${(event: Event) => event.stopPropagation()}
      @kept=${({ detail }: CustomEvent<readonly number[]>) => {
        hands.show('move');
        hands.change({ faded: { run: trace, head, token, kept: detail } });
      }}
    ></word-fades>
  `;
}
