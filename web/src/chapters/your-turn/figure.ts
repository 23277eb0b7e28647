import type { SvgNode } from '../../scene/node.js';
import type { Cell } from '../../figure/cell.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { creatureText } from '../../figure/drawings/creature.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { drawScenes } from '../../figure/scenes.js';
import { shortNumber } from '../../text/format.js';
import { stepIndex } from '../../scene/timeline.js';
import { headHandles, headsPart } from './heads-part.js';
import { largestChanges } from './difference.js';
import { yourTurnClaims, yourTurnFacts } from './facts.js';
import { layoutFor, type Part } from './layout.js';
import { nextPart } from './next-part.js';
import { drawnFrom, pairPart } from './pair-part.js';
import { rowsPart } from './rows-part.js';
import { timeline } from './steps.js';
import { stripsPart } from './strips-part.js';
import { sidesOf, yourTurnView } from './view.js';
import { wordHandles, wordsPart } from './words-part.js';

/** A sentence as it is and without one of its words or heads, side by side, and how they differ. */
export const yourTurn: Figure = {
  id: 'your-turn',
  timeline,
  // The sentence as it is: what a word is good for is asked first, and not shown before.
  keyStep: 'whole',
  run: 'sentence',
  draw,
  facts: yourTurnFacts,
  claims: yourTurnClaims,
  drawings,
  startCell,
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const { sentence } = context.runs;
  const view = yourTurnView(context, time);
  const layout = layoutFor(room, {
    ...sizesOf(sentence, context.say),
    words: sentence.words,
    token: view.whole.token,
    drawn: drawnFrom(view, 'whole') !== undefined,
  });
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    words: () => wordsPart(view, layout.words),
    heads: () => headsPart(view, layout.heads),
    rows: () => rowsPart(view, layout.rows),
    pair: () => pairPart(view, layout.pair),
    strips: () => stripsPart(view, layout.strips),
    next: () => nextPart(view, layout.next),
  };
  const picture = drawScenes(timeline, time, layout, parts);
  const { id } = timeline.steps[stepIndex(timeline, time)]!;
  if (id !== 'whole' && id !== 'next') return picture;
  return { ...picture, handles: [...wordHandles(view, layout.words), ...headHandles(view, layout.heads)] };
}

/** What the word looks like in either run. */
function drawings(context: FigureContext): readonly string[] {
  const { selection, say } = context;
  const view = { ...sidesOf(context), selection };
  return (['whole', 'without'] as const).flatMap((name) => {
    const seen = drawnFrom(view, name);
    const shown = seen && creatureText(shortNumber(seen.fluffy), shortNumber(seen.blue));
    return shown ? [`${say(`your-turn.${name}`)}: ${say(...shown)}`] : [];
  });
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
