import type { SvgNode } from '../../scene/node.js';
import { during } from '../../scene/math.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import type { PassView } from '../../figure/parts/pass.js';
import { rowPart } from './row-part.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { updatePart } from './update-part.js';
import { drawScenes } from '../../figure/scenes.js';
import { highlightOf } from '../../figure/view.js';
import { valueClaims } from './claims.js';
import { valueFacts } from './facts.js';
import { layoutFor, type Part } from './layout.js';
import { nextPart } from './next-part.js';
import { planePart } from './plane-part.js';
import { aliases, phases, rowStages, type StepId, timeline, updateStages, valueProgress } from './steps.js';

/** Chapter 7: values, faded by their weights and added, move the word; and with it what comes next. */
export const value: Figure = {
  id: 'value',
  timeline,
  keyStep: 'predict',
  aliases,
  run: 'sentence',
  draw,
  facts: valueFacts,
  claims: valueClaims,
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'sentence',
    ...startCells(head, token)[step as StepId],
  }),
};

function draw({ runs, analysis, selection, say }: FigureContext, time: number, room: number): Picture {
  const trace = runs.sentence;
  const layout = layoutFor(room, sizesOf(trace, say));
  const at = valueProgress(time);
  const { weigh, predict } = phases;
  const view: PassView = {
    trace,
    run: 'sentence',
    selection,
    at: rowStages(during(at.weigh, weigh.values), during(at.weigh, weigh.fade), at.add),
    highlight: highlightOf(selection, 'sentence'),
    say,
  };
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    row: () => rowPart(view, layout.row),
    update: () => updatePart({ ...view, at: updateStages(at) }, layout.update),
    plane: () => planePart(view, analysis, during(at.predict, predict.plane), layout.plane),
    next: () => nextPart(view, layout.next, during(at.predict, predict.next)),
  };
  return drawScenes(timeline, time, layout, parts);
}

function startCells(head: number, token: number) {
  return {
    weigh: { tensor: 'value', indices: [head, token, 0] },
    add: { tensor: 'head_output', indices: [head, token, 0] },
    lift: { tensor: 'head_delta', indices: [head, token, 0] },
    move: { tensor: 'output', indices: [token, 0] },
    predict: { tensor: 'delta', indices: [token, 0] },
  } as const;
}
