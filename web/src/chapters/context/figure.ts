import { shortNumber, subscript } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import type { SvgNode } from '../../scene/node.js';
import { during, staggered } from '../../scene/math.js';
import { progress } from '../../scene/timeline.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { space, type SpaceArrow, type SpacePoint } from '../../figure/objects/space.js';
import { type Meaning, meaningsOf, moles, towers } from '../../figure/parts/meanings.js';
import { drawScenes } from '../../figure/scenes.js';
import { meaningText } from '../../figure/drawings/meanings.js';
import { type Highlight, highlightOf } from '../../figure/view.js';
import type { PhraseName } from '../../compute/runs.js';
import { card, type CardProgress, columnTitles } from './card.js';
import { contextClaims } from './claims.js';
import { contextFacts } from './facts.js';
import { type Layout, layoutFor } from './layout.js';
import { type ContextProgress, phases, timeline } from './steps.js';

/** Chapter 2: what the words around it add to a word, as arrows and as expectations. */
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
  startCell: (_, step) => startCells[step as keyof typeof startCells],
};

const startCells = {
  before: { run: 'mole-animal', tensor: 'embedding', indices: [2, 0] },
  arrows: { run: 'mole-animal', tensor: 'delta', indices: [2, 0] },
  after: { run: 'mole-animal', tensor: 'output', indices: [2, 0] },
  eiffel: { run: 'eiffel', tensor: 'word_delta', indices: [2, 1, 0] },
  miniature: { run: 'miniature', tensor: 'word_delta', indices: [3, 1, 0] },
} as const;

/** How far one phrase has come: its card, and its arrow on the plane. */
interface MeaningProgress extends CardProgress {
  readonly arrow: number;
}

function draw(context: FigureContext, time: number, room: number): Picture {
  const layout = layoutFor(room, context.say.glossed);
  const at = progress(timeline, time);
  const [ofMoles, ofTowers] = [moleProgress(at), towerProgress(at)];
  return drawScenes(timeline, time, layout, {
    moleCards: () => cards(context, layout, moles, ofMoles),
    moleSpace: () => [plane(context, layout, 'moles', ofMoles)],
    towerCards: () => cards(context, layout, towers, ofTowers),
    towerSpace: () => [plane(context, layout, 'towers', ofTowers)],
  });
}

function moleProgress({ before, arrows, after }: ContextProgress): MeaningProgress[] {
  return moles.map((_, index) => ({
    phrase: staggered(during(before, phases.before.phrases), index, 3),
    before: staggered(during(before, phases.before.bars), index, 3),
    arrow: staggered(arrows, index, 3),
    after: staggered(after, index, 3),
  }));
}

function towerProgress({ eiffel, miniature }: ContextProgress): MeaningProgress[] {
  const one = (at: number): MeaningProgress => ({
    phrase: during(at, phases.meaning.phrase),
    before: during(at, phases.meaning.before),
    arrow: during(at, phases.meaning.arrow),
    after: during(at, phases.meaning.after),
  });
  return [
    one(during(eiffel, phases.eiffel.tower)),
    one(during(eiffel, phases.eiffel.eiffel)),
    one(miniature),
  ];
}

function cards(
  context: FigureContext,
  layout: Layout,
  names: readonly PhraseName[],
  at: readonly MeaningProgress[],
): (SvgNode | undefined)[] {
  const meanings = meaningsOf(context, names);
  return [
    ...columnTitles(context, layout, at[0]!),
    ...meanings.of.map((meaning, index) => card(context, meaning, layout, index, at[index]!)),
  ];
}

function plane(
  context: FigureContext,
  layout: Layout,
  name: 'moles' | 'towers',
  at: readonly MeaningProgress[],
): SvgNode | undefined {
  const { say } = context;
  const meanings = meaningsOf(context, name === 'moles' ? moles : towers);
  const marks = meanings.of.map((meaning, index) =>
    name === 'moles'
      ? moleMarks(context, meaning, at[index]!)
      : towerMarks(context, meaning, at[index]!, index),
  );
  return space({
    key: 'space',
    box: layout.space,
    bounds: meanings.bounds,
    points: marks.flatMap(({ points }) => points),
    arrows: marks.flatMap(({ arrows }) => arrows),
    title: say(`space.${name}`),
    axes: [say('space.across'), say('space.up')],
    letters: layout.letters,
  });
}

interface Marks {
  readonly points: SpacePoint[];
  readonly arrows: SpaceArrow[];
}

/** E, the arrow of the whole update, E'. */
function moleMarks(context: FigureContext, meaning: Meaning, at: MeaningProgress): Marks {
  const { name, token, before, after } = meaning;
  const highlight = highlightOf(context.selection, name);
  const cell = cellId('delta', token);
  const arrow: SpaceArrow = {
    key: name,
    from: before,
    to: after,
    tone: 'value',
    drawn: at.arrow,
    label: `ΔE${subscript(token + 1)}`,
    cell,
    run: name,
    highlight: highlight.has(cell),
  };
  const ring = start(meaning, at.phrase, highlight, { label: `E${subscript(token + 1)}` });
  return { points: [ring, end(context, meaning, at, highlight)], arrows: [arrow] };
}

/** E, what each word adds, tip to tail, E'. Nothing adds to the first tower: its E' lies in its E. */
function towerMarks(context: FigureContext, meaning: Meaning, at: MeaningProgress, index: number): Marks {
  const { name, token, trace, parts } = meaning;
  const highlight = highlightOf(context.selection, name);
  const arrows = parts.map(({ j, from, to }, place): SpaceArrow => {
    const cell = cellId('word_delta', token, j);
    return {
      key: `${name}-${j}`,
      from,
      to,
      tone: 'value',
      drawn: staggered(at.arrow, place, parts.length, 0),
      label: trace.words[j]!,
      cell,
      run: name,
      // The arrows together are ΔE.
      highlight: highlight.has(cell) || highlight.has(cellId('delta', token, 0)),
    };
  });
  const ring = start(meaning, at.phrase, highlight, { radius: index === 0 ? 8 : 3 });
  const dot = end(context, meaning, at, highlight);
  return { points: [ring, index === 0 ? { ...dot, radius: 4.5 } : dot], arrows };
}

function start(
  { name, token, before }: Meaning,
  shown: number,
  highlight: Highlight,
  look: Pick<SpacePoint, 'radius' | 'label'>,
): SpacePoint {
  const cell = cellId('embedding', token);
  return {
    key: `${name}-before`,
    at: before,
    tone: 'quiet',
    ring: true,
    opacity: shown,
    cell,
    run: name,
    highlight: highlight.has(cell),
    ...look,
  };
}

/** Comes to its place as the arrow's tip does; then says what the model expects there. */
function end(
  { say }: FigureContext,
  { name, token, after, trace }: Meaning,
  at: MeaningProgress,
  highlight: Highlight,
): SpacePoint {
  const cell = cellId('output', token);
  const [next] = trace.candidates('probability_after', token, 1);
  return {
    key: `${name}-after`,
    at: after,
    tone: 'output',
    radius: 7,
    label: say(`meaning.${name}`),
    detail: say('context.next', { word: next!.word, p: shortNumber(next!.probability) }),
    detailed: at.after,
    drawing: name,
    opacity: during(at.arrow, phases.arrow.tip),
    cell,
    run: name,
    highlight: highlight.has(cell),
  };
}
