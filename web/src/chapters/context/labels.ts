// Where labels of a space stand that can be seen from any side: off the arrows, and off each other. Pure.
import {
  type Box,
  type Candidate,
  lengthInside,
  overlap,
  type Place,
} from '../../figure/objects/space-labels.js';
import { memo } from '../../scene/memo.js';

/** A label of a size for something in the picture, which it would best stand off in a direction from. */
export interface Wanted {
  readonly at: Place;
  readonly away: Place;
  readonly width: number;
  readonly height: number;
}

type Line = readonly [from: Place, to: Place];

interface Room {
  readonly frame: Box;
  /** Shafts of arrows, how thick they are, and what else is in the way. */
  readonly lines: readonly Line[];
  readonly shaft: number;
  readonly taken: readonly Box[];
  /** How far labels may stand off, in pixels, the liked distance first. */
  readonly gaps: readonly number[];
}

/** How far aside a label may stand, in degrees: what is near its own direction is liked. */
const turns = [0, 12, -12, 24, -24, 40, -40, 60, -60, 75, -75, 90, -90, 105, -105, 120, -120, 150, -150, 180];
/** Where there is no room round about, one of so many places, across and down. */
const places = [17, 29] as const;

interface Free {
  readonly box: Box;
  /** How much is in its way. */
  readonly clash: number;
}

/**
 * One after the other takes the first place that is free; where none is, the one with least in its way. Who comes last may find
 * none: then they choose in the opposite order.
 */
export function placed(wanted: readonly Wanted[], room: Room): Box[] {
  const forwards = inTurn(wanted, room);
  if (clashOf(forwards) === 0) return forwards.map(({ box }) => box);
  const backwards = inTurn([...wanted].reverse(), room).reverse();
  return (clashOf(backwards) < clashOf(forwards) ? backwards : forwards).map(({ box }) => box);
}

function clashOf(free: readonly Free[]): number {
  return free.reduce((sum, { clash }) => sum + clash, 0);
}

function inTurn(wanted: readonly Wanted[], room: Room): Free[] {
  const lines = room.lines.flatMap((line) => thick(line, room.shaft));
  const taken = [...room.taken];
  return wanted.map((label) => {
    const found = firstFree(label, room, lines, taken);
    taken.push(found.box);
    return found;
  });
}

function firstFree(label: Wanted, room: Room, lines: readonly Line[], taken: readonly Box[]): Free {
  let best: (Free & { readonly worse: number }) | undefined;
  // At worst it comes near to a shaft.
  for (const avoided of [lines, room.lines])
    for (const candidates of [round, anywhere])
      for (const { box, dislike } of candidates(label, room)) {
        const clash =
          avoided.reduce((sum, [from, to]) => sum + lengthInside(box, from, to), 0) +
          taken.reduce((sum, other) => sum + overlap(box, other), 0);
        if (clash === 0) return { box, clash };
        const worse = dislike + 50 * clash;
        if (!best || worse < best.worse) best = { box, clash, worse };
      }
  return best!;
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

interface Aside {
  readonly gap: number;
  readonly radians: number;
  readonly dislike: number;
}

/** How far off and how far aside, the liked ones first. */
function asides(gaps: readonly number[]): readonly Aside[] {
  return memo(gaps, 'asides', () =>
    gaps
      .flatMap((gap) =>
        turns.map((turn) => ({
          gap,
          radians: (turn * Math.PI) / 180,
          dislike: Math.abs(turn) + 1.5 * gap,
        })),
      )
      .sort((a, b) => a.dislike - b.dislike),
  );
}

/** Boxes all round, the liked ones first: as the direction turns they go with it, without a jump. */
function* round({ at, away, width, height }: Wanted, { frame, gaps }: Room): Generator<Candidate> {
  const angle = Math.atan2(away[1], away[0]);
  for (const { gap, radians, dislike } of asides(gaps)) {
    const [cos, sin] = [Math.cos(angle + radians), Math.sin(angle + radians)];
    // From the middle of a box to its edge.
    const reach = gap + Math.min(width / 2 / Math.abs(cos || 1e-9), height / 2 / Math.abs(sin || 1e-9));
    const box = { x: at[0] + reach * cos - width / 2, y: at[1] + reach * sin - height / 2, width, height };
    yield { box: inFrame(box, frame), dislike };
  }
}

/** Places all over the frame, the nearest first. */
function anywhere({ at, width, height }: Wanted, { frame }: Room): Candidate[] {
  const [across, down] = places;
  const all = Array.from({ length: across * down }, (_, index) => {
    const x = frame.x + ((index % across) / (across - 1)) * (frame.width - width);
    const y = frame.y + (Math.floor(index / across) / (down - 1)) * (frame.height - height);
    const dislike = Math.hypot(x + width / 2 - at[0], y + height / 2 - at[1]);
    return { box: { x, y, width, height }, dislike };
  });
  return all.sort((a, b) => a.dislike - b.dislike);
}

function inFrame({ x, y, width, height }: Box, frame: Box): Box {
  return {
    x: Math.min(Math.max(x, frame.x), frame.x + frame.width - width),
    y: Math.min(Math.max(y, frame.y), frame.y + frame.height - height),
    width,
    height,
  };
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
