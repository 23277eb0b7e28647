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
  /** The words that arcs pass, where `places` has them more than once. */
  readonly passed?: readonly WordPlace[];
  readonly wordHeight: number;
  /** What stands under a word, such as what it means: arcs that go down begin below it. */
  readonly wordDepth?: number;
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
/** Curves end to end, as many in every arc of a sentence, so that one can become another. */
type Arc = readonly Point[];

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
      'stroke-dasharray': round(drawn) < 1 ? `${round(drawn)} 1` : undefined,
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

function arcTo(foot: Foot, offset: number, options: ArcsOptions, reach: number): Arc {
  const { places, wordHeight } = options;
  const lines = new Set(places.map(({ y }) => Math.round(y / wordHeight))).size;
  const curves = Math.max(2, 2 * (lines - 2) + 1);
  let arc = shortArc(foot, offset, options, reach);
  while (arc.length < 3 * curves + 1) arc = [...arc.slice(0, -4), ...halves(arc.slice(-4))];
  return arc;
}

function shortArc({ word, width, end }: Foot, offset: number, options: ArcsOptions, reach: number): Arc {
  const { places, target, height, thickest = 10 } = options;
  const [from, to] = [places[word]!, places[target]!];
  if (end === 'above' || end === 'below') return bend(from, to, offset, options);
  const x = middle(to) + offset;
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

/** From one line to another, upright at both ends; straight through a gap between words in each line that is between. */
function bend(from: WordPlace, to: WordPlace, offset: number, options: ArcsOptions): Arc {
  const { wordHeight, wordDepth = 0 } = options;
  const [over, under] = from.y < to.y ? [0, wordHeight + wordDepth] : [wordHeight + wordDepth, 0];
  const end: Point = [middle(to) + offset, to.y + over];
  let last: Point = [middle(from), from.y + under];
  const arc = [last];
  const goTo = (next: Point) => {
    const ease = (next[1] - last[1]) * 0.7;
    arc.push([last[0], last[1] + ease], [next[0], next[1] - ease], next);
    last = next;
  };
  for (const line of linesBetween(from, to, options)) {
    const { y } = line[0]!;
    const way = last[0] + ((end[0] - last[0]) * (y - last[1])) / (end[1] - last[1]);
    // Side by side there as at their ends.
    const x = gapNear(way, line, wordHeight) + offset;
    goTo([x, y + over]);
    goTo([x, y + under]);
  }
  goTo(end);
  return arc;
}

/** The words of each line on the way, the first that is met first. */
function linesBetween(
  from: WordPlace,
  to: WordPlace,
  { places, passed = places, wordHeight }: ArcsOptions,
): WordPlace[][] {
  const half = wordHeight / 2;
  const [top, bottom] = [Math.min(from.y, to.y) + half, Math.max(from.y, to.y) - half];
  const lines: WordPlace[][] = [];
  for (const place of passed.filter(({ y }) => y > top && y < bottom)) {
    const line = lines.find(([first]) => Math.abs(first!.y - place.y) < half);
    if (line) line.push(place);
    else lines.push([place]);
  }
  return from.y < to.y ? lines : lines.reverse();
}

/** The middle of the gap beside the words of a line that is nearest to a way. */
function gapNear(way: number, words: readonly WordPlace[], wordHeight: number): number {
  const gaps = [
    words[0]!.x - wordHeight / 3,
    ...words.map((word, index) => {
      const end = word.x + word.width;
      return (end + (words[index + 1]?.x ?? end + wordHeight / 1.5)) / 2;
    }),
  ];
  return gaps.reduce((best, gap) => (Math.abs(gap - way) < Math.abs(best - way) ? gap : best));
}

/** A curve, cut in half. */
function halves([a, b, c, d]: readonly Point[]): Point[] {
  const half = (p: Point, q: Point): Point => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  const [ab, bc, cd] = [half(a!, b!), half(b!, c!), half(c!, d!)];
  const [abc, bcd] = [half(ab, bc), half(bc, cd)];
  return [a!, ab, abc, half(abc, bcd), bcd, cd, d!];
}

function pathOf(arc: Arc): string {
  const [start, ...points] = arc.map(([x, y]) => `${round(x)} ${round(y)}`);
  return `M ${start} C ${points.join(' ')}`;
}
