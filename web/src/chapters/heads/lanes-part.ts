import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, staggered } from '../../scene/math.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { slantedWord } from '../../figure/objects/slanted-word.js';
import { columnX, laneBase, type LanesLayout, slant } from './lanes-layout.js';
import { standing } from './moves.js';
import { phases } from './steps.js';
import type { HeadsView } from './view.js';

/** For each head an arc from every word that a word looks at: as thick as the weight, as strong as the head moves the word. */
export function lanesPart(view: HeadsView, layout: LanesLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  const heads = Array.from({ length: trace.n_heads }, (_, h) => h);
  return [
    band(view, layout),
    node('g', { key: 'words' }, ...trace.words.map((_, j) => word(view, layout, j))),
    movesTitle(view, layout),
    ...heads.map((h) => lane(view, layout, h, staggered(at.words, h, heads.length, 0.6))),
  ];
}

/** Behind the followed word, through all lanes. */
function band({ selection }: HeadsView, layout: LanesLayout): SvgNode {
  const { pitch, slanted, wordsY, laneY, bottom } = layout;
  const top = slanted ? laneY : wordsY - 16;
  const width = Math.min(pitch, 104);
  return node('rect', {
    key: 'band',
    class: 'band',
    x: round(columnX(layout, selection.token) - width / 2),
    y: round(top),
    width: round(width),
    height: round(bottom - top),
    rx: Math.min(8, width / 2),
  });
}

function word({ trace, selection, say }: HeadsView, layout: LanesLayout, j: number): SvgNode {
  const { slanted, wordsY, pitch } = layout;
  const [content, chosen, x] = [trace.words[j]!, j === selection.token, columnX(layout, j)];
  const gloss = say.gloss(content);
  const shown = slanted
    ? slantedWord({ key: 'word', word: content, gloss, x, y: wordsY, slant, pitch, chosen })
    : levelWord(content, gloss, { x, y: wordsY, width: pitch - 6, chosen });
  return node('g', { key: `word${j}`, class: 'column-word', 'data-token': j }, shown);
}

interface WordPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly chosen: boolean;
}

function levelWord(content: string, gloss: string | undefined, { x, y, width, chosen }: WordPlace): SvgNode {
  const fitted = gloss === undefined ? undefined : fittingGloss(gloss, width);
  const place = { x: round(x), 'text-anchor': 'middle' };
  return node(
    'g',
    { key: 'word' },
    text(content, { ...place, key: 'letters', class: chosen ? 'chosen' : '', y: round(y - 4) }),
    fitted &&
      text(fitted.content, {
        ...place,
        key: 'gloss',
        class: 'gloss',
        y: round(y + 12),
        style: `font-size: ${round(fitted.size)}px`,
      }),
  );
}

function movesTitle({ at, say }: HeadsView, { width, bottom }: LanesLayout): SvgNode {
  const place = { x: round(width), y: round(bottom + 8), 'text-anchor': 'end', opacity: round(at.words) };
  return text(say('heads.moves'), { key: 'moves-title', class: 'strip-label', ...place });
}

function lane(view: HeadsView, layout: LanesLayout, h: number, shown: number): SvgNode {
  const { trace, selection, moves, silent, say } = view;
  const off = silent.includes(h);
  const y = laneBase(layout, h);
  const middle = y - layout.lanePitch * 0.3;
  const chosen = h === selection.head ? ' chosen' : '';
  return node(
    'g',
    { key: `lane${h}`, class: off ? 'lane panel off' : 'lane' },
    node('path', {
      key: 'base',
      class: 'rule',
      d: `M ${round(layout.left)} ${round(y)} H ${round(layout.right - 6)}`,
    }),
    text(say('head.name', { head: h + 1 }), {
      key: 'name',
      class: `panel-title${chosen}`,
      x: 0,
      y: round(middle),
    }),
    ...trace.words.map((_, i) => arcs(view, layout, h, i, during(shown, phases.lane.drawn))),
    ...trace.words.map((_, j) =>
      node('circle', { key: `place${j}`, class: 'place', cx: round(columnX(layout, j)), cy: round(y), r: 2 }),
    ),
    text(off ? say('heads.is-off') : shortNumber(moves.lengths[h]![selection.token]!), {
      key: 'length',
      class: off ? 'strip-label' : 'length',
      'data-cell': off ? undefined : cellId('head_delta', h, selection.token),
      x: round(layout.right),
      y: round(middle),
      opacity: round(during(shown, phases.lane.numbered)),
    }),
  );
}

/** Smaller weights would be hairlines. */
const leastDrawn = 0.03;
/** Words that are not followed stand back, and hardly show where a head only rests. */
const quiet = 0.5;

/** The arcs of one word, all as strong as the head moves it. */
function arcs(
  view: HeadsView,
  layout: LanesLayout,
  h: number,
  i: number,
  drawn: number,
): SvgNode | undefined {
  const { trace, selection, moves, silent } = view;
  const followed = i === selection.token;
  const strength = standing(moves, h, i, followed);
  const rests = strength < 0.5 && !followed;
  if (drawn <= 0 || rests) return undefined;
  const opacity = silent.includes(h) ? 0.15 : followed ? strength : strength * quiet;
  return node(
    'g',
    { key: `row${i}`, opacity: round(opacity) },
    ...trace.words.map((_, j) => arc(view, layout, { h, i, j, drawn })),
  );
}

interface Arc {
  readonly h: number;
  readonly i: number;
  readonly j: number;
  readonly drawn: number;
}

function arc(view: HeadsView, layout: LanesLayout, { h, i, j, drawn }: Arc): SvgNode | undefined {
  const { trace, highlight } = view;
  const weight = trace.at('weight', h, i, j);
  if (j > i || weight < leastDrawn) return undefined;
  const cell = cellId('weight', h, i, j);
  return node('path', {
    key: `arc${j}`,
    class: highlight.has(cell) ? 'flow arc highlight' : 'flow arc',
    'data-cell': cell,
    d: i === j ? loop(layout, h, i) : bow(layout, h, i, j, trace.n_tokens),
    pathLength: 1,
    'stroke-dasharray': drawn < 1 ? `${round(drawn)} 1` : undefined,
    'stroke-width': round(Math.max(weight * layout.thickest, 0.4)),
  });
}

/** From word j over to word i, the higher the farther. */
function bow(layout: LanesLayout, h: number, i: number, j: number, n_tokens: number): string {
  const [from, to, y] = [columnX(layout, j), columnX(layout, i), laneBase(layout, h) - 4];
  const height = layout.rise * (0.4 + (0.6 * (i - j)) / Math.max(n_tokens - 1, 1));
  // The middle of such a curve is at three quarters of its handles' height.
  const handle = round(y - height / 0.75);
  return `M ${round(from)} ${round(y)} C ${round(from)} ${handle} ${round(to)} ${handle} ${round(to)} ${round(y)}`;
}

/** From a word back to itself: a ring that stands on it. */
function loop(layout: LanesLayout, h: number, i: number): string {
  const [x, y] = [columnX(layout, i), laneBase(layout, h) - 4];
  const r = round(Math.min(layout.pitch * 0.3, layout.rise * 0.34));
  return `M ${round(x)} ${round(y)} a ${r} ${r} 0 1 1 0.01 0`;
}
