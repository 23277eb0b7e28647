// Finds places for labels so that they touch neither each other nor what they label. Deterministic: the same picture
// has its labels in the same places, always.
import { round } from '../../scene/node.js';

export type Place = readonly [x: number, y: number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box in which a label could stand, and how little it is liked for that alone. */
export interface Candidate {
  readonly box: Box;
  readonly dislike: number;
}

/** What labels keep away from. */
interface Obstacles {
  readonly frame: Box;
  readonly boxes: readonly Box[];
  readonly lines: readonly (readonly [from: Place, to: Place])[];
}

const sweeps = 5;

/**
 * Chooses one candidate for each label: each takes the least bad one in turn, and reconsiders in the light of the
 * others' choices until nobody moves, at most `sweeps` times.
 */
export function placeLabels(labels: readonly (readonly Candidate[])[], obstacles: Obstacles): Box[] {
  const fixed = labels.map((candidates) => candidates.map((candidate) => fixedCost(candidate, obstacles)));
  const chosen = labels.map(() => -1);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let moved = false;
    labels.forEach((candidates, label) => {
      const others = labels.flatMap((other, index) =>
        index === label || chosen[index]! < 0 ? [] : [other[chosen[index]!]!.box],
      );
      const costs = candidates.map(
        ({ box }, index) => fixed[label]![index]! + sum(others, (other) => clash(overlap(box, other))),
      );
      const best = costs.indexOf(Math.min(...costs));
      moved ||= best !== chosen[label];
      chosen[label] = best;
    });
    if (!moved) break;
  }
  return labels.map((candidates, label) => candidates[chosen[label]!]!.box);
}

function fixedCost({ box, dislike }: Candidate, { frame, boxes, lines }: Obstacles): number {
  const outside = box.width * box.height - overlap(box, frame);
  return (
    dislike +
    20 * outside +
    12 * sum(boxes, (other) => overlap(box, other)) +
    14 * sum(lines, ([from, to]) => lengthInside(box, from, to))
  );
}

/** Labels that only just touch are as unreadable as a label that is far from its point is hard to find. */
function clash(area: number): number {
  return area > 0 ? 1500 + 12 * area : 0;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** The area that two boxes share. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** How much of a line lies in a box. */
export function lengthInside(box: Box, from: Place, to: Place): number {
  const part = partInside(box, from, to);
  return part ? (part[1] - part[0]) * Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
}

/** Which part of a line lies in a box (Liang and Barsky's clipping). It is asked thousands of times for a picture. */
function partInside(
  box: Box,
  [x0, y0]: Place,
  [x1, y1]: Place,
): readonly [enters: number, leaves: number] | undefined {
  let enters = 0;
  let leaves = 1;
  const cut = (towards: number, room: number) => {
    if (towards < 0) enters = Math.max(enters, room / towards);
    else if (towards > 0) leaves = Math.min(leaves, room / towards);
    else if (room < 0) leaves = 0;
  };
  cut(x0 - x1, x0 - box.x);
  cut(x1 - x0, box.x + box.width - x0);
  cut(y0 - y1, y0 - box.y);
  cut(y1 - y0, box.y + box.height - y0);
  return leaves > enters ? [enters, leaves] : undefined;
}

/** The eight directions around a point, the liked ones first. */
const directions = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
] as const;

/** Places for a label of a given size around a point: close by, and further off, from where a line leads to it. */
export function around([x, y]: Place, radius: number, width: number, height: number): Candidate[] {
  return [5, 18, 34, 52, 72].flatMap((gap, ring) =>
    directions.map(([right, down], index) => {
      const slanted = right !== 0 && down !== 0;
      const reach = radius + (slanted ? gap * 0.75 : gap);
      const across = slanted ? radius * 0.5 + gap * 0.6 : 0;
      return {
        box: {
          x: x + (right === 0 ? -width / 2 : right > 0 ? across || reach : -(across || reach) - width),
          y: y + (down === 0 ? -height / 2 : down > 0 ? reach * 0.8 : -reach * 0.8 - height),
          width,
          height,
        },
        dislike: index * 4 + ring * 60,
      };
    }),
  );
}

/** Places for a label beside a line: at either side of its middle, and nearer its ends. */
export function beside([x0, y0]: Place, [x1, y1]: Place, width: number, height: number): Candidate[] {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const across: Place = [(y0 - y1) / length, (x1 - x0) / length];
  return [0.5, 0.35, 0.65].flatMap((part, index) =>
    [1, -1].map((side) => {
      // Far enough out that the corner which is nearest to the line clears it.
      const reach = 6 + (Math.abs(across[0]) * width + Math.abs(across[1]) * height) / 2;
      const x = x0 + (x1 - x0) * part + across[0] * side * reach;
      const y = y0 + (y1 - y0) * part + across[1] * side * reach;
      return {
        box: { x: x - width / 2, y: y - height / 2, width, height },
        dislike: index * 6 + (side < 0 ? 2 : 0),
      };
    }),
  );
}

/** The path of a straight line that goes behind boxes: it ends at their edges, and goes on beyond them. */
export function pastBoxes([x0, y0]: Place, [x1, y1]: Place, boxes: readonly Box[]): string {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const behind = boxes.map((box) => partInside(box, [x0, y0], [x1, y1])).filter((part) => part !== undefined);
  behind.sort((a, b) => a[0] - b[0]);
  let d = '';
  let from = 0;
  const at = (part: number) => `${round(x0 + part * dx)} ${round(y0 + part * dy)}`;
  for (const [enters, leaves] of [...behind, [1, 1] as const]) {
    if (enters > from) d += `${d && ' '}M ${at(from)} L ${at(enters)}`;
    from = Math.max(from, leaves);
  }
  return d;
}
