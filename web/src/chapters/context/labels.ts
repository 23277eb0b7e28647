// Where labels of a space stand that can be seen from any side: off the arrows, and off each other. Pure.
import { type Box, type Candidate, type Place, placeLabels } from '../../figure/objects/space-labels.js';

/** A label of a size for something in the picture, which it would best stand off in a direction from. */
export interface Wanted {
  readonly at: Place;
  readonly away: Place;
  readonly width: number;
  readonly height: number;
}

type Line = readonly [from: Place, to: Place];

/** How far aside, in degrees: what is near its own direction is liked. */
const turns = [0, 14, -14, 28, -28, 45, -45, 65, -65, 90, -90, 120, -120, 150, -150, 180];

export function placed(
  wanted: readonly Wanted[],
  frame: Box,
  lines: readonly Line[],
  taken: readonly Box[],
  { gaps, shaft }: { readonly gaps: readonly number[]; readonly shaft: number },
): Box[] {
  const candidates = wanted.map((label) => round(label, frame, gaps));
  return placeLabels(candidates, { frame, boxes: taken, lines: lines.flatMap((line) => thick(line, shaft)) });
}

/** A shaft is no hairline, and its head is broader still. */
function thick([from, to]: Line, shaft: number): Line[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const along: Place = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const at = (forward: number, aside: number): Place => [
    from[0] + forward * along[0] - aside * along[1],
    from[1] + forward * along[1] + aside * along[0],
  ];
  const neck = Math.max(0, length - 6 * shaft);
  return [
    [from, at(length + shaft, 0)],
    ...[shaft, -shaft].map((aside): Line => [at(0, aside), at(length, aside)]),
    ...[2.6 * shaft, -2.6 * shaft].map((aside): Line => [at(neck, aside), at(length, aside / 4)]),
  ];
}

/** Boxes all round, inside the frame: as the direction turns they go with it, without a jump. */
function round({ at, away, width, height }: Wanted, frame: Box, gaps: readonly number[]): Candidate[] {
  const angle = Math.atan2(away[1], away[0]);
  return gaps.flatMap((gap) =>
    turns.map((turn) => {
      const [cos, sin] = [Math.cos, Math.sin].map((of) => of(angle + (turn * Math.PI) / 180)) as [
        number,
        number,
      ];
      // From the middle of a box to its edge.
      const reach = gap + Math.min(width / 2 / Math.abs(cos || 1e-9), height / 2 / Math.abs(sin || 1e-9));
      const x = at[0] + reach * cos - width / 2;
      const y = at[1] + reach * sin - height / 2;
      return {
        box: {
          x: Math.min(Math.max(x, frame.x), frame.x + frame.width - width),
          y: Math.min(Math.max(y, frame.y), frame.y + frame.height - height),
          width,
          height,
        },
        dislike: Math.abs(turn) * 0.9 + gap * 1.2,
      };
    }),
  );
}

/** How clear of others a box stands, in pixels; less than 0 where it touches one. */
export function clearance(
  { x, y, width, height }: Box,
  boxes: readonly Box[],
  lines: readonly Line[],
): number {
  const toBox = (other: Box) =>
    Math.max(
      other.x - x - width,
      x - other.x - other.width,
      other.y - y - height,
      y - other.y - other.height,
    );
  const toLine = ([[x0, y0], [x1, y1]]: Line) => {
    // Close enough along a short line: at some places of it.
    let least = Infinity;
    for (let part = 0; part <= 1; part += 1 / 16) {
      const [px, py] = [x0 + part * (x1 - x0), y0 + part * (y1 - y0)];
      least = Math.min(least, Math.max(x - px, px - x - width, y - py, py - y - height));
    }
    return least;
  };
  return Math.min(Infinity, ...boxes.map(toBox), ...lines.map(toLine));
}
