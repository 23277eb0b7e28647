import type { Cell } from '../../figure/cell.js';
import { drawPart } from '../../figure/scenes.js';
import { clamp01 } from '../../scene/math.js';
import type { Claims, Figure, FigureContext, Picture } from '../../figure/figure.js';
import { matrixShape } from '../../figure/objects/matrix.js';
import { highlightOf } from '../../figure/view.js';
import { followed, projectionFacts } from './followed.js';
import { kinds, type ProjectionKind } from './kind.js';
import { type Layout, layoutFor, sentencePose } from './layout.js';
import { movingEmbedding, ownVector } from './moving.js';
import { matrixPart, slots } from './product-part.js';
import { sentencePart } from './sentence-part.js';
import { speechBeside } from './speech.js';
import type { ProjectionView } from './view.js';
import { momentAt, type ProjectionStep, timelines } from './steps.js';
import { componentNumbers, sumPart } from './sum-part.js';
import { rowSums } from './sums.js';

/** Chapters 3 and 4: a word's embedding times a matrix of the head makes its query, or its key. */
export function projectionFigure(kind: ProjectionKind, claims: Claims): Figure {
  return {
    id: kind,
    timeline: timelines[kind],
    aliases: kind === 'key' ? { matrix: 'rows', row: 'rows' } : {},
    keyStep: 'all',
    run: 'sentence',
    draw: (context, time, room) => draw(kind, context, time, room),
    facts: (context) => projectionFacts(kind, context),
    claims,
    startCell: (context, step) => startCell(kind, context, step as ProjectionStep),
  };
}

function draw(kind: ProjectionKind, context: FigureContext, time: number, room: number): Picture {
  const { runs, selection, say, analysis } = context;
  const trace = runs.sentence;
  const { matrix } = kinds[kind];
  const shape = matrixShape(trace, matrix);
  const about = followed(kind, context);
  const layout = layoutFor(room, trace, about, shape, say.glossed);
  const at = momentAt(kind, time, shape.rows, shape.columns);
  const pose = sentencePose(layout, at);
  const highlight = highlightOf(selection, 'sentence');
  const view: ProjectionView = { kind, trace, selection, about, at, pose, highlight, say };
  const seen = visibility(layout, view);
  const filled = at.row === undefined ? 0 : at.row + (at.arrived === 1 ? 1 : 0);
  const sums = at.row === undefined ? [] : rowSums(analysis, trace, matrix, selection.head, about.token);
  const nodes = [
    drawPart('sentence', seen.sentence, () => sentencePart(view, layout)),
    drawPart('product', seen.product, () => [
      ...matrixPart(view, layout),
      slots(view, layout),
      ...sumPart(view, layout, sums),
      componentNumbers(view, layout, filled),
      ...speechBeside(view, layout),
    ]),
    movingEmbedding(view, layout),
    ownVector(view, layout, filled),
  ];
  return { kind: layout.kind, width: layout.width, height: layout.height, nodes };
}

/** On a phone the sentence and the matrix take turns. */
function visibility(layout: Layout, { at }: ProjectionView): { sentence: number; product: number } {
  if (layout.kind === 'roomy') return { sentence: 1, product: at.matrix };
  return {
    // Not before the embedding is back: on its way it goes over the words.
    sentence: clamp01(Math.min(1 - 1.6 * at.aside, 1 - 20 * at.laid)),
    product: at.away > 0 ? clamp01(1 - 4 * at.away) : at.matrix,
  };
}

function startCell(kind: ProjectionKind, context: FigureContext, step: ProjectionStep): Cell {
  const { head } = context.selection;
  const { token } = followed(kind, context);
  if (step === 'question') return { run: 'sentence', tensor: 'embedding', indices: [token, 0] };
  if (step === 'matrix') return { run: 'sentence', tensor: kinds[kind].matrix, indices: [head, 0, 0] };
  return { run: 'sentence', tensor: kind, indices: [head, token, 0] };
}
