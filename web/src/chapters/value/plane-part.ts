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
      content: say(view.at.move > 0 ? 'path.title' : 'path.up', { token: trace.words[selection.token]! }),
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
function ends(view: ValueView, chain: Chain, shown: number): (SvgNode | undefined)[] {
  const { at, selection, trace, layout, kept, say } = view;
  const { start, end } = chain;
  const { drawing } = layout.plane;
  const seen = creatureWeights(trace, selection, kept);
  const now: Place = [mix(start[0], end[0], at.move), mix(start[1], end[1], at.move)];
  const [before, after] = [endOf(view, chain, -1), endOf(view, chain, 1)];
  const arrived = clamp01(at.move * 4 - 3);
  const bald = (key: string, opacity: number) => {
    const [x, y] = before.at;
    return creature({ key, x, y, size: drawing, opacity, fluffy: 0, blue: 0 });
  };
  const [x, y]: Place = [mix(before.at[0], after.at[0], at.move), mix(before.at[1], after.at[1], at.move)];
  return [
    mark(view, 'before', start, shown),
    // Around the heads that meet there, or the word itself.
    mark(view, 'after', seen ? end : now, seen ? arrived : Number(at.move > 0), seen !== undefined),
    seen && at.move > 0 ? bald('ghost', 0.35 * clamp01(at.move * 3)) : undefined,
    seen &&
      creature({
        ...{ key: 'creature', x, y, size: drawing, opacity: shown },
        ...{ fluffy: seen.fluffy * at.move, blue: seen.blue * at.move },
      }),
    // Nothing goes over it any more.
    name(view, say('path.before'), 'embedding', before.name, clamp01(at.lift * 8 - 7)),
    name(view, say('path.after'), 'output', after.name, arrived),
  ];
}

function mark(
  { selection, layout, highlight }: ValueView,
  key: 'before' | 'after',
  [x, y]: Place,
  opacity: number,
  ring = true,
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
    node('circle', { class: ring ? 'mark ring' : 'mark', r }),
    highlight.has(cell) && node('circle', { class: 'highlight-frame', r: r + 4 }),
  );
}

function name(
  { layout }: ValueView,
  content: string,
  tone: 'embedding' | 'output',
  { x, y, width, height }: Box,
  opacity: number,
): SvgNode | undefined {
  if (opacity <= 0) return undefined;
  return text(content, {
    key: `name-${tone}`,
    class: 'space-label symbol words',
    ...{ x: round(x + width / 2), y: round(y + height / 2), 'text-anchor': 'middle' },
    opacity: round(opacity),
    style: `font-size: ${layout.plane.letters + 1}px; --tone: var(--ax-${tone === 'output' ? tone : 'ink'})`,
  });
}

/** What stands at E (-1) or at E' (1): a drawing, which is a little beyond the place, or a dot, and its name. */
interface End {
  readonly at: Place;
  readonly box: Box;
  readonly name: Box;
}

function endOf({ trace, selection, say, layout }: ValueView, chain: Chain, side: -1 | 1): End {
  const { drawing, dot, letters, box: frame, thickness } = layout.plane;
  const { start, end, arrows } = chain;
  const isDrawn = creatureWeights(trace, selection) !== undefined;
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
  const aside = isDrawn ? 0.4 * drawing + 3 : 0;
  const [x, y] = side < 0 ? start : end;
  const part = (side * aside) / length;
  const at: Place = [x + part * (end[0] - start[0]), y + part * (end[1] - start[1])];
  const half = isDrawn ? 0.45 * drawing : letters;
  const size = letters + 1;
  const width = textWidth(say(side < 0 ? 'path.before' : 'path.after'), size);
  const reach = (aside || dot) + 6;
  // At the outer side; where there is no room, or a push goes there, below, above, or at the other side.
  const sides = [
    [side, 0],
    [0, 1],
    [0, -1],
    [-side, 0],
  ] as const;
  const places = sides.map(([right, down], index) => ({
    box: {
      x: at[0] + right * (reach + width / 2) - width / 2,
      y: at[1] + down * (reach + size / 2) - size / 2,
      ...{ width, height: size },
    },
    dislike: index * 12,
  }));
  const ways = [...arrows.map(({ from, to }): Way => [from, to]), [start, end] as const];
  const lines = ways.flatMap((way) => [way, ...edges(way, thickness / 2 + 1)]);
  const [name] = placeLabels([places], { frame, boxes: [], lines });
  return { at, box: { x: at[0] - half, y: at[1] - half, width: 2 * half, height: 2 * half }, name: name! };
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
  const kept: number[] = [];
  for (const index of [count, ...order]) {
    const box = grown(places[index]!, -2);
    const isCrossed = lines.some(
      (line, other) => lengthInside(grown(box, other === count ? dot : 2), ...line) > 0,
    );
    const taken = [...ends, ...kept.map((other) => places[other]!)];
    if ((index === count || !isCrossed) && taken.every((other) => overlap(box, other) === 0))
      kept.push(index);
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
  const all = [...texts, layout.kind === 'narrow' ? 'ΔE' : view.say('path.delta')];
  const stops = ([-1, 1] as const).flatMap((side) => {
    const { box: drawn, name } = endOf(view, chain, side);
    return [drawn, name];
  });
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
      class: index === count ? 'space-label symbol words' : 'space-label',
      x: round(x + width / 2),
      y: round(y + height / 2),
      'text-anchor': 'middle',
      opacity: shown < 1 ? round(shown) : undefined,
      style: `font-size: ${index === count ? letters + 1 : letters}px; --tone: ${index === count ? 'var(--ax-value)' : wordTone(trace, selection.head, selection.token, j)}`,
    });
  });
}
