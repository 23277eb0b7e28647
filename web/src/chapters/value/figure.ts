import { node, type SvgNode } from '../../scene/node.js';
import { creatureText } from '../../figure/drawings/creature.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { shortNumber } from '../../text/format.js';
import { valueClaims } from './claims.js';
import { valueFacts } from './facts.js';
import { fadeHandles } from './handles.js';
import { nextPart } from './next-part.js';
import { planePart } from './plane-part.js';
import { aliases, type StepId, timeline } from './steps.js';
import { strips } from './strips.js';
import { tablePart } from './table-part.js';
import { keptOf, valueView } from './view.js';
import { wordsPart } from './words-part.js';

/** Chapter 7: values ride to the word that attends, as wide as their weights; there they push it; and what comes next changes. */
export const value: Figure = {
  id: 'value',
  timeline,
  keyStep: 'move',
  aliases,
  run: 'sentence',
  draw,
  facts: valueFacts,
  claims: valueClaims,
  handles: fadeHandles,
  drawings,
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'sentence',
    ...startCells(head, token)[step as StepId],
  }),
};

/** The strips are drawn last: they fly over all. */
function draw(context: FigureContext, time: number, room: number): Picture {
  const view = valueView(context, time, room);
  const { kind, width, height } = view.layout;
  const part = (name: string, ...marks: (SvgNode | undefined)[]) =>
    node(
      'g',
      { key: name, class: `part value-${name} space` },
      ...marks.filter((mark) => mark !== undefined),
    );
  return {
    ...{ kind, width, height },
    nodes: [
      part('words', ...wordsPart(view)),
      part('table', ...tablePart(view)),
      part('plane', ...planePart(view)),
      part('next', nextPart(view)),
      part('strips', ...strips(view)),
    ],
  };
}

function drawings({ runs, selection, say }: FigureContext): readonly string[] {
  // Of words that merely are called so nothing is drawn.
  if (runs.sentence.given) return [];
  const weights = creatureWeights(runs.sentence, selection, keptOf(runs.sentence, selection));
  return weights ? [say(...creatureText(shortNumber(weights.fluffy), shortNumber(weights.blue)))] : [];
}

function startCells(head: number, token: number) {
  return {
    weigh: { tensor: 'value', indices: [head, token, 0] },
    add: { tensor: 'head_output', indices: [head, token, 0] },
    lift: { tensor: 'delta', indices: [token, 0] },
    move: { tensor: 'output', indices: [token, 0] },
  } as const;
}
