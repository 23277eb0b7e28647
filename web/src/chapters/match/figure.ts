import { shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import { mix } from '../../scene/math.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import { attendedWords } from '../../compute/trace.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { drawPart } from '../../figure/scenes.js';
import { highlightOf } from '../../figure/view.js';
import { cellsPart, legendPart, reason } from './cells-part.js';
import { matchClaims, matchFacts } from './claims.js';
import { columnCentre, type Layout, layoutFor, rowCentre } from './layout.js';
import { listPart } from './list-part.js';
import { planeShare, type Point, queryPlane } from './moved.js';
import { moveTo, planePart } from './plane-part.js';
import { productsPart } from './products-part.js';
import { eased, matchProgress, phases, timeline } from './steps.js';
import { stripsPart } from './strips-part.js';
import type { MatchView } from './view.js';
import { wordsPart } from './words-part.js';

/** Chapter 5: queries meet keys. One row is worked out key by key, then all; then it is seen in a plane, where its query can be dragged. */
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
  drag: (context, room, place: Point) => {
    const { runs, analysis, selection, say } = context;
    const { sentence: run } = runs;
    const { head, token } = selection;
    const layout = layoutFor(room, run.words, sizesOf(run, say));
    return { moved: { run, head, token, by: moveTo(queryPlane(run, analysis, head, token), layout, place) } };
  },
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const { runs, analysis, selection, say } = context;
  const trace = runs.sentence;
  const layout = layoutFor(room, trace.words, sizesOf(trace, say));
  const at = matchProgress(time);
  const view: MatchView = {
    ...{ trace, analysis, selection, at, layout, say },
    grid: eased(at.grid, phases.grid.becomes),
    plane: eased(at.plane, phases.plane.becomes),
    best: bestKey(context),
    highlight: highlightOf(selection, 'sentence'),
  };
  const leaves = eased(at.plane, phases.plane.leaves);
  const { kind, width, height } = layout;
  const nodes = [
    leaves < 1 ? drawPart('grid', 1 - leaves, () => aroundGrid(view)) : undefined,
    view.plane > 0 ? drawPart('plane', view.plane, () => [...planePart(view), ...listPart(view)]) : undefined,
    drawPart('dots', 1, () => cellsPart(view)),
  ];
  return { kind, width, height, nodes };
}

/** All but the dots, which go on into the plane's list. */
function aroundGrid(view: MatchView): (SvgNode | undefined)[] {
  return [
    band(view),
    node('g', { key: 'words' }, ...wordsPart(view)),
    ...stripsPart(view),
    node('g', { key: 'products' }, ...productsPart(view)),
    ...reason(view),
    legendPart(view),
  ];
}

/** Behind what the followed word asks: its one row, in the end a row of the grid, or transposed a column. */
function band({ layout, selection: { token: i, transposed }, grid, trace }: MatchView): SvgNode {
  const from = bandOfRow(layout);
  const { pitch } = layout.grid;
  const to = transposed
    ? {
        ...{ x: columnCentre(layout, i) - layout.pitchX / 2, width: layout.pitchX },
        ...{
          y: layout.keys.y - 4,
          height: rowCentre(layout, trace.n_tokens) - pitch / 2 - layout.keys.y + 8,
        },
      }
    : { ...from, y: rowCentre(layout, i) - pitch / 2, height: pitch };
  return node('rect', {
    ...{ key: 'band', class: 'band', rx: 8 },
    x: round(mix(from.x, to.x, grid)),
    y: round(mix(from.y, to.y, grid)),
    width: round(mix(from.width, to.width, grid)),
    height: round(mix(from.height, to.height, grid)),
  });
}

function bandOfRow({ row, width }: Layout) {
  return { x: 0, y: row.y - row.height / 2, width, height: row.height };
}

/** The word that the followed one attends to most. */
function bestKey({ runs, selection: { head, token } }: FigureContext): number {
  return attendedWords(runs.sentence, head, token)[0]!.j;
}

function facts(context: FigureContext): Parameters {
  const { runs, selection } = context;
  return {
    ...passFacts(runs.sentence, selection.head, selection.token),
    ...matchFacts(context),
    ...(runs.sentence.has('query') ? { share: shortNumber(planeShare(context) * 100) } : {}),
  };
}
