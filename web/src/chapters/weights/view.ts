import type { Analysis } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import type { Highlight, Selection } from '../../figure/view.js';
import type { Say } from '../../text/messages.js';
import type { Line } from './lines.js';
import type { WeightsProgress } from './steps.js';

/** What the parts of the figure are drawn from. */
export interface WeightsView {
  readonly trace: Trace;
  readonly analysis: Analysis;
  readonly selection: Selection;
  readonly at: WeightsProgress;
  readonly highlight: Highlight;
  readonly say: Say;
  readonly lines: readonly Line[];
  /** The colour of a word. */
  readonly tone: (j: number) => string;
}

/** Whether the mask takes entry j of row i out, and when: before softmax, or by mistake after it. */
export function isMasked({ options }: Trace, i: number, j: number): 'before' | 'after' | false {
  if (j <= i || options.mask === 'none') return false;
  return options.mask === 'causal' ? 'before' : 'after';
}
