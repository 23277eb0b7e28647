import { node, round, type SvgNode } from '../../scene/node.js';
import { during, easeInOut, mix, staggered } from '../../scene/math.js';
import { progress } from '../../scene/timeline.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawMeaning, meaningText } from '../../figure/drawings/meanings.js';
import { phrase } from '../../figure/objects/phrase.js';
import { meaningsOf, moles } from '../../figure/parts/meanings.js';
import { glossIn } from '../../figure/parts/senses.js';
import { wordClaims } from './claims.js';
import { type Layout, layoutFor } from './layout.js';
import { lookupPart } from './lookup.js';
import { wordNumbers } from './numbers.js';
import { phases, timeline, type WordProgress } from './steps.js';
import { sumPart } from './sum.js';

/** Chapter 1: a word is looked up, the same whatever is around it. */
export const word: Figure = {
  id: 'word',
  timeline,
  keyStep: 'same',
  run: 'mole-animal',
  draw,
  facts: (context) => wordNumbers(context).facts,
  claims: wordClaims,
  drawings: ({ say }) => moles.map((mole) => say(meaningText(mole))),
  aliases: { position: 'same', space: 'sum' },
  startCell: (context, step) => startCells(context)[step as keyof WordProgress],
};

function startCells(context: FigureContext) {
  const run = 'mole-animal' as const;
  return {
    phrases: { run, tensor: 'token_embedding', indices: [2, 0] },
    lookup: { run, tensor: 'w_e', indices: [wordNumbers(context).id, 0] },
    same: { run, tensor: 'token_embedding', indices: [2, 0] },
    sum: { run, tensor: 'output', indices: [2, 0] },
  } as const;
}

/** Two scenes: the table and the phrases, then the meanings and their sum. */
function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, context.runs['mole-animal'].shape('w_e')[1]!, context.say.glossed);
  const at = progress(timeline, time);
  const looked = 1 - during(at.sum, phases.sum.lookedAway);
  const spread = during(at.sum, phases.sum.spread);
  const scene = (key: string, opacity: number, part: typeof lookupPart) =>
    opacity > 0
      ? node('g', { key, opacity: opacity < 1 ? round(opacity) : undefined }, part(context, layout, at))
      : undefined;
  const nodes = [
    scene('looked', looked, lookupPart),
    scene('spread', spread, sumPart),
    ...phrasesPart(context, layout, at),
  ];
  return { kind: layout.kind, width: layout.width, height: layout.height, nodes };
}

/** The phrases, each with its mole; the moles go on to the second scene. */
function phrasesPart(context: FigureContext, layout: Layout, at: WordProgress): (SvgNode | undefined)[] {
  const { phrases: from, sum: to } = layout;
  const away = during(at.sum, phases.sum.phrasesAway);
  const gone = easeInOut(during(at.sum, phases.sum.drawingsMove));
  const width = from.width - 25;
  return meaningsOf(context, moles).of.flatMap(({ name, trace, token }, index) => {
    const opacity = staggered(at.phrases, index, 3);
    const [x, y] = [from.x, from.y + index * from.pitch];
    return [
      phrase({
        ...{ key: name, words: trace.words, gloss: glossIn(context.say, name), followed: token },
        ...{ x, y, width, height: from.chipHeight, opacity: opacity * (1 - away) },
      }),
      // Which mole it is.
      drawMeaning(moles[index]!, {
        key: `drawn-${name}`,
        x: mix(x + width + 11, to.x + to.drawn / 2, gone),
        y: mix(y + from.chipHeight / 2, to.y + index * to.pitch, gone),
        size: mix(26, to.drawn, gone),
        opacity,
      }),
    ];
  });
}
