import type { SvgNode } from '../../scene/node.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawScenes } from '../../figure/scenes.js';
import { attendedWords } from '../../compute/trace.js';
import { stepIndex } from '../../scene/timeline.js';
import { during } from '../../scene/math.js';
import { headsClaims } from './claims.js';
import { headsFacts } from './facts.js';
import { gridsPart } from './grids-part.js';
import { layoutFor, type Part } from './layout.js';
import { movesOf, working } from './moves.js';
import { nextPart } from './next-part.js';
import { pushPart } from './push-part.js';
import { slicesPart } from './slices-part.js';
import { phases, type StepId, timeline } from './steps.js';
import { switchesPart, switchHandles } from './switches-part.js';
import { headsView, type HeadsView } from './view.js';
import { wordsPart } from './words-part.js';

/** All heads on one sentence: where each looks, what each adds, what is lost without some; and that they are slices of one. */
export const heads: Figure = {
  id: 'heads',
  timeline,
  keyStep: 'words',
  aliases: { deltas: 'sum' },
  run: 'sentence',
  draw,
  facts: headsFacts,
  claims: headsClaims,
  startCell: (context, step) => ({ run: 'sentence', ...startCells(context)[step as StepId] }),
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, context.runs.sentence, context.selection.token, context.say);
  const view = headsView(context, time);
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    words: () => wordsPart(view, layout.words, layout.thickest),
    grids: () => gridsPart(view, layout.grids),
    push: () => pushPart(view, layout.push),
    heads: () => switchesPart(view, layout.switches),
    next: () => nextPart(view, layout.next, arrived(view)),
    slices: () => slicesPart(view, layout.slices),
  };
  const { grids, slices } = layout.down;
  const down = { grids: `translate(0 ${grids})`, slices: `translate(0 ${slices})` };
  const picture = drawScenes(timeline, time, layout, parts, down);
  return hasSwitches(time) ? { ...picture, handles: switchHandles(view, layout.switches) } : picture;
}

/** The next word changes as the arcs come, and once more as the pushes add up. */
function arrived({ at }: HeadsView): number {
  return at.sum > 0 ? at.sum : during(at.words, phases.words.named);
}

function hasSwitches(time: number): boolean {
  const { id } = timeline.steps[stepIndex(timeline, time)]!;
  return id === 'words' || id === 'sum';
}

function startCells({ runs: { sentence }, analysis, selection: { head, token } }: FigureContext) {
  const [strongest = head] = working(movesOf(sentence, analysis), token);
  const best = attendedWords(sentence, strongest, token)[0]!.j;
  return {
    words: { tensor: 'weight', indices: [strongest, token, best] },
    patterns: { tensor: 'weight', indices: [strongest, token, 0] },
    sum: { tensor: 'head_delta', indices: [strongest, token, 0] },
    slices: { tensor: 'w_q', indices: [head, 0, 0] },
  } as const;
}
