import type { Analysis } from '../../../../wasm/analysis.js';
import type { Say } from '../../text/messages.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { type Highlight, highlightOf, type Selection } from '../../figure/view.js';
import { type TwoStepsProgress, twoStepsProgress } from './steps.js';

/** All that the parts of this figure are drawn from. */
export interface TwoStepsView {
  readonly trace: Trace;
  readonly analysis: Analysis;
  readonly selection: Selection;
  /** The word whose value is made: the one that the followed word attends to most. */
  readonly best: number;
  /** How many directions of the head are kept. */
  readonly rank: number;
  readonly at: TwoStepsProgress;
  readonly highlight: Highlight;
  readonly say: Say;
}

export function twoStepsView({ runs, analysis, selection, say }: FigureContext, time: number): TwoStepsView {
  const trace = runs.sentence;
  return {
    trace,
    analysis,
    selection,
    best: attendedWords(trace, selection.head, selection.token)[0]!.j,
    rank: rankOf(trace, selection),
    at: twoStepsProgress(time),
    highlight: highlightOf(selection, 'sentence'),
    say,
  };
}

/** As many directions as the head has, unless the reader keeps fewer. */
export function rankOf(trace: Trace, { rank }: Selection): number {
  const all = trace.shape('w_v')[1]!;
  return Math.min(rank ?? all, all);
}
