import type { SvgNode } from '../../scene/node.js';
import type { Cell } from '../../figure/cell.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { drawScenes } from '../../figure/scenes.js';
import { largestChanges } from './difference.js';
import { yourTurnClaims, yourTurnFacts } from './facts.js';
import { layoutFor, type Part } from './layout.js';
import { nextPart } from './next-part.js';
import { rowsPart } from './rows-part.js';
import { timeline } from './steps.js';
import { stripsPart } from './strips-part.js';
import { sidesOf, yourTurnView } from './view.js';

/** A sentence as it is and without one of its words or heads, side by side, and how they differ. */
export const yourTurn: Figure = {
  id: 'your-turn',
  timeline,
  keyStep: 'next',
  run: 'sentence',
  draw,
  facts: yourTurnFacts,
  claims: yourTurnClaims,
  startCell,
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, sizesOf(context.runs.sentence, context.say));
  const view = yourTurnView(context, time);
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    rows: () => rowsPart(view, layout.rows),
    strips: () => stripsPart(view, layout.strips),
    next: () => nextPart(view, layout.next),
  };
  return drawScenes(timeline, time, layout, parts);
}

function startCell(context: FigureContext, step: string): Cell {
  const { whole, without, head } = sidesOf(context);
  if (step === 'whole') return { run: 'sentence', tensor: 'weight', indices: [head, whole.token, 0] };
  if (step === 'without') return { run: 'without', tensor: 'weight', indices: [head, without.token, 0] };
  if (step === 'next') {
    const [most] = largestChanges(sidesOf(context), 1);
    return { run: 'without', tensor: 'probability_after', indices: [without.token, most!.id] };
  }
  return { run: 'without', tensor: 'output', indices: [without.token, 0] };
}
