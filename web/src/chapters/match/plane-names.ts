import { between, clamp01 } from '../../scene/math.js';
import { memoLatest } from '../../scene/memo.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import {
  type Box,
  lengthInside,
  overlap,
  pastBoxes,
  type Place,
  placeLabels,
} from '../../figure/objects/space-labels.js';
import { footOf, type QueryPlane } from './moved.js';
import type { MatchView } from './view.js';

type Line = readonly [from: Place, to: Place];
type Project = (place: Place) => Place;

/** Where the name of a key stands, and the end of the line that leads there where it stands off. */
interface KeyName {
  readonly j: number;
  readonly box: Box;
  readonly leader: Line | undefined;
}

/** What names keep off: what covers them, and hairlines, behind which a name may stand where it must. */
interface Ways {
  readonly frame: Box;
  readonly taken: Box[];
  readonly lines: Line[];
  readonly hairs: readonly Line[];
}

/** From a key to its name, in pixels: close by, or so far off that a line leads there. */
const gaps = [7, 14, 26, 42, 60];
const led = 20;
const directions = 16;
/** From an arrow to a name. */
const clear = 4;

const around = ([x, y]: Place, reach: number): Box => ({
  ...{ x: x - reach, y: y - reach },
  ...{ width: 2 * reach, height: 2 * reach },
});

/**
 * The names of the keys: those with most weight choose first, and none covers an arrow, a shadow or another; a word that finds no
 * room is in the list alone. They stand so as long as the row is the same, wherever the query is dragged.
 */
export function keyNames(
  view: MatchView,
  plane: QueryPlane,
  frame: Box,
  project: Project,
): readonly KeyName[] {
  const { trace, layout, say } = view;
  return memoLatest(trace, 'match-key-names', [plane, layout.width, layout.letters, say], () =>
    named(view, plane, frame, project),
  );
}

function named(view: MatchView, plane: QueryPlane, frame: Box, project: Project): readonly KeyName[] {
  const { trace, selection, layout } = view;
  const { head, token } = selection;
  const { letters } = layout;
  const weights = trace.row('weight', head, token);
  const order = trace.words.map((_, j) => j).sort((a, b) => weights[b]! - weights[a]! || a - b);
  const ways = waysOf(view, plane, frame, project);
  const height = letters + 3;
  const names: KeyName[] = [];
  for (const j of order) {
    const width = textWidth(trace.words[j]!, letters) + 4;
    const name = nameFor(j, project(plane.keys[j]!), project([0, 0]), { width, height }, ways);
    if (!name) continue;
    names.push(name);
    ways.taken.push(name.box);
    if (name.leader) ways.lines.push(name.leader);
  }
  return names;
}

/** Arrows, points, what lies along the query with its name, and from each key straight down to the query. */
function waysOf(view: MatchView, plane: QueryPlane, frame: Box, project: Project): Ways {
  const { trace, selection } = view;
  const keys = plane.keys.slice(0, lastSeen(trace, selection.token) + 1);
  const [zero, tip] = [project([0, 0]), project(plane.query)];
  const feet = keys.map((key) => project(footOf(key, plane.query)));
  const across = [zero[0], tip[0], ...feet.map(([x]) => x)];
  const [left, right] = [Math.min(...across), Math.max(...across)];
  return {
    frame: { x: frame.x + 4, y: frame.y + 3, width: frame.width - 8, height: frame.height - 6 },
    taken: [
      { x: left - 4, y: zero[1] - 6, width: right - left + 8, height: 12 },
      ...trace.words.map((_, j) => around(project(plane.keys[j]!), 6)),
      around(tip, 12),
      queryNameBox(view, plane, plane.query, project),
    ],
    lines: keys.map((key): Line => [zero, project(key)]),
    hairs: [
      ...keys.map((key, j): Line => [project(key), feet[j]!]),
      [
        [frame.x, zero[1]],
        [frame.x + frame.width, zero[1]],
      ],
    ],
  };
}

/**
 * The name of the query: off its arrow at a right angle, on the upper side, so that no line goes through it; where keys are there,
 * on the other side, or beyond the tip.
 */
export function queryNameBox(
  { layout: { plane, letters }, say, selection: { token } }: MatchView,
  { keys }: QueryPlane,
  tip: Place,
  project: Project,
): Box {
  const [from, to] = [project([0, 0]), project(tip)];
  const half = textWidth(say('plane.query'), letters) / 2 + 4;
  const height = letters + 4;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [x, y]: Place = length < 1 ? [1, 0] : [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const turn = x < 0 ? -1 : 1;
  const up: Place = [turn * y, -turn * x];
  const places = [up, [-up[0], -up[1]] as const, [x, y] as const].map(([right, down], index) => {
    const middle = between(plane.x + half, to[0] + right * (half + 12), plane.x + plane.width - half);
    const box = { x: middle - half, y: to[1] + down * 20 - height / 2, width: 2 * half, height };
    return { box, dislike: 40 * index };
  });
  const points = keys.map((key) => around(project(key), 7));
  const lines = keys.slice(0, token + 1).map((key): Line => [from, project(key)]);
  const [box] = placeLabels([places], { frame: plane, boxes: points, lines: [...lines, [from, to]] });
  return box!;
}

function inFrame({ x, y, width, height }: Box, frame: Box): boolean {
  return (
    x >= frame.x && y >= frame.y && x + width <= frame.x + frame.width && y + height <= frame.y + frame.height
  );
}

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  ...{ x: x - by, y: y - by },
  ...{ width: width + 2 * by, height: height + 2 * by },
});

function isFree(box: Box, { frame, taken, lines }: Ways): boolean {
  return (
    inFrame(box, frame) &&
    taken.every((other) => overlap(box, other) === 0) &&
    lines.every(([from, to]) => lengthInside(grown(box, clear), from, to) === 0)
  );
}

/** The nearest free place, outwards rather than inwards, and off hairlines where that is no detour. */
function nameFor(
  j: number,
  key: Place,
  zero: Place,
  { width, height }: { readonly width: number; readonly height: number },
  ways: Ways,
): KeyName | undefined {
  const out = Math.atan2(key[1] - zero[1], key[0] - zero[0]);
  let best: (KeyName & { readonly cost: number }) | undefined;
  for (const gap of gaps)
    for (let index = 0; index < directions; index += 1) {
      const angle = (index / directions) * 2 * Math.PI;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const reach = gap + Math.min(width / 2 / Math.abs(cos || 1e-9), height / 2 / Math.abs(sin || 1e-9));
      const middle: Place = [key[0] + reach * cos, key[1] + reach * sin];
      const box = { x: middle[0] - width / 2, y: middle[1] - height / 2, width, height };
      const near: Place = [key[0] + gap * cos, key[1] + gap * sin];
      const leader: Line | undefined = gap < led ? undefined : [[key[0] + 6 * cos, key[1] + 6 * sin], near];
      if (
        !isFree(box, ways) ||
        (leader && ways.taken.some((other) => lengthInside(grown(other, -1), ...leader) > 6))
      )
        continue;
      const hairs = ways.hairs.reduce((sum, [from, to]) => sum + lengthInside(box, from, to), 0);
      const cost = 4 * gap + 12 * (1 - Math.cos(angle - out)) + 3 * hairs;
      if (!best || cost < best.cost) best = { j, box, leader, cost };
    }
  return best;
}

/** `hidden`: what the reader has moved over them. */
export function drawNames(
  view: MatchView,
  names: readonly KeyName[],
  arrived: (j: number) => number,
  hidden: (box: Box) => boolean,
): (SvgNode | undefined)[] {
  const { trace, selection, layout } = view;
  const style = (tone: string) => `--tone: var(--ax-${tone}); font-size: ${layout.letters}px`;
  const written = (key: string, words: string, { x, y, width, height }: Box, tone: string, opacity: number) =>
    text(words, {
      ...{ key, class: 'space-label', 'text-anchor': 'middle', style: style(tone) },
      ...{ x: round(x + width / 2), y: round(y + height / 2) },
      opacity: opacity < 1 ? round(opacity) : undefined,
    });
  const boxes = names.map(({ box }) => box);
  return names.map(({ j, box, leader }) => {
    const shown = clamp01(arrived(j) * (j > selection.token ? 0.55 : 1));
    if (shown <= 0 || hidden(box)) return undefined;
    const others = boxes.filter((other) => other !== box);
    return node(
      'g',
      { key: `name${j}` },
      leader &&
        node('path', {
          key: 'leader',
          class: 'leader',
          d: pastBoxes(...leader, others),
          opacity: round(shown),
        }),
      written('text', trace.words[j]!, box, 'key', shown),
    );
  });
}
