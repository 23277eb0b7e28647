import { easeInOut, mix, within } from '../../scene/math.js';
import type { SvgNode } from '../../scene/node.js';
import { onTheWay, placed } from '../../figure/objects/placed.js';
import { vector } from '../../figure/objects/vector.js';
import { residualScale, vectorScale } from '../../figure/parts/pass.js';
import { bandsOf, type Layout } from './layout.js';
import { centreOf } from './sentence-layout.js';
import type { ProjectionView } from './view.js';

/** The followed word's embedding: out of its column, turned, over the columns of the matrix, and back in the end. */
export function movingEmbedding(view: ProjectionView, layout: Layout): SvgNode | undefined {
  const { trace, about, at, pose, highlight } = view;
  if (at.laid <= 0) return undefined;
  const { sentence, product } = layout;
  const cell = { along: product.columnPitch, across: product.embeddingAcross };
  const { embeddingY, embeddingLength } = bandsOf(sentence, pose, about.token);
  const column = {
    x: centreOf(sentence, about.token) - sentence.across / 2,
    y: embeddingY,
    turn: 0,
    along: embeddingLength / (cell.along * product.columns),
    across: sentence.across / cell.across,
  };
  const lying = { x: product.x, y: product.embeddingY + cell.across, turn: -90, along: 1, across: 1 };
  return placed(
    'moving-embedding',
    onTheWay(column, lying, at.laid, cell.along * product.columns, cell.across, true),
    vector(trace, {
      tensor: 'embedding',
      indices: [about.token],
      role: 'moving-',
      cell,
      scale: residualScale(trace),
      highlight,
      brackets: at.laid === 1,
      pose: { x: 0, y: 0 },
    }),
  );
}

/** The vector that is made: beside the rows of the matrix, in the end under its word. */
export function ownVector(view: ProjectionView, layout: Layout, filled: number): SvgNode | undefined {
  const { kind, trace, selection, about, at, pose, highlight } = view;
  const { sentence, product } = layout;
  if (at.matrix <= 0) return undefined;
  const cell = { along: sentence.vectorLength / product.rows, across: sentence.across };
  const beside = {
    x: product.vectorX,
    y: product.matrixY,
    along: product.rowPitch / cell.along,
    across: product.vectorAcross / cell.across,
  };
  const home = {
    x: centreOf(sentence, about.token) - sentence.across / 2,
    y: bandsOf(sentence, pose, about.token).vectorY,
    along: 1,
    across: 1,
  };
  // Down first: under the words it goes over nothing.
  const down = easeInOut(within(at.home, 0, 0.35));
  return placed(
    'own-vector',
    {
      x: mix(beside.x, home.x, easeInOut(within(at.home, 0.3, 1))),
      y: mix(beside.y, home.y, down),
      turn: 0,
      along: mix(beside.along, home.along, down),
      across: mix(beside.across, home.across, down),
    },
    vector(trace, {
      tensor: kind,
      indices: [selection.head, about.token],
      cell,
      scale: vectorScale(trace, kind, selection.head),
      highlight,
      filled,
      brackets: true,
      opacity: at.matrix,
      pose: { x: 0, y: 0 },
    }),
  );
}
