import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawScenes } from '../../figure/scenes.js';
import { meaningText } from '../../figure/drawings/meanings.js';
import { moles, towers } from '../../figure/parts/meanings.js';
import { contextClaims } from './claims.js';
import { contextFacts } from './facts.js';
import { spaceHandles } from './handles.js';
import { layoutFor } from './layout.js';
import { meaningSpaceOf } from './meaning-space.js';
import { spacePart } from './space-part.js';
import { contextProgress, timeline } from './steps.js';
import { spaceView } from './view.js';

/** Chapter 2: what the words around it add to a word, as arrows in three dimensions, and what comes next there. */
export const context: Figure = {
  id: 'context',
  timeline,
  keyStep: 'after',
  run: 'mole-animal',
  draw,
  facts: contextFacts,
  claims: contextClaims,
  drawings: ({ say }) => [...moles, ...towers].map((meaning) => say(meaningText(meaning))),
  aliases: { phrases: 'before', tower: 'eiffel' },
  handles: spaceHandles,
  turns: true,
  startCell: (_, step) => startCells[step as keyof typeof startCells],
};

const startCells = {
  before: { run: 'mole-animal', tensor: 'embedding', indices: [2, 0] },
  arrows: { run: 'mole-animal', tensor: 'delta', indices: [2, 0] },
  after: { run: 'mole-animal', tensor: 'output', indices: [2, 0] },
  eiffel: { run: 'eiffel', tensor: 'word_delta', indices: [2, 1, 0] },
  miniature: { run: 'miniature', tensor: 'word_delta', indices: [3, 1, 0] },
} as const;

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room);
  const at = contextProgress(time);
  const part = (kind: 'moles' | 'towers') => () => {
    const space = meaningSpaceOf(context, kind === 'moles' ? moles : towers);
    const view = spaceView(context, layout, space, at[kind], at.turns[kind]);
    return [spacePart(view, context.say(layout.kind === 'narrow' ? 'space.short.legend' : `space.${kind}`))];
  };
  const scenes = [
    { from: 'before', parts: ['moles'] },
    { from: 'eiffel', parts: ['towers'] },
  ] as const;
  return drawScenes(timeline, time, { ...layout, scenes }, { moles: part('moles'), towers: part('towers') });
}
