import type { Analysis } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import { leastWeight, type WordPlace } from '../../figure/objects/arcs.js';
import type { FigureContext } from '../../figure/figure.js';
import { type Highlight, highlightOf, type Selection } from '../../figure/view.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import type { Say } from '../../text/messages.js';
import { textWidth } from '../../text/text-width.js';
import { between } from '../../scene/math.js';
import { type Column, type Layout, layoutFor, mostColumns, smallestLetters } from './layout.js';
import { type Kept, type Pushes, pushesOf } from './pushes.js';
import { type ValueProgress, valueProgress } from './steps.js';

/** All that the parts of this figure are drawn from. */
export interface ValueView {
  readonly trace: Trace;
  readonly analysis: Analysis;
  readonly selection: Selection;
  readonly highlight: Highlight;
  readonly say: Say;
  readonly at: ValueProgress;
  readonly layout: Layout;
  readonly pushes: Pushes;
  readonly kept: Kept;
  readonly columns: readonly Column[];
}

export function valueView(context: FigureContext, time: number, room: number): ValueView {
  const { runs, analysis, selection, say } = context;
  const trace = runs.sentence;
  const sizes = sizesOf(trace, say);
  const pushes = pushesOf(trace, analysis, selection.head, selection.token);
  const columns = columnsFor(context, pushes, room);
  const lanes = lanesOf(columns, selection);
  const layout = layoutFor(room, sizes, lanes);
  return {
    ...{ trace, analysis, selection, say, layout, pushes, columns },
    highlight: highlightOf(selection, 'sentence'),
    at: valueProgress(time),
    kept: keptOf(trace, selection),
  };
}

/** What the reader has faded is of one row; of another, nothing is. */
export function keptOf(trace: Trace, { faded, head, token }: Selection): Kept {
  const isOfRow = faded?.run === trace && faded.head === head && faded.token === token;
  return (j) => (isOfRow && j !== undefined ? (faded.kept[j] ?? 1) : 1);
}

/** Beside the followed word there is room for what comes of its row. */
function lanesOf(columns: readonly Column[], { token }: Selection): number {
  return Math.max(columns.length, columns.indexOf(token) + 2, 3);
}

/** As many words as can be read. */
function columnsFor({ runs, selection, say }: FigureContext, pushes: Pushes, room: number): Column[] {
  const trace = runs.sentence;
  const most = mostColumns(room);
  for (let count = most; ; count -= 1) {
    const columns = columnsOf(trace, selection, pushes, count);
    const width = between(300, room, 860) / lanesOf(columns, selection) - 10;
    const others = say('words.others', { count: trace.n_tokens - columns.length + 1 });
    const isRead = (j: Column) =>
      textWidth(j === undefined ? others : trace.words[j]!, smallestLetters) <= width;
    if (count <= 2 || columns.every(isRead)) return columns;
  }
}

/** The followed word, that with the largest weight, those that push it, and those with large weights: as many as there is room for, and the others. */
function columnsOf(trace: Trace, { head, token }: Selection, { pushes }: Pushes, most: number): Column[] {
  const all = trace.words.map((_, j) => j);
  if (all.length <= most) return all;
  const weights = Array.from(trace.row('weight', head, token));
  const largest = Math.max(...weights);
  const importance = (j: number) =>
    j === token
      ? 4
      : (weights[j] === largest ? 3 : pushes.some((push) => push.j === j) ? 2 : 0) + weights[j]!;
  const own = [...all].sort((a, b) => importance(b) - importance(a) || a - b).slice(0, most);
  return [...own.sort((a, b) => a - b), undefined];
}

/** The words that share the place of all others. */
export function othersOf({ trace, columns }: ValueView): number[] {
  return trace.words.flatMap((_, j) => (columns.includes(j) ? [] : [j]));
}

/** The middle of a column. */
export function columnX({ layout, columns }: ValueView, index: number): number {
  const { pitch } = layout.words;
  const lanes = Math.round(layout.width / pitch);
  return (index + 0.5 + Math.max(0, lanes - columns.length - 1) / 2) * pitch;
}

/** The weight of what stands in a column; that of the others is added up as their arcs are. */
export function columnWeight(view: ValueView, column: Column): number {
  const { trace, selection } = view;
  const at = (j: number) => trace.at('weight', selection.head, selection.token, j);
  return column === undefined ? othersOf(view).reduce((sum, j) => sum + at(j), 0) : at(column);
}

/** What arcs are drawn from, and strips ride on: as thick as strips are wide. */
export function arcsOptions(view: ValueView) {
  const { layout, columns, selection } = view;
  const { words, strip } = layout;
  const places: WordPlace[] = columns.map((_, index) => ({
    x: columnX(view, index) - words.chipWidth / 2,
    y: words.y,
    width: words.chipWidth,
  }));
  const target = columns.indexOf(selection.token);
  const weights = columns.map((column) => columnWeight(view, column));
  // The arc that goes farthest goes as high as there is room for strips on it.
  const far = Math.max(
    1,
    ...weights.map((weight, index) => (weight >= leastWeight ? Math.abs(index - target) : 0)),
  );
  const part = (far / Math.max(columns.length - 1, 1)) ** 0.6;
  const height = (words.rise - stripLength(view) / 2 - 14 - strip.across / 2) / part + strip.across / 2;
  return { places, wordHeight: words.chipHeight, target, weights, height, thickest: strip.across };
}

export function stripLength({ trace, layout }: ValueView): number {
  return trace.shape('value')[2]! * layout.strip.along;
}
