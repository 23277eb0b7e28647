import type { Analysis } from '../../../../wasm/analysis.js';
import type { Say } from '../../text/messages.js';
import type { Removal, RunName } from '../../compute/runs.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { type Highlight, highlightOf, type Selection } from '../../figure/view.js';
import { type YourTurnProgress, yourTurnProgress } from './steps.js';

/** One of the two runs, and where the followed word stands in it. */
export interface Side {
  readonly trace: Trace;
  readonly run: RunName;
  readonly token: number;
}

/** The same word in both runs. */
export interface Sides {
  readonly whole: Side;
  readonly without: Side;
  readonly removed: Removal;
  /** The head whose weights are compared: the one that is off, or else the chosen one. */
  readonly head: number;
}

/** All that the parts of this figure are drawn from. */
export interface YourTurnView extends Sides {
  readonly selection: Selection;
  readonly analysis: Analysis;
  readonly at: YourTurnProgress;
  readonly highlight: { readonly whole: Highlight; readonly without: Highlight };
  readonly say: Say;
}

export function sidesOf({ runs, selection }: Pick<FigureContext, 'runs' | 'selection'>): Sides {
  const { removed, head } = selection;
  const token = followedToken(runs.sentence, selection);
  return {
    whole: { trace: runs.sentence, run: 'sentence', token },
    without: { trace: runs.without, run: 'without', token: placeWithout(removed, token)! },
    removed,
    head: removed.kind === 'head' ? removed.index : head,
  };
}

/** A word that is taken away cannot be followed: the nearest one is, and of two the one behind it, which could see it. */
function followedToken({ n_tokens }: Trace, { token, removed }: Selection): number {
  if (removed.kind === 'head' || removed.index !== token) return token;
  return token + 1 < n_tokens ? token + 1 : token - 1;
}

/** Where a word of the sentence stands in the run without: those behind a word that is gone move up one place. */
export function placeWithout({ kind, index }: Removal, j: number): number | undefined {
  if (kind === 'head' || j < index) return j;
  return j === index ? undefined : j - 1;
}

export function yourTurnView(context: FigureContext, time: number): YourTurnView {
  const { selection, analysis, say } = context;
  return {
    ...sidesOf(context),
    selection,
    analysis,
    at: yourTurnProgress(time),
    highlight: {
      whole: highlightOf(selection, 'sentence'),
      without: highlightOf(selection, 'without'),
    },
    say,
  };
}
