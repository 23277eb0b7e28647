import { round, type SvgNode } from '../../scene/node.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawScenes } from '../../figure/scenes.js';
import { headsClaims, headsFacts } from './facts.js';
import { layoutFor, type Part } from './layout.js';
import { panelsPart } from './panels-part.js';
import { slicesPart } from './slices-part.js';
import { type StepId, timeline } from './steps.js';
import { sumPart } from './sum-part.js';
import { headsView } from './view.js';

/** Chapter 9: all heads on one sentence, what each adds, what is lost without some, and that they are slices of one. */
export const heads: Figure = {
  id: 'heads',
  timeline,
  keyStep: 'sum',
  run: 'sentence',
  draw,
  facts: headsFacts,
  claims: headsClaims,
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'sentence',
    ...startCells(head, token)[step as StepId],
  }),
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, context.runs.sentence);
  const view = headsView(context, time);
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    panels: () => panelsPart(view, layout.panels),
    sum: () => sumPart(view, layout),
    slices: () => slicesPart(view, layout.slices),
  };
  // Alone the panels stand in the middle; they make room for what comes below.
  const down = `translate(0 ${round((1 - view.at.deltas) * layout.alone)})`;
  return drawScenes(timeline, time, layout, parts, { panels: down });
}

function startCells(head: number, token: number) {
  return {
    patterns: { tensor: 'weight', indices: [head, token, 0] },
    words: { tensor: 'weight', indices: [head, token, 0] },
    deltas: { tensor: 'head_delta', indices: [head, token, 0] },
    sum: { tensor: 'output', indices: [token, 0] },
    slices: { tensor: 'w_q', indices: [head, 0, 0] },
  } as const;
}
