import { cellId } from '../../figure/cell.js';
import type { Handle } from '../../figure/figure.js';
import { arcs } from '../../figure/objects/arcs.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { heading } from '../../figure/parts/heading.js';
import type { WordsLayout } from '../../figure/parts/words-layout.js';
import { during, mix } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { withPlace } from '../../text/word-place.js';
import type { Words } from './layout.js';
import { phases } from './steps.js';
import { placeWithout, type YourTurnView } from './view.js';

/** The sentence in large words with arcs into the followed one; what is taken away is struck out, and gives nothing any more. */
export function wordsPart(view: YourTurnView, { title, words }: Words): (SvgNode | undefined)[] {
  const { whole, head, say } = view;
  return [
    heading({
      ...title,
      key: 'title',
      content: say('your-turn.strike', { head: head + 1 }),
      shown: 1,
    }),
    node('g', { key: 'arcs' }, ...lookArcs(view, words)),
    ...whole.trace.words.map((_, j) => word(view, words, j)),
  ];
}

/** How far the figure has gone from the run as it is to the run without. */
const goneOf = ({ at }: YourTurnView): number => during(at.next, phases.next.gone);

/** As thick as the weights: those of the run as it is become those of the run without. */
function lookArcs(view: YourTurnView, layout: WordsLayout): SvgNode[] {
  const { whole, without, removed, head, at } = view;
  const gone = goneOf(view);
  const weights = whole.trace.words.map((_, j) => {
    const place = placeWithout(removed, j);
    const before = j > whole.token ? 0 : whole.trace.at('weight', head, whole.token, j);
    if (place === undefined || place > without.token) return mix(before, 0, gone);
    return mix(before, without.trace.at('weight', head, without.token, place), gone);
  });
  const { rise } = layout;
  const thickest = Math.min(rise * 0.3, 26, layout.thickest);
  const shape = { ...layout, target: whole.token, height: rise, thickest };
  const opacity = removed.kind === 'head' ? mix(0.85, 0.2, gone) : 0.85;
  const run = gone > 0.5 ? without : whole;
  return arcs({ ...shape, weights, drawn: at.whole }).map((made) => {
    const j = Number(made.key!.slice(4));
    const place = run === whole ? j : placeWithout(removed, j);
    const cell = place === undefined ? undefined : cellId('weight', head, run.token, place);
    const style = `opacity: ${round(opacity)}`;
    return { ...made, attributes: { ...made.attributes, style, 'data-cell': cell, 'data-run': run.run } };
  });
}

function word(view: YourTurnView, layout: WordsLayout, j: number): SvgNode {
  const { whole, removed, at, say } = view;
  const { letters, wordHeight } = layout;
  const { x, y, width } = layout.places[j]!;
  const content = whole.trace.words[j]!;
  const struck = placeWithout(removed, j) === undefined ? during(at.next, phases.next.struck) : 0;
  const followed = j === whole.token;
  const middle = y + wordHeight / 2;
  const gloss = layout.glossed ? say.gloss(content) : undefined;
  const fitted = gloss === undefined ? undefined : fittingGloss(gloss, width + letters * 0.4, 13);
  const place = (down: number) => ({ x: round(x + width / 2), y: round(down) });
  return node(
    'g',
    { key: `word${j}`, class: followed ? 'hero-word chosen' : 'hero-word' },
    text(content, {
      ...place(middle),
      key: 'letters',
      style: `font-size: ${round(letters)}px`,
      opacity: round((j > whole.token ? 0.5 : 1) * mix(1, 0.45, struck)),
    }),
    followed &&
      node('rect', {
        key: 'line',
        class: 'underline',
        x: round(x),
        y: round(y + wordHeight - 1),
        width: round(width),
        height: 3,
      }),
    fitted &&
      text(fitted.content, {
        ...place(y + wordHeight + 8),
        key: 'gloss',
        class: 'gloss',
        style: `font-size: ${round(fitted.size)}px`,
      }),
    struck > 0 &&
      node('path', {
        key: 'strike',
        class: 'strike',
        style: 'stroke-width: 3; stroke: var(--ax-ink)',
        d: `M ${round(x - 3)} ${round(middle + 1)} h ${round((width + 6) * struck)}`,
      }),
  );
}

/** Each word can be struck out, but the last one that is left. */
export function wordHandles({ whole, removed, at, say }: YourTurnView, { words }: Words): Handle[] {
  const { trace } = whole;
  if (trace.n_tokens === 1) return [];
  const tall = Math.max(words.wordHeight + 10, 44);
  return words.places.map(({ x, y, width }, j) => {
    const wide = Math.max(width + 8, 44);
    return {
      id: `word:${j}`,
      label: withPlace(say, trace.words, j),
      pressed: at.next > 0 && removed.kind === 'word' && removed.index === j,
      x: x + width / 2 - wide / 2,
      y: y + words.wordHeight / 2 - tall / 2,
      width: wide,
      height: tall,
    };
  });
}
