import { shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import type { SvgNode } from '../../scene/node.js';
import { attendedWords } from '../../compute/trace.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { columnCentre, rowCentre } from '../../figure/parts/grid-layout.js';
import { gridPart } from '../../figure/parts/grid-part.js';
import type { PassView } from '../../figure/parts/pass.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { drawScenes } from '../../figure/scenes.js';
import { highlightOf, type Selection } from '../../figure/view.js';
import { type Layout, layoutFor, type Part } from './layout.js';
import { type Pair, pairPart, type Start } from './pair-part.js';
import { planePart, planeShare } from './plane-part.js';
import { cellStages, gridStages, matchProgress, timeline } from './steps.js';

/** Chapter 5: queries meet keys. One pair is worked out, then its row, then all; any cell can be opened instead. */
export const match: Figure = {
  id: 'match',
  timeline,
  keyStep: 'grid',
  run: 'sentence',
  draw,
  facts,
  claims: { 'card.match.meet.transposed': ({ selection }) => selection.transposed === true },
  startCell: ({ selection: { head, token } }, step) =>
    step === 'meet'
      ? { run: 'sentence', tensor: 'query', indices: [head, token, 0] }
      : { run: 'sentence', tensor: 'score', indices: [head, token, 0] },
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const { runs, analysis, selection, say } = context;
  const trace = runs.sentence;
  const layout = layoutFor(room, sizesOf(trace, say));
  const at = matchProgress(time);
  const best = bestPair(context);
  const opened = openedPair(selection) ?? best;
  const view: PassView = {
    trace,
    run: 'sentence',
    selection,
    at: gridStages(at),
    atCell: (i, j) => cellStages(at, { i, j, count: trace.n_tokens }, best),
    highlight: highlightOf(selection, 'sentence'),
    say,
  };
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    grid: () => gridPart(view, layout.grid),
    pair: () => pairPart(view, analysis, opened, at.pair, layout.pair, starts(layout, opened, selection)),
    plane: () => planePart(view, analysis, at.plane, layout.plane),
  };
  return drawScenes(timeline, time, layout, parts);
}

/** The followed word and the word that it attends to most. */
function bestPair({ runs, selection: { head, token } }: FigureContext): Pair {
  return { i: token, j: attendedWords(runs.sentence, head, token)[0]!.j };
}

/** A score that is pointed at opens its own pair. */
function openedPair({ pointed, head }: Selection): Pair | undefined {
  if (pointed?.tensor !== 'score' || pointed.indices[0] !== head) return undefined;
  const [, i = 0, j = 0] = pointed.indices;
  return { i, j };
}

/** Where the pair's vectors lie around the grid; on a phone the pair is a scene of its own. */
function starts(
  { kind, grid }: Layout,
  { i, j }: Pair,
  { transposed = false }: Selection,
): { query: Start; key: Start } | undefined {
  if (kind === 'narrow' || !grid.rows || !grid.columns) return undefined;
  const { rows, columns } = grid;
  const row = (index: number): Start => ({
    x: rows.x,
    y: rowCentre(grid, index) + rows.cell.across / 2,
    turn: -90,
  });
  const column = (index: number): Start => ({
    x: columnCentre(grid, index) - columns.cell.across / 2,
    y: columns.y,
    turn: 0,
  });
  return transposed ? { query: column(i), key: row(j) } : { query: row(i), key: column(j) };
}

function facts(context: FigureContext): Parameters {
  const { runs, selection } = context;
  const { head, token } = selection;
  const trace = runs.sentence;
  return {
    ...passFacts(trace, head, token),
    pairs: trace.n_tokens * trace.n_tokens,
    share: shortNumber(planeShare(context) * 100),
  };
}
