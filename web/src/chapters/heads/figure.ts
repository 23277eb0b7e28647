import type { SvgNode } from '../../scene/node.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawScenes } from '../../figure/scenes.js';
import { attendedWords } from '../../compute/trace.js';
import { headsClaims } from './claims.js';
import { headsFacts } from './facts.js';
import { lanesPart } from './lanes-part.js';
import { layoutFor, type Part } from './layout.js';
import { panelsPart } from './panels-part.js';
import { slicesPart } from './slices-part.js';
import { type StepId, timeline } from './steps.js';
import { sumPart } from './sum-part.js';
import { headsView } from './view.js';

/** All heads on one sentence: where each looks, what each adds, what is lost without some; and that they are slices of one. */
export const heads: Figure = {
  id: 'heads',
  timeline,
  keyStep: 'words',
  run: 'sentence',
  draw,
  facts: headsFacts,
  claims: headsClaims,
  startCell: (context, step) => ({ run: 'sentence', ...startCells(context)[step as StepId] }),
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, context.runs.sentence, context.say);
  const view = headsView(context, time);
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    lanes: () => lanesPart(view, layout.lanes),
    panels: () => panelsPart(view, layout.panels),
    pushes: () => sumPart(view, layout.sum),
    slices: () => slicesPart(view, layout.slices),
  };
  const moved = Object.entries(layout.down).map(([part, down]) => [part, `translate(0 ${down})`]);
  return drawScenes(timeline, time, layout, parts, Object.fromEntries(moved));
}

function startCells({ runs: { sentence }, selection: { head, token } }: FigureContext) {
  const best = attendedWords(sentence, head, token)[0]!.j;
  return {
    words: { tensor: 'weight', indices: [head, token, best] },
    patterns: { tensor: 'weight', indices: [head, token, 0] },
    deltas: { tensor: 'head_delta', indices: [head, token, 0] },
    sum: { tensor: 'output', indices: [token, 0] },
    slices: { tensor: 'w_q', indices: [head, 0, 0] },
  } as const;
}
