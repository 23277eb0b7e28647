import { phrases, runAblations, runWithout, type Runs } from '../../compute/runs.js';
import type { Trace } from '../../compute/trace.js';
import type { Engine } from '../../compute/engine.js';
import type { FigureContext } from '../../figure/figure.js';
import { memo } from '../../scene/memo.js';
import type { Page } from '../chapter.js';
import { isWorkedTwice } from './moves.js';

/** Where two heads may be found at work on one word, if the reader's sentence has no such word. */
const phrase = 'miniature';

/**
 * The sentence and the word that the heads are shown on: a word for which two of them work, by the run. The one that is
 * followed, or another one of the sentence, or that of a phrase; the followed one if there is none at all.
 */
export function headsLesson({ engine, context, silent }: Page): FigureContext {
  const { runs, analysis, selection } = context;
  const { sentence } = runs;
  const twice = (trace: Trace, token: number) => isWorkedTwice(trace, analysis, token);
  const token = [selection.token, ...sentence.words.keys()].find((i) => twice(sentence, i));
  if (token === selection.token) return context;
  if (token !== undefined) return at(context, { runs, ablations: context.ablations, token });
  const own = runs[phrase];
  const last = phrases[phrase].token;
  if (!twice(own, last)) return context;
  const ablations = memo(own, 'ablations', () => runAblations(engine, own));
  return at(context, { runs: runsOf(engine, runs, silent), ablations, token: last });
}

/** The same for as long as the reader's are. */
function runsOf(engine: Engine, runs: Runs, silent: readonly number[]): Runs {
  const sentence = runs[phrase];
  return memo(runs, 'heads', () => ({
    ...runs,
    sentence,
    ablated: memo(sentence, `without:${silent.join()}`, () => runWithout(engine, sentence, silent)),
  }));
}

function at(
  context: FigureContext,
  { runs, ablations, token }: Pick<FigureContext, 'runs' | 'ablations'> & { readonly token: number },
): FigureContext {
  return memo(context, 'heads', () => ({
    ...context,
    runs,
    ablations,
    selection: { ...context.selection, token },
  }));
}
