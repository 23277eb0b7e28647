import { cellId } from '../../figure/cell.js';
import { arcs, type WordPlace } from '../../figure/objects/arcs.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { during, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { toneOf, working } from './moves.js';
import { phases } from './steps.js';
import type { HeadsView } from './view.js';
import type { WordsLayout } from '../../figure/parts/words-layout.js';

/** The sentence, and what its word looks at: an arc for each head and word, as thick as weight times push. */
export function wordsPart(view: HeadsView, layout: WordsLayout, thickest: number): (SvgNode | undefined)[] {
  const { trace, at } = view;
  const named = during(at.words, phases.words.named);
  return [
    node('g', { key: 'arcs' }, ...headArcs(view, layout, Math.min(thickest, layout.thickest))),
    ...trace.words.map((_, j) => word(view, layout, j, named)),
  ];
}

/** How strongly each head pushes the word, next to the one that pushes it most. */
function strengths({ moves: { lengths }, selection: { token } }: HeadsView): number[] {
  const all = lengths.map((row) => row[token]!);
  const most = Math.max(...all) || 1;
  return all.map((length) => length / most);
}

/** Between the feet of the arcs of two heads on one word. */
const spread = 5;
const apart = (place: WordPlace, by: number): WordPlace => ({ ...place, x: place.x + by });

const [resting, switchedOff] = [0.35, 0.1];
/** What gets less is a hair among others: the grids show it. */
const leastWeight = 0.12;
/** Where all heads rest their arcs are there, if only as hairlines. */
const hairline = 1;

/** One arc for each head and word, which stands there once for each head: so they end side by side, and none crosses another. */
interface Virtual {
  readonly h: number;
  readonly j: number;
}

/** A word that looks at itself has no arc here: what a head makes of that is in its push. */
function headArcs(view: HeadsView, layout: WordsLayout, thickest: number): SvgNode[] {
  const { trace, selection } = view;
  const { token } = selection;
  const pushes = strengths(view);
  const whole = pushes.reduce((sum, push) => sum + push, 0);
  const feet = pushes.flatMap((_, h) => trace.words.map((__, j): Virtual => ({ h, j })));
  const options = {
    places: feet.map(({ h, j }) =>
      apart(layout.places[j]!, j === token ? 0 : spread * (h - (trace.n_heads - 1) / 2)),
    ),
    passed: layout.places,
    wordHeight: layout.wordHeight,
    wordDepth: layout.wordDepth,
    // After all that its arcs come from: then none comes from its other side.
    target: feet.findLastIndex(({ j }) => j === token),
    weights: feet.map((foot) => widthOf(view, foot, pushes[foot.h]!, hairline / thickest)),
    height: layout.rise,
    thickest: thickest / Math.max(whole / 1.4, 1),
  };
  return arcs(options).map((made) => coloured(view, made, feet[Number(made.key!.slice(4))]!));
}

/** Weight times push, of the heads at work; a head that rests says so in its box. */
function widthOf(
  { trace, moves, selection: { token } }: HeadsView,
  { h, j }: Virtual,
  push: number,
  least: number,
): number {
  const works = working(moves, token);
  const weight = j < token && (works.length === 0 || works.includes(h)) ? trace.at('weight', h, token, j) : 0;
  return weight < leastWeight ? 0 : Math.max(weight * push, least);
}

function coloured(
  { trace, selection: { token }, moves, at, silent, highlight }: HeadsView,
  made: SvgNode,
  { h, j }: Virtual,
): SvgNode {
  const cell = cellId('weight', h, token, j);
  const lit = highlight.has(cell);
  const shown = staggered(during(at.words, phases.words.arcs), h, trace.n_heads, 0.5);
  const strength = silent.includes(h) ? switchedOff : working(moves, token).includes(h) ? 0.85 : resting;
  return {
    ...made,
    key: `arc-${h}-${j}`,
    attributes: {
      ...made.attributes,
      class: lit ? 'arc highlight' : 'arc',
      'data-cell': cell,
      'data-head': h,
      style: `stroke: var(--ax-${lit ? 'focus' : toneOf(h)}); opacity: ${shown > 0 ? strength : 0}`,
      'stroke-dasharray': round(shown) < 1 ? `${round(shown)} 1` : undefined,
    },
  };
}

function word(view: HeadsView, layout: WordsLayout, j: number, named: number): SvgNode {
  const { trace, selection, say, free } = view;
  const { letters, wordHeight } = layout;
  const { x, y, width } = layout.places[j]!;
  const content = trace.words[j]!;
  const chosen = j === selection.token;
  const middle = round(x + width / 2);
  const gloss = layout.glossed ? say.gloss(content) : undefined;
  const fitted = gloss === undefined ? undefined : fittingGloss(gloss, width + letters * 0.4, 13);
  const foot = y + wordHeight;
  return node(
    'g',
    {
      key: `word${j}`,
      class: chosen ? 'hero-word chosen' : 'hero-word',
      'data-token': free ? j : undefined,
      opacity: j > selection.token ? 0.45 : undefined,
    },
    node('rect', {
      class: 'hit',
      x: round(x - 4),
      y: round(y - 4),
      width: round(width + 8),
      height: round(wordHeight + 8),
    }),
    text(content, {
      key: 'letters',
      x: middle,
      y: round(y + wordHeight / 2),
      style: `font-size: ${round(letters)}px`,
    }),
    chosen &&
      node('rect', { class: 'underline', x: round(x), y: round(foot - 1), width: round(width), height: 3 }),
    fitted &&
      text(fitted.content, {
        key: 'gloss',
        class: 'gloss',
        x: middle,
        y: round(foot + 8),
        style: `font-size: ${round(fitted.size)}px`,
      }),
    lookers(view, layout, j, named),
  );
}

/** A word that gets less from a head is not named as one that it looks at; between lines as close as this there is no room. */
const noticed = 0.25;
const leastNamed = 16;

/** Under a word, the heads at work that look at it. */
function lookers(view: HeadsView, layout: WordsLayout, j: number, shown: number): SvgNode | false {
  const { trace, selection, moves, say, silent } = view;
  const { token } = selection;
  const heads = working(moves, token).filter(
    (h) => j < token && !silent.includes(h) && trace.at('weight', h, token, j) >= noticed,
  );
  if (heads.length === 0 || shown <= 0 || layout.rise < leastNamed) return false;
  const { x, y, width } = layout.places[j]!;
  return text(say('head.name', { head: heads.map((h) => h + 1).join(', ') }), {
    key: 'heads',
    class: 'panel-title head-name',
    style: `fill: var(--ax-${toneOf(heads[0]!)}); font-family: var(--ax-sans)`,
    x: round(x + width / 2),
    y: round(y + layout.wordHeight + layout.nameY),
    opacity: round(shown),
  });
}
