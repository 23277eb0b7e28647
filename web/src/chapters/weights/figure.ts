import type { SvgNode } from '../../scene/node.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { wordTone } from '../../figure/parts/word-tones.js';
import { drawScenes } from '../../figure/scenes.js';
import { highlightOf } from '../../figure/view.js';
import { allPart } from './all-part.js';
import { weightsClaims } from './claims.js';
import { weightsFacts } from './facts.js';
import { shareHandles } from './handles.js';
import { type AllLayout, kindOf, layoutFor, type Part } from './layout.js';
import { linesOf, mostLines } from './lines.js';
import { previewPart } from './preview-part.js';
import { powersPart } from './powers-part.js';
import { scoresPart } from './scores-part.js';
import { aliases, type StepId, timeline, weightsProgress } from './steps.js';
import { stripPart } from './strip-part.js';
import type { WeightsView } from './view.js';

/** Chapter 6: one word's scores to weights, in the run with the reader's switches; then all words'. */
export const weights: Figure = {
  id: 'weights',
  timeline,
  keyStep: 'divide',
  aliases,
  run: 'switched',
  draw,
  facts: weightsFacts,
  claims: weightsClaims,
  handles: shareHandles,
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'switched',
    tensor: firstTensors[step as StepId],
    indices: [head, token, 0],
  }),
};

/** Where nothing is said of the next word there is more room for what is shared. */
function withoutNext(all: AllLayout): AllLayout {
  return { ...all, stripWidth: all.width - all.stripX - 2 };
}

/** Of which a walk from cell to cell begins at a step. */
const firstTensors = {
  scores: 'score',
  scale: 'scaled',
  mask: 'masked',
  exp: 'exp',
  divide: 'weight',
  all: 'weight',
} as const;

function draw({ runs, selection, say, analysis }: FigureContext, time: number, room: number): Picture {
  const trace = runs.switched;
  const sizes = sizesOf(trace, say);
  const lines = linesOf(runs.sentence, trace, selection, mostLines(kindOf(room), say.glossed));
  const layout = layoutFor(room, sizes, lines.length);
  const at = weightsProgress(time);
  const { scores, powers } = layout;
  const view: WeightsView = {
    trace,
    analysis,
    selection,
    at,
    highlight: highlightOf(selection, 'switched'),
    say,
    lines,
    // As trained: no switch changes a colour.
    tone: (j) => wordTone(runs.sentence, selection.head, selection.token, j),
  };
  // Of weights that an author has given nothing comes before them.
  const stages = (draw: () => (SvgNode | undefined)[]) => (trace.has('score') ? draw() : []);
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    'share-scores': () => stages(() => scoresPart(view, scores)),
    'share-preview': () => stages(() => previewPart(view, layout.strip, scores)),
    'share-powers': () => stages(() => powersPart(view, powers, scores)),
    'share-strip': () => stages(() => stripPart(view, layout.strip, powers)),
    'share-all': () => allPart(view, trace.given ? withoutNext(layout.all) : layout.all),
  };
  return drawScenes(timeline, time, layout, parts);
}
