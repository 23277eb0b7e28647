import type { Analysis } from '../../../../wasm/analysis.js';
import type { Say } from '../../text/messages.js';
import type { RunName } from '../../compute/runs.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { type Highlight, highlightOf, type Selection } from '../../figure/view.js';
import { type HeadsProgress, headsProgress } from './steps.js';
import { type Moves, movesOf } from './moves.js';

/** All that the parts of this figure are drawn from. */
export interface HeadsView {
  /** The sentence with all heads. */
  readonly trace: Trace;
  readonly moves: Moves;
  /** The same without the heads that are off: the same run where none is. */
  readonly ablated: { readonly trace: Trace; readonly run: RunName; readonly highlight: Highlight };
  /** The heads that are off, from 0. */
  readonly silent: readonly number[];
  /** Whether it is the reader's sentence, whose words can be followed. */
  readonly free: boolean;
  readonly selection: Selection;
  readonly analysis: Analysis;
  readonly at: HeadsProgress;
  readonly highlight: Highlight;
  readonly say: Say;
}

export function headsView({ runs, analysis, selection, say }: FigureContext, time: number): HeadsView {
  const silent = runs.ablated.options.silentHeads;
  const run = silent.length > 0 ? 'ablated' : 'sentence';
  return {
    trace: runs.sentence,
    moves: movesOf(runs.sentence, analysis),
    ablated: { trace: runs[run], run, highlight: highlightOf(selection, run) },
    silent,
    free: runs.sentence !== runs.miniature,
    selection,
    analysis,
    at: headsProgress(time),
    highlight: highlightOf(selection, 'sentence'),
    say,
  };
}
