import { shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import type { SvgNode } from '../../scene/node.js';
import { attendedWords } from '../../compute/trace.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { drawScenes } from '../../figure/scenes.js';
import { highlightOf, type Selection } from '../../figure/view.js';
import { matchClaims, matchFacts } from './claims.js';
import { columnCentre, rowCentre } from './grid-layout.js';
import { gridPart } from './grid-part.js';
import { type Layout, layoutFor, type Part } from './layout.js';
import { pairPart, type Start } from './pair-part.js';
import { planePart, planeShare } from './plane-part.js';
import { keyUnderWay, type MatchProgress, matchProgress, type Pair, phases, timeline } from './steps.js';
import type { MatchView } from './view.js';

/** Chapter 5: queries meet keys. One pair is worked out, then its row, then all; any cell can be opened instead. */
export const match: Figure = {
  id: 'match',
  timeline,
  keyStep: 'grid',
  run: 'sentence',
  draw,
  facts,
  claims: matchClaims,
  startCell: ({ selection: { head, token } }, step) =>
    step === 'meet'
      ? { run: 'sentence', tensor: 'query', indices: [head, token, 0] }
      : { run: 'sentence', tensor: 'score', indices: [head, token, 0] },
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const { runs, analysis, selection, say } = context;
  const trace = runs.sentence;
  const layout = layoutFor(room, trace.words, sizesOf(trace, say));
  const at = matchProgress(time);
  const best = bestPair(context);
  const highlight = highlightOf(selection, 'sentence');
  const view: MatchView = { trace, selection, at, best, highlight, say };
  const { pair, worked } = pairAt(at, best, openedPair(selection));
  const from = starts(layout, pair, selection);
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    grid: () => gridPart(view, layout.grid, layout.kind === 'narrow'),
    pair: () => pairPart(view, analysis, pair, worked, layout.pair, from),
    plane: () => planePart(view, analysis, at.plane, layout.plane),
  };
  return drawScenes(timeline, time, layout, parts);
}

/** The followed word and the word that it attends to most. */
function bestPair({ runs, selection: { head, token } }: FigureContext): Pair {
  return { i: token, j: attendedWords(runs.sentence, head, token)[0]!.j };
}

/** Which pair is worked out, and how far: the best one first, then quickly each key that the query meets. */
function pairAt(at: MatchProgress, best: Pair, opened: Pair | undefined): { pair: Pair; worked: number } {
  const j = keyUnderWay(at, best.i);
  if (opened || j === undefined) return { pair: opened ?? best, worked: at.pair };
  const [, arrived] = phases.pair.arrival;
  const part = at.row * (best.i + 1) - j;
  return { pair: { i: best.i, j }, worked: Math.min(arrived + part * 1.4, 1) };
}

/** A score that is pointed at opens its own pair. */
function openedPair({ pointed, head }: Selection): Pair | undefined {
  if (pointed?.tensor !== 'score' || pointed.indices[0] !== head) return undefined;
  const [, i = 0, j = 0] = pointed.indices;
  return { i, j };
}

/** Where the pair's vectors lie around the grid; on a phone the pair is a scene of its own. */
function starts(
  { beside, grid }: Layout,
  { i, j }: Pair,
  { transposed = false }: Selection,
): { query: Start; key: Start } | undefined {
  if (!beside) return undefined;
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
  return {
    ...passFacts(runs.sentence, selection.head, selection.token),
    ...matchFacts(context),
    share: shortNumber(planeShare(context) * 100),
  };
}
