import { html, type TemplateResult } from 'lit';
import formulas from '../../../formulas.tex';
import { attendedWords, type Trace } from '../../compute/trace.js';
import { shortNumber } from '../../text/format.js';
import { withGloss } from '../../text/messages.js';
import { define } from '../../ui/define.js';
import type { Chapter, Page, Question } from '../chapter.js';
import { match } from './figure.js';
import { movedRow, nudged } from './moved.js';
import { QueryMover } from './query-mover.js';
import { type StepId, timeline } from './steps.js';
import { hasProducts } from './view.js';
import '../cards.js';

define({ 'query-mover': QueryMover });

/** The query is moved by keys and buttons, too, and what its row attends to is told in words. */
function queryMover({ context, setHandled, show }: Page): TemplateResult {
  const { runs, analysis, selection, say } = context;
  const { sentence: trace } = runs;
  const own = movedRow({ trace, analysis, selection });
  const weights = own?.weights ?? Array.from(trace.row('weight', selection.head, selection.token));
  const most = weights.indexOf(Math.max(...weights));
  const change = (handled: Parameters<Page['setHandled']>[0]) => {
    setHandled(handled);
    show('match', 'plane');
  };
  return html`
    <query-mover
      ?moved=${own !== undefined}
      .result=${say(own ? 'move.result.own' : 'move.result', {
        token: trace.words[selection.token]!,
        word: trace.words[most]!,
        weight: shortNumber(weights[most]!),
      })}
      .say=${say}
      @step=${({ detail }: CustomEvent<readonly [number, number]>) => change(nudged(context, detail))}
      @back=${() => change({ moved: undefined })}
    ></query-mover>
  `;
}

/**
 * Among the words that the followed one may attend to, those that it attends to most and least. A word that stands there
 * twice is told by its place; with one word there is nothing to ask.
 */
const bestKey: Question = {
  id: 'match',
  options: ({ runs, say, selection: { head, token } }) => {
    const visible = attendedWords(runs.sentence, head, token).filter(({ j }) => j <= token);
    if (visible.length < 2) return [];
    const best = visible[0]!;
    const offered = visible.length > 4 ? [...visible.slice(0, 2), ...visible.slice(-2)] : [...visible];
    const isTwice = (word: string) => offered.filter((other) => other.word === word).length > 1;
    const named = (word: string, j: number) =>
      isTwice(word)
        ? say('question.match.option', { word: withGloss(say, word), position: j + 1 })
        : withGloss(say, word);
    return offered
      .sort((a, b) => a.j - b.j)
      .map(({ word, j }) => ({ text: named(word, j), right: j === best.j }));
  },
  at: 'meet',
  reveal: 'row',
};

/** Whether an author has given what a step shows. */
function isGiven(trace: Trace, step: StepId): boolean {
  if (step === 'grid') return trace.has('score');
  return step === 'plane' ? trace.has('query') : hasProducts(trace);
}

export const chapter: Chapter = {
  id: 'match',
  figure: match,
  cards: [
    { step: 'meet' },
    { step: 'pair', exact: 1, formulas: [formulas.score] },
    { step: 'row' },
    { step: 'grid', exact: 1 },
    { step: 'plane', exact: 1, controls: queryMover },
  ],
  question: bestKey,
  given: (trace) => timeline.steps.map(({ id }) => id).filter((step) => isGiven(trace, step)),
};
