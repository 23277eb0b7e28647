import type { SvgNode } from '../../scene/node.js';
import { during } from '../../scene/math.js';
import { attendedWords } from '../../compute/trace.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawScenes } from '../../figure/scenes.js';
import { concatPart } from './concat-part.js';
import { twoStepsClaims, twoStepsFacts } from './facts.js';
import { layoutFor, type Part } from './layout.js';
import { downPart, keptColumn, pushed, upPart } from './pipeline-part.js';
import { stepIndex } from '../../scene/timeline.js';
import { rankHandles, rankPart } from './rank-part.js';
import { squarePart } from './square-part.js';
import { phases, type StepId, timeline } from './steps.js';
import { twoStepsView } from './view.js';

/** A value in two thin steps in place of a square one; how much rank is needed; all second steps as W_O. */
export const twoSteps: Figure = {
  id: 'two-steps',
  timeline,
  keyStep: 'square',
  aliases: { down: 'rank', up: 'rank', concat: 'equal' },
  run: 'sentence',
  draw,
  facts: twoStepsFacts,
  claims: twoStepsClaims,
  startCell: (context, step) => ({ run: 'sentence', ...startCells(context)[step as StepId] }),
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, context.runs.sentence);
  const view = twoStepsView(context, time);
  const { rank } = view.at;
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    square: () => squarePart(view, layout.square),
    pipeline: () => [
      ...downPart(view, layout.down),
      ...upPart(view, layout.up, layout.down),
      // Of all directions it would be the delta once more.
      ...(view.rank < context.runs.sentence.shape('w_v')[1]!
        ? keptColumn(view, layout.up, during(rank, phases.rank.kept))
        : pushed(view, layout.up, during(rank, phases.rank.kept))),
      ...rankPart(view, layout.chart, during(rank, phases.rank.chart)),
    ],
    whole: () => concatPart(view, layout.concat),
  };
  const picture = drawScenes(timeline, time, layout, parts);
  const { id } = timeline.steps[stepIndex(timeline, time)]!;
  return id === 'rank' ? { ...picture, handles: rankHandles(view, layout.chart) } : picture;
}

function startCells({ runs: { sentence }, selection: { head, token } }: FigureContext) {
  const best = attendedWords(sentence, head, token)[0]!.j;
  return {
    square: { tensor: 'w_v', indices: [head, 0, 0] },
    rank: { tensor: 'value', indices: [head, best, 0] },
    equal: { tensor: 'delta', indices: [token, 0] },
  } as const;
}
