import type { SvgNode } from '../../scene/node.js';
import { attendedWords } from '../../compute/trace.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawScenes } from '../../figure/scenes.js';
import { concatPart } from './concat-part.js';
import { twoStepsClaims, twoStepsFacts } from './facts.js';
import { layoutFor, type Part } from './layout.js';
import { downPart, keptColumn, rankColumns, upPart } from './pipeline-part.js';
import { rankPart } from './rank-part.js';
import { squarePart } from './square-part.js';
import { type StepId, timeline } from './steps.js';
import { twoStepsView } from './view.js';

/** Chapter 8: a value in two thin steps in place of a square one; how much rank is needed; all second steps as W_O. */
export const twoSteps: Figure = {
  id: 'two-steps',
  timeline,
  keyStep: 'equal',
  run: 'sentence',
  draw,
  facts: twoStepsFacts,
  claims: twoStepsClaims,
  startCell: (context, step) => ({ run: 'sentence', ...startCells(context)[step as StepId] }),
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, context.runs.sentence);
  const view = twoStepsView(context, time);
  const roomy = layout.kind === 'roomy';
  // On phones the columns take the place of the matrix beside the chart.
  const aside = { ...layout.up, deltaX: layout.width - 92, keptX: layout.width - 40 };
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    square: () => squarePart(view, layout.square),
    down: () => downPart(view, layout.down, roomy),
    up: () => upPart(view, layout.up, roomy ? layout.down : undefined),
    rank: () => [
      ...(roomy ? keptColumn(view, layout.up, view.at.rank) : rankColumns(view, aside, view.at.rank)),
      ...rankPart(view, layout.chart, view.at.rank),
    ],
    concat: () => concatPart(view, layout.concat),
  };
  return drawScenes(timeline, time, layout, parts);
}

function startCells({ runs: { sentence }, selection: { head, token } }: FigureContext) {
  const best = attendedWords(sentence, head, token)[0]!.j;
  return {
    square: { tensor: 'w_v', indices: [head, 0, 0] },
    down: { tensor: 'value', indices: [head, best, 0] },
    up: { tensor: 'head_delta', indices: [head, token, 0] },
    rank: { tensor: 'head_delta', indices: [head, token, 0] },
    concat: { tensor: 'w_o', indices: [head, 0, 0] },
    equal: { tensor: 'delta', indices: [token, 0] },
  } as const;
}
