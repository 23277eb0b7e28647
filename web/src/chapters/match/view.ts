import { memo } from '../../scene/memo.js';
import type { Say } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';
import type { Analysis } from '../../../../wasm/analysis.js';
import { type Highlight, largestMagnitude, type Selection } from '../../figure/view.js';
import { lastSeen } from '../../figure/parts/visible.js';
import type { Layout } from './layout.js';
import type { MatchProgress } from './steps.js';

/** All that the parts of the figure are drawn from. */
export interface MatchView {
  readonly trace: Trace;
  readonly analysis: Analysis;
  readonly selection: Selection;
  readonly at: MatchProgress;
  /** How far the one row has become the grid of all, and the grid the plane. */
  readonly grid: number;
  readonly plane: number;
  readonly layout: Layout;
  /** The key that fits the followed word's query best, among those up to it. */
  readonly best: number;
  readonly highlight: Highlight;
  readonly say: Say;
}

/** The score whose dot is a full one, the same in the whole grid: the largest of a word with itself or an earlier one. */
export function fullScore(trace: Trace, head: number): number {
  return memo(trace, `full-score:${head}`, () =>
    largestMagnitude(
      trace.words.map((_, i) => Array.from(trace.row('score', head, i)).slice(0, lastSeen(trace, i) + 1)),
    ),
  );
}

/** More bars have no room under one another. */
const mostProducts = 16;

/** Whether each product of a query and a key can be seen: an author may give none, or too many. */
export function hasProducts(trace: Trace): boolean {
  return trace.has('query') && trace.shape('query')[2]! <= mostProducts;
}

/** Number times number, of a query and a key. */
export function productsOf(
  { trace, analysis, selection: { head, token } }: MatchView,
  j: number,
): readonly number[] {
  return memo(
    trace,
    `products:${head}:${token}:${j}`,
    () => analysis.multiply(trace.row('query', head, token), trace.row('key', head, j)).products,
  );
}

/** The product that has the longest bar: the largest of the followed word's query with a key that it meets. */
export function fullProduct(view: MatchView): number {
  const { trace, selection } = view;
  return memo(trace, `full-product:${selection.head}:${selection.token}`, () =>
    largestMagnitude(
      trace.words.slice(0, lastSeen(trace, selection.token) + 1).map((_, j) => productsOf(view, j)),
    ),
  );
}
