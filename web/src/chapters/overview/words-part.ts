import { cellId } from '../../figure/cell.js';
import type { FigureContext } from '../../figure/figure.js';
import { arcs } from '../../figure/objects/arcs.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import type { Highlight } from '../../figure/view.js';
import { clamp01, mix } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { lookedAt, partOfWhole } from './facts.js';
import { glossDrop, type Layout, type WordPlace } from './layout.js';
import type { HeroProgress } from './steps.js';

/** The sentence in large words, and arcs from what the followed word looks at, as thick as the weights. */
export function wordsPart(
  context: FigureContext,
  layout: Layout,
  { look }: HeroProgress,
  highlight: Highlight,
): SvgNode[] {
  const { runs, selection } = context;
  const { words } = runs.sentence;
  const { head, token } = selection;
  const weights = Array.from(runs.sentence.row('weight', head, token));
  const quiet = (j: number) =>
    mix(1, j > token ? 0.4 : 0.45 + 0.55 * clamp01(weights[j]! / 0.3), j === token ? 0 : look);
  return [
    ...(look > 0 ? drawnArcs(context, layout, weights, look) : []),
    ...words.map((word, j) => heroWord(context, layout, j, word, quiet(j))),
    ...(look > 0.5 ? labels(context, layout, clamp01(2 * look - 1), highlight) : []),
    look > 0 ? later(context, layout, look) : undefined,
  ].filter((mark) => mark !== undefined);
}

/** What a word gets stands between it and its arc, where both are in the line of the word that looks. */
const labelHeight = (letters: number) => letters * 0.5;

/** An arc this much thinner than the thickest is none to the eye. */
const hair = 0.1;

/** Arcs come from the words on their way, as thick as the weights are. */
function drawnArcs(
  context: FigureContext,
  { kind, places, letters, rise, depth }: Layout,
  weights: readonly number[],
  look: number,
) {
  const { token } = context.selection;
  const height = letters * 1.24;
  const most = Math.max(...weights);
  const told = lookedAt(context).map(({ j }) => j);
  const raised = (j: number) =>
    told.includes(j) && places[j]!.line === places[token]!.line ? labelHeight(letters) : 0;
  // Through the gap between two words, where arcs pass a whole line.
  const through = places.at(-1)!.line > 1 ? letters * 0.36 : Infinity;
  return arcs({
    places: places.map(({ x, y, width }, j) => ({ x: x - width / 2, y: y - height / 2 - raised(j), width })),
    wordHeight: height,
    target: token,
    weights: weights.map((weight) => (weight < hair * most ? 0 : weight)),
    height: rise - letters * (told.length > 0 ? 0.62 : 0.12),
    wordDepth: depth,
    thickest: Math.min(kind === 'narrow' ? 18 : 30, through),
    drawn: look,
    opacity: 0.75,
  });
}

function heroWord(
  { selection: { token }, say }: FigureContext,
  { places, letters }: Layout,
  j: number,
  word: string,
  opacity: number,
): SvgNode {
  const { x, y, width } = places[j]!;
  const gloss = say.gloss(word);
  const fitted = gloss === undefined ? undefined : fittingGloss(gloss, width + letters * 0.4, 13);
  return node(
    'g',
    {
      key: `word${j}`,
      class: j === token ? 'hero-word chosen' : 'hero-word',
      'data-token': j,
      transform: `translate(${round(x)} ${round(y)})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    node('rect', {
      class: 'hit',
      x: round(-width / 2 - 4),
      y: round(Math.min(-letters * 0.7, -22)),
      width: round(width + 8),
      height: round(Math.max(letters * 1.4, 44)),
    }),
    text(word, { style: `font-size: ${round(letters)}px` }),
    j === token &&
      node('rect', {
        class: 'underline',
        x: round(-width / 2),
        y: round(letters * 0.6),
        width: round(width),
        height: 3,
        rx: 1.5,
      }),
    fitted &&
      text(fitted.content, {
        class: 'gloss',
        y: round(letters * 0.6 + glossDrop),
        style: `font-size: ${round(fitted.size)}px`,
      }),
  );
}

/** How much of its attention the words get that it looks at noticeably. */
function labels(context: FigureContext, layout: Layout, shown: number, highlight: Highlight): SvgNode[] {
  const { selection, say } = context;
  const { head, token } = selection;
  return lookedAt(context).map(({ j, weight }) => {
    const cell = cellId('weight', head, token, j);
    const { x, y } = layout.places[j]!;
    return text(partOfWhole(say, weight), {
      key: `label${j}`,
      class: highlight.has(cell) ? 'number arc-label highlight' : 'number arc-label',
      'data-cell': cell,
      x: round(x),
      y: round(y - layout.letters * 0.62 - labelHeight(layout.letters) / 2),
      opacity: shown < 1 ? round(shown) : undefined,
      style: `font-size: ${layout.kind === 'narrow' ? 13 : 17}px`,
    });
  });
}

/** Over those that follow, in the line that has most of them, why they are pale. */
function later(
  { selection: { token }, say }: FigureContext,
  { kind, places, letters, width }: Layout,
  shown: number,
): SvgNode | undefined {
  const lines = places.slice(token + 1).reduce((found: WordPlace[][], place) => {
    (found[place.line] ??= []).push(place);
    return found;
  }, []);
  const most = lines.reduce((best, line) => (line.length > best.length ? line : best), []);
  if (most.length === 0) return undefined;
  const [words, size] = [say('words.later'), kind === 'narrow' ? 12.6 : 16];
  const [first, last] = [most[0]!, most.at(-1)!];
  const middle = (first.x - first.width / 2 + last.x + last.width / 2) / 2;
  return text(words, {
    key: 'later',
    class: 'heading',
    x: round(Math.min(middle, width - textWidth(words, size) / 2)),
    y: round(first.y - letters * 0.95),
    'text-anchor': 'middle',
    opacity: shown < 1 ? round(shown) : undefined,
    style: `font-size: ${size}px`,
  });
}
