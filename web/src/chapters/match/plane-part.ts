import { cellId } from '../../figure/cell.js';
import type { Move } from '../../figure/view.js';
import {
  boundsOf,
  mixPlace,
  projectionOf,
  space,
  type SpaceArrow,
  type SpacePoint,
} from '../../figure/objects/space.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { between, easeInOut, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import type { Layout } from './layout.js';
import { type Box, lengthInside, overlap, pastBoxes } from '../../figure/objects/space-labels.js';
import { footOf, moveOf, type Point, type QueryPlane, queryPlane } from './moved.js';
import { drawNames, keyNames, queryNameBox } from './plane-names.js';
import { eased, phases } from './steps.js';
import type { MatchView } from './view.js';

/** What the space is drawn in: around all that it shows, wherever the query is moved. */
function placed(plane: QueryPlane, layout: Layout) {
  const { query, keys } = plane;
  return { box: layout.plane, bounds: boundsOf([...keys, query, [0, 0]]), title: ' ' };
}

/** The followed word's query and every key as arrows; keys that are there already cast their shadows on the query. */
export function planePart(view: MatchView): (SvgNode | undefined)[] {
  const { trace, analysis, selection, at, layout, say } = view;
  const { head, token } = selection;
  const moved = moveOf(trace, selection);
  const plane = queryPlane(trace, analysis, head, token);
  const tip = tipOf(plane, moved);
  const drawn = eased(at.plane, phases.plane.query);
  const keys = keyMarks(view, plane);
  const { frame, project } = projectionOf(placed(plane, layout));
  const names = keyNames(view, plane, frame, project);
  const own = queryNameBox(view, plane, tip, project);
  const arrow = [project([0, 0]), project(tip)] as const;
  const hidden = (box: Box) =>
    moved !== undefined && (overlap(box, own) > 0 || lengthInside(box, ...arrow) > 0);
  const boxes = names.flatMap(({ j, box }) => (keys.arrived(j) > 0 && !hidden(box) ? [box] : []));
  return [
    ...flattened(view),
    space({
      ...{ key: 'query-plane', ...placed(plane, layout), letters: layout.letters },
      title: say(moved ? 'match.own' : 'match.drag'),
      points: [
        ...keys.points,
        { key: 'tip', at: tip, tone: 'query', radius: 9, opacity: eased(drawn, [0.9, 1]) },
      ],
      arrows: [
        { key: 'query', from: [0, 0], to: plane.query, tone: moved ? 'quiet' : 'query', drawn },
        ...keys.arrows,
      ],
      under: () => shadows(view, plane, tip, project, [...boxes, own]),
      over: () => [
        moved ? ownArrow(...arrow) : undefined,
        node('g', { key: 'names' }, ...drawNames(view, names, keys.arrived, hidden)),
        drawn > 0.9 ? ownName(view, own, eased(drawn, [0.9, 1])) : undefined,
        drawn > 0.9 ? grip(project(tip)) : undefined,
      ],
    }),
  ];
}

/** How so many numbers have become an arrow on paper. */
function flattened({ layout, say, trace }: MatchView): SvgNode[] {
  const { plane, letters, kind } = layout;
  const [first, second] = [say('match.flat', { d_head: trace.shape('key')[2]! }), say('match.kept')];
  const y = plane.y + plane.height + 4 + letters / 2;
  const place =
    kind === 'narrow' ? { x: 0, y: y + letters + 2 } : { x: plane.x + textWidth(first, letters) + 6, y };
  const line = (key: string, words: string, x: number, top: number) =>
    text(words, { key, class: 'quiet', x: round(x), y: round(top), style: `font-size: ${letters}px` });
  return [line('flat', first, plane.x, y), line('kept', second, place.x, place.y)];
}

/** A key that is there already is an arrow, one of a later word a pale ring. */
function keyMarks(
  { at, trace, selection: { head, token }, highlight }: MatchView,
  { keys }: QueryPlane,
): { points: SpacePoint[]; arrows: SpaceArrow[]; arrived: (j: number) => number } {
  const come = eased(at.plane, phases.plane.keys);
  const last = lastSeen(trace, token);
  const arrived = (j: number) => easeInOut(staggered(come, j, trace.n_tokens));
  const points = keys.map((place, j): SpacePoint => {
    const cell = cellId('key', head, j);
    return {
      ...{ key: `key${j}`, at: place, tone: 'key', radius: 4.5 },
      ...{ cell, highlight: highlight.has(cell), ring: j > last },
      opacity: arrived(j) * (j > last ? 0.45 : 1),
    };
  });
  const arrows = keys
    .slice(0, last + 1)
    .map((to, j): SpaceArrow => ({ key: `arrow${j}`, from: [0, 0], to, tone: 'key', drawn: arrived(j) }));
  return { points, arrows, arrived };
}

function tipOf({ query: [x, y] }: QueryPlane, moved: Move | undefined): Point {
  return moved ? [x + moved[0], y + moved[1]] : [x, y];
}

/** From the tip of each key straight down to the line of the query; what falls there is its shadow. */
function shadows(
  { at, selection, layout, trace }: MatchView,
  plane: QueryPlane,
  tip: Point,
  project: (place: Point) => Point,
  names: readonly Box[],
): (SvgNode | undefined)[] {
  const fall = eased(at.plane, phases.plane.fall);
  if (fall <= 0 || Math.hypot(...tip) < 1e-6) return [];
  const zero = project([0, 0]);
  const visible = plane.keys.slice(0, lastSeen(trace, selection.token) + 1);
  // What is broad ends a little before a name.
  const wide = names.map(({ x, y, width, height }) => ({ x, y: y - 3, width, height: height + 6 }));
  // Side by side, so that each is seen.
  const turn = Math.atan2(project(tip)[1] - zero[1], project(tip)[0] - zero[0]);
  const thick = 9 / Math.max(visible.length, 2);
  const aside = (j: number) => (j - (visible.length - 1) / 2) * thick;
  return [
    queryLine(zero, project(tip), layout, names),
    ...visible.map((key, j) => {
      const fallen = easeInOut(staggered(fall, j, visible.length, 0.7));
      if (fallen <= 0) return undefined;
      const [from, to] = [project(key), project(mixPlace(key, footOf(key, tip), fallen))];
      return node(
        'g',
        { key: `shadow${j}`, class: 'shadow', 'data-key': j },
        node('path', {
          key: 'drop',
          class: 'drop-line',
          style: stroke('key', 'stroke-dasharray: 3 4'),
          d: pastBoxes(from, to, names),
        }),
        node('path', {
          key: 'length',
          class: 'shadow-length',
          style: stroke('key', `stroke-width: ${round(0.8 * thick)}; opacity: 0.6`),
          transform: `translate(${round(-Math.sin(turn) * aside(j))} ${round(Math.cos(turn) * aside(j))})`,
          d: pastBoxes(zero, to, wide),
        }),
        names.every((box) => !isIn(to, box)) &&
          node('circle', { key: 'foot', class: 'key', cx: round(to[0]), cy: round(to[1]), r: 3.5 }),
      );
    }),
  ];
}

function isIn([x, y]: Point, box: Box): boolean {
  return x > box.x - 3 && x < box.x + box.width + 3 && y > box.y - 3 && y < box.y + box.height + 3;
}

function stroke(tone: 'query' | 'key', more: string): string {
  return `fill: none; stroke: var(--ax-${tone}); ${more}`;
}

function line([x0, y0]: Point, [x1, y1]: Point): string {
  return `M ${round(x0)} ${round(y0)} L ${round(x1)} ${round(y1)}`;
}

/** The line that the query lies on, as far as the paper goes. */
function queryLine([x0, y0]: Point, [x1, y1]: Point, { plane }: Layout, names: readonly Box[]): SvgNode {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const reach = (from: number, step: number, low: number, high: number) =>
    step === 0 ? [-Infinity, Infinity] : [(low - from) / step, (high - from) / step].sort((a, b) => a - b);
  const [a, b] = reach(x0, dx, plane.x, plane.x + plane.width) as [number, number];
  const [c, d] = reach(y0, dy, plane.y + 22, plane.y + plane.height) as [number, number];
  const ends = [Math.max(a, c), Math.min(b, d)].map((t): Point => [x0 + t * dx, y0 + t * dy]);
  return node('path', {
    key: 'line',
    class: 'query-line',
    style: stroke('query', 'opacity: 0.5'),
    d: pastBoxes(ends[0]!, ends[1]!, names),
  });
}

function ownName({ layout: { letters }, say }: MatchView, box: Box, opacity: number): SvgNode {
  return text(say('plane.query'), {
    ...{ key: 'name', class: 'space-label', 'text-anchor': 'middle' },
    ...{ x: round(box.x + box.width / 2), y: round(box.y + box.height / 2) },
    style: `font-size: ${letters}px; font-weight: 600; --tone: var(--ax-query)`,
    opacity: opacity < 1 ? round(opacity) : undefined,
  });
}

/** The query where the reader has put it. */
function ownArrow(from: Point, to: Point): SvgNode | undefined {
  if (Math.hypot(to[0] - from[0], to[1] - from[1]) < 5) return undefined;
  return node(
    'g',
    { key: 'own', class: 'space-arrow', style: '--tone: var(--ax-query)' },
    node('path', { key: 'shaft', class: 'shaft', d: line(from, to), 'marker-end': 'url(#arrow-query)' }),
  );
}

/** What the query is dragged by: as large as a finger. */
function grip([x, y]: Point): SvgNode {
  return node(
    'g',
    { key: 'grip', class: 'grip', 'data-grip': 'query', transform: `translate(${round(x)} ${round(y)})` },
    node('circle', { key: 'hit', class: 'hit', r: 24 }),
    node('circle', {
      key: 'ring',
      style: `${stroke('query', 'stroke-width: 3')}; fill: var(--ax-raised)`,
      r: 9,
    }),
  );
}

/** How far the query is moved when its tip is at a place of the picture; it stays on the paper. */
export function moveTo(plane: QueryPlane, layout: Layout, [x, y]: Point): Move {
  const { frame, project } = projectionOf(placed(plane, layout));
  const [zeroX, zeroY] = project([0, 0]);
  const [homeX, homeY] = project(plane.query);
  // Its name has room beside it; where it is by itself it can always be put back to.
  const inside = (at: number, from: number, size: number, inset: number, home: number) =>
    between(Math.min(from + inset, home), at, Math.max(from + size - inset, home));
  const [qx, qy] = plane.query;
  return [
    (inside(x, frame.x, frame.width, 30, homeX) - zeroX) / project.unit - qx,
    (zeroY - inside(y, frame.y, frame.height, 32, homeY)) / project.unit - qy,
  ];
}
