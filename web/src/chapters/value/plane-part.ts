import { cellId } from '../../figure/cell.js';
import { creature } from '../../figure/drawings/creature.js';
import { heading } from '../../figure/parts/heading.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { wordTone } from '../../figure/parts/word-tones.js';
import { beside, type Box, lengthInside, overlap, placeLabels } from '../../figure/objects/space-labels.js';
import { clamp01, during, mix, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { shortNumber } from '../../text/format.js';
import { textWidth } from '../../text/text-width.js';
import { type Arrow, type Chain, chainOf } from './plane.js';
import type { Place } from './pushes.js';
import { phases } from './steps.js';
import type { ValueView } from './view.js';

/** Where the word is, what pushes it, and where it goes. The pushes of single words are the strips, drawn over it. */
export function planePart(view: ValueView): (SvgNode | undefined)[] {
  const shown = during(view.at.lift, phases.lift.plane);
  if (shown <= 0) return [];
  const chain = chainOf(view);
  const { trace, selection, say, layout } = view;
  return [
    heading({
      key: 'plane-title',
      ...{ x: 0, y: 8, shown },
      content: say('path.title', { token: trace.words[selection.token]! }),
    }),
    node(
      'g',
      { key: 'paper', opacity: shown < 1 ? round(shown) : undefined },
      node('rect', { key: 'sheet', class: 'sheet', ...layout.plane.box, rx: 10 }),
      node('path', { key: 'grid', class: 'space-grid', d: gridOf(layout.plane.box, chain) }),
    ),
    restArrow(view, chain),
    deltaArrow(view, chain),
    ...ends(view, chain, shown),
    ...labels(view, chain),
  ];
}

/** A line at each unit of length, or at fewer where these would be dense. */
function gridOf({ x, y, width, height }: Box, { start, unit }: Chain): string {
  const step = unit * 2 ** Math.max(0, Math.ceil(Math.log2(34 / unit)));
  const lines: string[] = [];
  for (let at = start[0] - Math.floor((start[0] - x) / step) * step; at < x + width; at += step)
    lines.push(`M ${round(at)} ${y} v ${height}`);
  for (let at = start[1] - Math.floor((start[1] - y) / step) * step; at < y + height; at += step)
    lines.push(`M ${x} ${round(at)} h ${width}`);
  return lines.join(' ');
}

/** What no single word pushes comes last, when the others lie. */
function restArrow(view: ValueView, { arrows }: Chain): SvgNode | undefined {
  const rest = arrows.find(({ j }) => j === undefined);
  const drawn = clamp01(view.at.lift * 4 - 3);
  if (!rest || drawn <= 0) return undefined;
  return line('rest', rest, drawn, view.layout.plane.thickness * 0.7, { fill: 'var(--ax-quiet)' });
}

/** All pushes together, drawn as the word goes. */
function deltaArrow(view: ValueView, { start, end }: Chain): SvgNode | undefined {
  const { at, selection, layout, highlight } = view;
  if (at.move <= 0) return undefined;
  const cell = cellId('delta', selection.token);
  const named = highlight.has(cell);
  return line('delta', { from: start, to: end }, at.move, layout.plane.thickness * 1.3, {
    class: named ? 'highlight' : undefined,
    fill: `var(--ax-${named ? 'focus' : 'value'})`,
    'data-cell': cell,
  });
}

function line(
  key: string,
  { from, to }: Pick<Arrow, 'from' | 'to'>,
  drawn: number,
  thickness: number,
  attributes: SvgNode['attributes'],
): SvgNode | undefined {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) * drawn;
  if (length < 1) return undefined;
  const turn = (Math.atan2(to[0] - from[0], from[1] - to[1]) * 180) / Math.PI;
  const tall = Math.min(3 * thickness, length / 2);
  return node(
    'g',
    {
      key,
      transform: `translate(${round(from[0])} ${round(from[1])}) rotate(${round(turn)})`,
      ...attributes,
    },
    node('rect', {
      x: round(-thickness / 2),
      y: round(tall - length),
      width: round(thickness),
      height: round(length - tall),
    }),
    node('path', {
      d: `M 0 ${round(-length)} L ${round(tall * 0.46)} ${round(tall - length)} H ${round(-tall * 0.46)} Z`,
    }),
  );
}

/** E, and the word that goes from there to E': as its drawing, which stands beside the place, or as a dot. */
function ends(view: ValueView, { start, end }: Chain, shown: number): (SvgNode | undefined)[] {
  const { at, selection, trace, layout, kept, say } = view;
  const { drawing, dot } = layout.plane;
  const seen = creatureWeights(trace, selection, kept);
  const now: Place = [mix(start[0], end[0], at.move), mix(start[1], end[1], at.move)];
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
  const aside = seen ? 0.4 * drawing + 3 : 0;
  const away: Place = [((end[0] - start[0]) / length) * aside, ((end[1] - start[1]) / length) * aside];
  const beside = ([x, y]: Place, side: number): Place => [x + side * away[0], y + side * away[1]];
  const arrived = clamp01(at.move * 4 - 3);
  const bald = (key: string, opacity: number) => {
    const [x, y] = beside(start, -1);
    return creature({ key, x, y, size: drawing, opacity, fluffy: 0, blue: 0 });
  };
  const [x, y] = beside(now, mix(-1, 1, at.move));
  return [
    mark(view, 'before', start, shown),
    mark(view, 'after', seen ? end : now, seen ? arrived : Number(at.move > 0)),
    seen && at.move > 0 ? bald('ghost', 0.35 * clamp01(at.move * 3)) : undefined,
    seen &&
      creature({
        ...{ key: 'creature', x, y, size: drawing, opacity: shown },
        ...{ fluffy: seen.fluffy * at.move, blue: seen.blue * at.move },
      }),
    name(view, say('path.before'), 'embedding', beside(start, -1), -(aside || dot), shown),
    name(view, say('path.after'), 'output', beside(end, 1), aside || dot, arrived),
  ];
}

function mark(
  { selection, layout, highlight }: ValueView,
  key: 'before' | 'after',
  [x, y]: Place,
  opacity: number,
): SvgNode | undefined {
  if (opacity <= 0) return undefined;
  const isAfter = key === 'after';
  const cell = cellId(isAfter ? 'output' : 'embedding', selection.token);
  const r = isAfter ? layout.plane.dot : 4.5;
  return node(
    'g',
    {
      key,
      class: `space-point${highlight.has(cell) ? ' highlight' : ''}`,
      style: `--tone: var(--ax-${isAfter ? 'output' : 'quiet'})`,
      transform: `translate(${round(x)} ${round(y)})`,
      'data-cell': cell,
      opacity: round(opacity),
    },
    node('circle', { class: 'hit', r: 14 }),
    node('circle', { class: isAfter ? 'mark' : 'mark ring', r }),
    highlight.has(cell) && node('circle', { class: 'highlight-frame', r: r + 4 }),
  );
}

/** At the outer side of what it names. */
function name(
  { layout }: ValueView,
  content: string,
  tone: 'embedding' | 'output',
  [x, y]: Place,
  aside: number,
  opacity: number,
): SvgNode | undefined {
  if (opacity <= 0) return undefined;
  const size = layout.plane.letters + 4;
  const { box, drawing } = layout.plane;
  const isOut = aside > 0 && x + aside + 6 + size > box.x + box.width;
  return text(content, {
    key: `name-${tone}`,
    class: 'space-label symbol',
    // Under it where there is no room beside it.
    x: round(isOut ? x : x + aside + Math.sign(aside) * 6),
    y: round(isOut ? y + drawing / 2 + size / 2 : y),
    'text-anchor': isOut ? 'middle' : aside < 0 ? 'end' : 'start',
    opacity: round(opacity),
    style: `font-size: ${size}px; --tone: var(--ax-${tone === 'output' ? tone : 'ink'})`,
  });
}

/** What stands at E (-1) or at E' (1): a drawing, which is a little beyond the place, or a dot, and its name at the outer side. */
function endBox({ trace, selection, layout }: ValueView, { start, end }: Chain, side: -1 | 1): Box {
  const { drawing, letters } = layout.plane;
  const isDrawn = creatureWeights(trace, selection) !== undefined;
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
  const away = isDrawn ? (side * (0.4 * drawing + 3)) / length : 0;
  const [x, y] = side < 0 ? start : end;
  const half = isDrawn ? 0.45 * drawing : letters;
  const name = letters + 18;
  return {
    x: x + away * (end[0] - start[0]) - half - (side < 0 ? name : 0),
    y: y + away * (end[1] - start[1]) - half,
    width: 2 * half + name,
    height: 2 * half,
  };
}

/** On a phone the weights under the words are near enough. */
function labelOf({ trace, selection, say, layout, pushes }: ValueView, { j }: Arrow): string {
  const isNarrow = layout.kind === 'narrow';
  if (j === undefined) return say(isNarrow ? 'path.rest.short' : `path.rest.${pushes.rest!}`);
  const word = trace.words[j]!;
  const weight = trace.at('weight', selection.head, selection.token, j);
  return isNarrow ? word : `${word} ${shortNumber(weight)}`;
}

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  ...{ x: x - by, y: y - by },
  ...{ width: width + 2 * by, height: height + 2 * by },
});

/** The sum is named first, then what pushes most; who would stand on a way or a name has its colour under the picture. */
function withRoom(
  places: readonly Box[],
  lines: readonly Way[],
  ends: readonly Box[],
  dot: number,
): Set<number> {
  const count = places.length - 1;
  const long = ([from, to]: Way) => Math.hypot(to[0] - from[0], to[1] - from[1]);
  const order = places.map((_, index) => index).sort((a, b) => long(lines[b]!) - long(lines[a]!));
  const kept = [count];
  for (const index of order) {
    const box = grown(places[index]!, -2);
    const isCrossed = lines.some(
      (line, other) => lengthInside(grown(box, other === count ? dot : 2), ...line) > 0,
    );
    const taken = [...ends, ...kept.map((other) => places[other]!)];
    if (index !== count && !isCrossed && taken.every((other) => overlap(box, other) === 0)) kept.push(index);
  }
  return new Set(kept);
}

/** Of the way that the word goes, as broad as it is. */
function edges([from, to]: Way, half: number): Way[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const [x, y] = [((to[1] - from[1]) / length) * half, ((from[0] - to[0]) / length) * half];
  return [1, -1].map((side): Way => [
    [from[0] + side * x, from[1] + side * y],
    [to[0] + side * x, to[1] + side * y],
  ]);
}

type Way = readonly [from: Place, to: Place];

/** Beside each arrow whose it is: these stand where they will when all is drawn. */
function labels(view: ValueView, chain: Chain): (SvgNode | undefined)[] {
  const { at, trace, selection, layout } = view;
  const { letters, box } = layout.plane;
  const { start, end, arrows } = chain;
  const count = arrows.length;
  const texts = arrows.map((arrow) => labelOf(view, arrow));
  const lines = [...arrows.map(({ from, to }) => [from, to] as const), [start, end] as const];
  const all = [...texts, 'ΔE'];
  const stops = [endBox(view, chain, -1), endBox(view, chain, 1)];
  const places = placeLabels(
    all.map((content, index) => beside(...lines[index]!, textWidth(content, letters) + 12, letters + 10)),
    { frame: box, boxes: stops, lines: [...lines, ...edges(lines[count]!, layout.plane.dot + 1)] },
  );
  const named = withRoom(places, lines, stops, layout.plane.dot);
  const turn = during(at.lift, phases.lift.turn);
  // Once what it names lies there.
  const shownAt = (index: number) =>
    index === count ? clamp01(at.move * 4 - 3) : clamp01(staggered(turn, index, count, 0.4) * 6 - 5);
  return all.map((content, index) => {
    const shown = shownAt(index);
    const [from, to] = lines[index]!;
    if (shown <= 0 || Math.hypot(to[0] - from[0], to[1] - from[1]) < 12) return undefined;
    const { x, y, width, height } = places[index]!;
    if (!named.has(index)) return undefined;
    const j = arrows[index]?.j;
    return text(content, {
      key: `label-${index === count ? 'delta' : (j ?? 'rest')}`,
      class: index === count ? 'space-label symbol' : 'space-label',
      x: round(x + width / 2),
      y: round(y + height / 2),
      'text-anchor': 'middle',
      opacity: shown < 1 ? round(shown) : undefined,
      style: `font-size: ${index === count ? letters + 3 : letters}px; --tone: ${index === count ? 'var(--ax-value)' : wordTone(trace, selection.head, selection.token, j)}`,
    });
  });
}
