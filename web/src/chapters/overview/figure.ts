import { creature, creatureText } from '../../figure/drawings/creature.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { highlightOf } from '../../figure/view.js';
import { overviewClaims } from './claims.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { overviewFacts, partOfWhole } from './facts.js';
import { layoutFor } from './layout.js';
import { nextPart } from './next-part.js';
import { heroProgress, type StepId, timeline } from './steps.js';
import { wordsPart } from './words-part.js';

/** The first figure: a word looks at its neighbours, and what comes next is another word. */
export const overview: Figure = {
  id: 'overview',
  timeline,
  loops: true,
  keyStep: 'next',
  run: 'sentence',
  draw,
  facts: overviewFacts,
  claims: overviewClaims,
  drawings,
  aliases: {
    words: 'alone',
    vectors: 'alone',
    ask: 'look',
    answer: 'look',
    match: 'look',
    weigh: 'look',
    gather: 'change',
    move: 'change',
    predict: 'next',
  },
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'sentence',
    ...startCells(head, token)[step as StepId],
  }),
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const { runs, selection, say } = context;
  const at = heroProgress(time);
  const weights = creatureWeights(context.runs.sentence, context.selection);
  const { words } = runs.sentence;
  const layout = layoutFor(room, { words, glossed: say.glossed, drawn: weights !== undefined });
  const { kind, width, height, drawing } = layout;
  const highlight = highlightOf(selection, 'sentence');
  const seen = (weight: number) => weight * at.change;
  return {
    ...{ kind, width, height },
    nodes: [
      ...wordsPart(context, layout, at, highlight),
      weights &&
        creature({ key: 'creature', ...drawing, fluffy: seen(weights.fluffy), blue: seen(weights.blue) }),
      nextPart(context, layout, at.next, highlight),
    ],
  };
}

function drawings(context: FigureContext): readonly string[] {
  const weights = creatureWeights(context.runs.sentence, context.selection);
  if (!weights) return [];
  const [fluffy, blue] = [weights.fluffy, weights.blue].map((weight) => partOfWhole(context.say, weight));
  return [context.say(...creatureText(fluffy!, blue!))];
}

function startCells(head: number, token: number) {
  return {
    alone: { tensor: 'probability_before', indices: [token, 0] },
    look: { tensor: 'weight', indices: [head, token, 0] },
    change: { tensor: 'delta', indices: [token, 0] },
    next: { tensor: 'probability_after', indices: [token, 0] },
  } as const;
}
