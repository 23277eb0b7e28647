import { arcs, type ArcsOptions, leastWeight, type WordPlace } from '../../figure/objects/arcs.js';
import { between } from '../../scene/math.js';
import { node, type SvgNode } from '../../scene/node.js';
import type { Chip } from './chip-group.js';

/** On which side of its words an arc stands, with what turns one over its words to there. */
const turns = {
  above: undefined,
  below: 'matrix(1 0 0 -1 0 0)',
  right: 'matrix(0 1 -1 0 0 0)',
  left: 'matrix(0 1 1 0 0 0)',
} as const;

type Side = keyof typeof turns;

/** A word that attends and the words that it may attend to, in a picture of a size. */
export interface AttendingWord {
  readonly chips: readonly Chip[];
  readonly target: Chip;
  /** By token. */
  readonly weights: ArrayLike<number>;
  readonly picture: { readonly width: number; readonly height: number };
  readonly drawn: number;
}

/** Arcs need as much room; where there is less over a row, they hang under it. */
const leastRoom = 26;
const mostRoom = 140;
/** Between arcs and the edge of the picture. */
const margin = 3;

/** The arcs into a word, on the free side of its row or its column. None where words that it attends to are not there. */
export function turnedArcs(word: AttendingWord): SvgNode | undefined {
  const { target, weights } = word;
  const chips = inLines(word.chips);
  const there = new Set(chips.map(({ token }) => token));
  const wanted = Array.from(weights).flatMap((weight, token) => (weight >= leastWeight ? [token] : []));
  if (wanted.length === 0 || !wanted.every((token) => there.has(token))) return undefined;
  const side = sideOf(word);
  const places = chips.map((chip) => placeAt(chip, side));
  const drawn = arcs({
    places,
    target: word.chips.indexOf(target),
    weights: chips.map(({ token }) => weights[token] ?? 0),
    ...sizes({ ...word, chips }, places, side),
    drawn: word.drawn,
    opacity: 0.85,
  });
  return node('g', { key: 'arcs', transform: turns[side] }, ...drawn);
}

/** Slanted words of several lines are as tall as their line: what comes from another line begins under them. */
function inLines(chips: readonly Chip[]): readonly Chip[] {
  const isLine = (a: Chip, b: Chip) => Math.abs(a.foot! - b.foot!) < 4;
  if (chips.every((chip) => chip.foot === undefined || isLine(chip, chips[0]!))) return chips;
  return chips.map((chip) => {
    const top = Math.min(...chips.filter((other) => isLine(chip, other)).map(({ box }) => box.top));
    return { ...chip, foot: undefined, box: { ...chip.box, top, bottom: chip.foot! } };
  });
}

/** Words one below another have their arcs beside them, where there is more of the picture. */
function sideOf({ chips, picture }: AttendingWord): Side {
  const boxes = chips.map(({ box }) => box);
  const isColumn =
    boxes.length > 1 &&
    boxes.every((a) => boxes.every((b) => a === b || a.bottom <= b.top || b.bottom <= a.top));
  const first = (pick: (box: Chip['box']) => number) => Math.min(...boxes.map(pick));
  if (isColumn)
    return first(({ left }) => left) > picture.width - Math.max(...boxes.map(({ right }) => right))
      ? 'left'
      : 'right';
  return chips[0]!.foot !== undefined || first(({ top }) => top) >= leastRoom ? 'above' : 'below';
}

/** A place in the coordinates in which arcs stand over a row. */
function placeAt({ box }: Chip, side: Side): WordPlace {
  const { left, top, right, bottom } = box;
  if (side === 'above') return { x: left, y: top, width: right - left };
  if (side === 'below') return { x: left, y: -bottom, width: right - left };
  return { x: top, y: side === 'right' ? -right : left, width: bottom - top };
}

function sizes(
  { chips, picture }: AttendingWord,
  places: readonly WordPlace[],
  side: Side,
): Pick<ArcsOptions, 'wordHeight' | 'height' | 'thickest'> {
  const tall = Math.max(...chips.map(({ box }) => box.bottom - box.top));
  const lines = side === 'above' && chips[0]!.foot === undefined ? linesOf(places, tall) : [];
  const first = Math.min(...places.map(({ y }) => y));
  const edge = { above: 0, below: -picture.height, right: -picture.width, left: 0 }[side];
  const gaps = lines.slice(1).map((y, index) => y - lines[index]! - tall);
  const room = Math.min(first - edge, ...gaps) - margin;
  const middles = places.map(({ x, width }) => x + width / 2);
  const reach = Math.max(...middles) - Math.min(...middles);
  const wide = places.map(({ width }) => width).sort((a, b) => a - b)[places.length >> 1]!;
  return {
    // Words whose ends are not in one line are still one row, unless there are several.
    wordHeight: lines.length > 1 ? tall : 1e4,
    height: Math.min(room, between(leastRoom, reach * 0.4, mostRoom)),
    thickest: between(8, Math.min(wide, tall) * 0.7, 30),
  };
}

/** The tops of the lines that words stand in, from above. */
function linesOf(places: readonly WordPlace[], tall: number): number[] {
  const tops = places.map(({ y }) => y).sort((a, b) => a - b);
  return tops.filter((y, index) => index === 0 || y > tops[index - 1]! + tall / 2);
}
