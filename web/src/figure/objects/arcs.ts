import { between, mix } from '../../scene/math.js';
import { node, round, type SvgNode } from '../../scene/node.js';

/** Where a word stands: its left end, its top and its width. */
export interface WordPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface ArcsOptions {
  /** Of each word, in one line or in several below one another. */
  readonly places: readonly WordPlace[];
  readonly wordHeight: number;
  /** The word that attends, from 0. */
  readonly target: number;
  /** What it gives to each word. */
  readonly weights: readonly number[];
  /** The room over a line. */
  readonly height: number;
  readonly tone?: 'query' | 'key' | 'value' | 'output';
  /** How thick an arc of weight 1 is. */
  readonly thickest?: number;
  /** How far the arcs have come from the words on their way, 0 to 1. */
  readonly drawn?: number;
  readonly opacity?: number;
}

/** Below this a weight has no arc. */
export const leastWeight = 0.01;

type Point = readonly [x: number, y: number];
/** Two curves in one: every arc has as many numbers, so that one can become another. */
type Arc = readonly [Point, Point, Point, Point, Point, Point, Point];

interface Foot {
  readonly word: number;
  readonly width: number;
  readonly end: End;
  /** The order of those that end side by side: then none crosses another. */
  readonly order: number;
}

/** How an arc comes to its word: from the left or the right of its line, from a line above, or from one below. */
type End = 'left' | 'above' | 'right' | 'below';
const ends: readonly End[] = ['left', 'above', 'right', 'below'];

/**
 * Arcs from the words to the one that attends to them, as thick as their weights. They end side by side, so that together
 * they are one strip of `thickest`. Pure.
 */
export function arcs(options: ArcsOptions): SvgNode[] {
  const { tone = 'query', opacity = 1, drawn = 1 } = options;
  if (opacity <= 0 || drawn <= 0) return [];
  const reach = longestReach(options);
  return placedFeet(options).map(({ foot, offset }) =>
    node('path', {
      key: `arc-${foot.word}`,
      class: 'arc',
      d: pathOf(arcTo(foot, offset, options, reach)),
      fill: 'none',
      stroke: `var(--ax-${tone})`,
      'stroke-width': round(foot.width),
      'pointer-events': 'none',
      pathLength: 1,
      'stroke-dasharray': drawn < 1 ? `${round(drawn)} 1` : undefined,
      opacity: opacity < 1 ? round(opacity) : undefined,
    }),
  );
}

/** The way of each arc, from its word (0) to the one that attends (1). */
export function arcWays(options: ArcsOptions): ReadonlyMap<number, (part: number) => Point> {
  const reach = longestReach(options);
  return new Map(
    placedFeet(options).map(({ foot, offset }) => {
      const arc = arcTo(foot, offset, options, reach);
      return [foot.word, (part) => along(arc, part)];
    }),
  );
}

function along(arc: Arc, part: number): Point {
  const [first, half] = part < 0.5 ? [0, 2 * part] : [3, 2 * part - 1];
  let points: readonly Point[] = arc.slice(first, first + 4);
  // De Casteljau: between, between those, and between those.
  while (points.length > 1)
    points = points.slice(1).map((to, index): Point => {
      const from = points[index]!;
      return [mix(from[0], to[0], half), mix(from[1], to[1], half)];
    });
  return points[0]!;
}

const middle = ({ x, width }: WordPlace): number => x + width / 2;

/** The farthest two words of a line, which have the highest arc. */
function longestReach({ places, wordHeight }: ArcsOptions): number {
  const reaches = places.map((place) => {
    const line = places.filter(({ y }) => Math.abs(y - place.y) < wordHeight / 2).map(middle);
    return Math.max(...line) - Math.min(...line);
  });
  return Math.max(1, ...reaches);
}

/** The end of each arc at its word: how far from the word's middle. */
function placedFeet(options: ArcsOptions): { foot: Foot; offset: number }[] {
  const feet = feetOf(options);
  const over = feet.filter(({ end }) => end !== 'below');
  return [over, feet.filter(({ end }) => end === 'below')].flatMap((strip) => {
    let offset = -strip.reduce((total, { width }) => total + width, 0) / 2;
    return strip.map((foot) => {
      const here = offset + foot.width / 2;
      offset += foot.width;
      return { foot, offset: here };
    });
  });
}

/** From left to right: an arc that reaches farther goes over a nearer one, and ends beyond it. */
function feetOf({ places, wordHeight, target, weights, thickest = 10 }: ArcsOptions): Foot[] {
  const to = places[target]!;
  const feet = places.flatMap((from, word): Foot[] => {
    const weight = weights[word] ?? 0;
    if (!(weight >= leastWeight)) return [];
    const width = weight * thickest;
    const away = middle(from) - middle(to);
    if (from.y < to.y - wordHeight / 2) return [{ word, width, end: 'above', order: away }];
    if (from.y > to.y + wordHeight / 2) return [{ word, width, end: 'below', order: away }];
    return [{ word, width, end: word < target ? 'left' : 'right', order: -away }];
  });
  return feet.sort((a, b) => ends.indexOf(a.end) - ends.indexOf(b.end) || a.order - b.order);
}

function arcTo({ word, width, end }: Foot, offset: number, options: ArcsOptions, reach: number): Arc {
  const { places, wordHeight, target, height, thickest = 10 } = options;
  const [from, to] = [places[word]!, places[target]!];
  const x = middle(to) + offset;
  if (end === 'above') return bend([middle(from), from.y + wordHeight], [x, to.y], options);
  if (end === 'below') return bend([middle(from), from.y], [x, to.y + wordHeight], options);
  const room = Math.max(height - thickest / 2, 0);
  if (word === target) {
    const loop = between(12, to.width * 0.35, 18) + width / 2;
    return arch([x + loop, to.y], [x, to.y], Math.min(room, loop * 1.25));
  }
  const distance = Math.abs(middle(from) - middle(to));
  return arch([middle(from), from.y], [x, to.y], room * Math.min(distance / reach, 1) ** 0.6);
}

/** Half an ellipse, a little fuller. */
function arch([fromX, fromY]: Point, [toX, toY]: Point, height: number): Arc {
  const [x, top] = [(fromX + toX) / 2, Math.min(fromY, toY) - height];
  const [full, rest] = [0.6, 0.4];
  return [
    [fromX, fromY],
    [fromX, fromY * rest + top * full],
    [fromX * full + x * rest, top],
    [x, top],
    [toX * full + x * rest, top],
    [toX, toY * rest + top * full],
    [toX, toY],
  ];
}

/** From one line to another, upright at both ends; through a gap between words where another line is between. */
function bend(from: Point, to: Point, options: ArcsOptions): Arc {
  const gate = gateBetween(from, to, options);
  const [[fromX, fromY], [toX, toY]] = [from, to];
  const [x, y] = gate ?? [(fromX + toX) / 2, (fromY + toY) / 2];
  if (gate) {
    const half = (y - fromY) * 0.6;
    const rest = (toY - y) * 0.6;
    return [from, [fromX, fromY + half], [x, y - half], [x, y], [x, y + rest], [toX, toY - rest], to];
  }
  // One curve with its controls straight before its ends, cut in half.
  const ease = (toY - fromY) * 0.7;
  const level = ease / 2;
  const before: Point = [fromX + (toX - fromX) / 4, y - (toY - fromY) / 4 + level / 2];
  const after: Point = [toX - (toX - fromX) / 4, y + (toY - fromY) / 4 - level / 2];
  return [from, [fromX, fromY + level], before, [x, y], after, [toX, toY - level], to];
}

/** The gap nearest to the way, in the middle one of the lines that are crossed. */
function gateBetween([fromX, fromY]: Point, [toX, toY]: Point, options: ArcsOptions): Point | undefined {
  const { places, wordHeight, target } = options;
  const [top, bottom] = [Math.min(fromY, toY), Math.max(fromY, toY) - wordHeight];
  const crossed = places.filter(({ y }) => y > top && y < bottom);
  const line = crossed[Math.floor(crossed.length / 2)];
  if (!line) return undefined;
  const words = crossed.filter(({ y }) => Math.abs(y - line.y) < wordHeight / 2);
  const gaps = [
    words[0]!.x - wordHeight / 3,
    ...words.map((word, index) => {
      const end = word.x + word.width;
      return (end + (words[index + 1]?.x ?? end + wordHeight / 1.5)) / 2;
    }),
  ];
  const way = (fromX + toX) / 2;
  const nearest = gaps.reduce((best, gap) => (Math.abs(gap - way) < Math.abs(best - way) ? gap : best));
  // Side by side there as at their ends.
  return [nearest + toX - middle(places[target]!), line.y + wordHeight / 2];
}

function pathOf([start, ...points]: Arc): string {
  const at = ([x, y]: Point) => `${round(x)} ${round(y)}`;
  return `M ${at(start)} C ${points.slice(0, 3).map(at).join(' ')} ${points.slice(3).map(at).join(' ')}`;
}
