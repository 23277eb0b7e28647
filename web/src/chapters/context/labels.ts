// Where labels of a space stand that can be seen from any side: off the arrows, and off each other. As the space is turned a label
// keeps its side until something comes in its way; where it stands depends on the angle alone. Pure.
import {
  type Box,
  type Candidate,
  lengthInside,
  overlap,
  type Place,
} from '../../figure/objects/space-labels.js';

/** A label of a size for something in the picture, which it would best stand off in a direction from. */
export interface Wanted {
  readonly at: Place;
  readonly away: Place;
  readonly width: number;
  readonly height: number;
}

export type Line = readonly [from: Place, to: Place];

interface Room {
  readonly frame: Box;
  /** Shafts of arrows, how thick they are, and what else is in the way. */
  readonly lines: readonly Line[];
  readonly shaft: number;
  /** Hairlines: labels keep off them where they can. */
  readonly hairs: readonly Line[];
  readonly taken: readonly Box[];
  /** How far labels may stand off, in pixels, the liked distance first. */
  readonly gaps: readonly number[];
}

/** What is labelled, as it is seen from an angle. */
export interface Sight {
  readonly wanted: readonly Wanted[];
  readonly room: Room;
}

/** In how many directions from its thing a label may stand: what is near its own is liked. */
const directions = 36;
/** Where there is no room round about, one of so many places, across and down. */
const places = [17, 29] as const;
/** From so many degrees to the next, each label is held where it was. */
const stride = 2;

/** Which of the places of a label it has taken: round about, or anywhere. */
interface Way {
  readonly kind: 'round' | 'anywhere';
  readonly index: number;
}

interface Choice extends Way, Candidate {
  /** How much is in its way. */
  readonly clash: number;
}

/** What is remembered of a space: the choices at every stride from the angle at which it rests. */
export type Strides = Map<number, readonly Choice[]>;

/**
 * The boxes of all labels at an angle, in degrees from that at which the space rests, where they are chosen for the whole way on
 * which it comes there. From there on each is held as long as it can be.
 */
export function boxesAt(
  sight: (degrees: number) => Sight,
  degrees: number,
  way: number,
  strides: Strides,
): Box[] {
  const turned = ((((degrees + 180) % 360) + 360) % 360) - 180;
  const count = Math.trunc(turned / stride);
  const side = Math.sign(count);
  const chosen = () => chosenFreely([0, 0.3, 0.6, 1].map((part) => sight(part * way)));
  let held = strides.get(0) ?? chosen();
  strides.set(0, held);
  for (let at = side; side !== 0 && at !== count + side; at += side) {
    held = strides.get(at) ?? heldOn(held, sight(at * stride));
    strides.set(at, held);
  }
  const here = turned === count * stride ? held : heldOn(held, sight(turned));
  return here.map(({ box }) => box);
}

/**
 * One after the other takes the place that costs least of those that are free from all these angles; where none is, the one with
 * least in its way. Who comes last may find none: then they choose in the opposite order.
 */
function chosenFreely(sights: readonly Sight[]): readonly Choice[] {
  const order = sights[0]!.wanted.map((_, index) => index);
  const forwards = inTurn(order, sights);
  if (clashOf(forwards) === 0) return forwards;
  const backwards = inTurn([...order].reverse(), sights);
  return clashOf(backwards) < clashOf(forwards) ? backwards : forwards;
}

function inTurn(order: readonly number[], sights: readonly Sight[]): Choice[] {
  const taken = sights.map(({ room }) => [...room.taken]);
  const choices: Choice[] = [];
  for (const index of order) {
    const spots = sights.map((sight, at) => spotOf(sight, index, taken[at]!));
    const found = free(spots, ({ box, dislike }) => dislike + clashAt(box, sights[0]!.room.hairs, []));
    choices[index] = found;
    spots.forEach(({ label, room }, at) => taken[at]!.push(placedAt(found, label, room).box));
  }
  return choices;
}

/** Each where it was, seen from its thing; only who is in the way of something goes, and no further than it must. */
function heldOn(before: readonly Choice[], sight: Sight): readonly Choice[] {
  const held = sight.wanted.map((label, index) => placedAt(before[index]!, label, sight.room));
  madeRoom(held, sight);
  if (clashOf(held) === 0) return held;
  const fresh = [...chosenFreely([sight])];
  madeRoom(fresh, sight);
  return clashOf(fresh) < clashOf(held) ? fresh : held;
}

/** Changes choices until nothing is in the way of any, or a few times. */
function madeRoom(choices: Choice[], sight: Sight): void {
  for (let sweep = 0; sweep < 2; sweep += 1) {
    choices.forEach(({ box }, index) => {
      const others = choices.filter((_, other) => other !== index).map((other) => other.box);
      const spot = spotOf(sight, index, [...sight.room.taken, ...others]);
      const clash = clashAt(box, spot.avoided[0]!, spot.taken);
      const far = (to: Possible) => Math.hypot(to.box.x - box.x, to.box.y - box.y) + to.dislike / 4;
      choices[index] = clash === 0 ? { ...choices[index]!, clash } : free([spot], far);
    });
    if (clashOf(choices) === 0) return;
  }
}

function clashOf(choices: readonly Choice[]): number {
  return choices.reduce((sum, { clash }) => sum + clash, 0);
}

/** One label among what is in its way, from an angle. */
interface Spot {
  readonly label: Wanted;
  readonly room: Room;
  /** What is kept off first, and what at worst: then it comes near to a shaft. */
  readonly avoided: readonly (readonly Line[])[];
  readonly taken: readonly Box[];
}

function spotOf({ wanted, room }: Sight, index: number, taken: readonly Box[]): Spot {
  const thickened = room.lines.flatMap((line) => thick(line, room.shaft));
  return { label: wanted[index]!, room, avoided: [thickened, room.lines], taken };
}

function clashAt(box: Box, avoided: readonly Line[], taken: readonly Box[]): number {
  let sum = 0;
  for (const [from, to] of avoided) sum += lengthInside(box, from, to);
  for (const other of taken) sum += overlap(box, other);
  return sum;
}

/** Of all places those with least in their way, and of these the one that costs least. */
function free(spots: readonly Spot[], costOf: (place: Possible) => number): Choice {
  const [{ label, room }] = spots as [Spot];
  let best: (Choice & { readonly worse: number }) | undefined;
  for (const pass of [0, 1])
    for (const candidates of [round, anywhere]) {
      for (const { way, box, dislike } of candidates(label, room)) {
        const cost = costOf({ way, box, dislike });
        if (best && cost >= best.worse) continue;
        let clash = 0;
        for (const spot of spots)
          clash += clashAt(placedAt(way, spot.label, spot.room).box, spot.avoided[pass]!, spot.taken);
        const worse = cost + 1000 * clash;
        if (!best || worse < best.worse) best = { ...way, box, dislike, clash, worse };
      }
      if (best?.clash === 0) return best;
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

interface Possible extends Candidate {
  readonly way: Way;
}

/** Boxes all round. */
function round(label: Wanted, room: Room): Possible[] {
  const count = room.gaps.length * directions;
  return Array.from({ length: count }, (_, index) => roundAt(label, room, index));
}

/** It goes with its thing, in the same direction from it. */
function roundAt({ at, away, width, height }: Wanted, { frame, gaps }: Room, index: number): Possible {
  const gap = gaps[Math.floor(index / directions)]!;
  const angle = ((index % directions) / directions) * 2 * Math.PI;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // From the middle of a box to its edge.
  const reach = gap + Math.min(width / 2 / Math.abs(cos || 1e-9), height / 2 / Math.abs(sin || 1e-9));
  const box = { x: at[0] + reach * cos - width / 2, y: at[1] + reach * sin - height / 2, width, height };
  const aside = Math.acos(Math.max(-1, Math.min(1, cos * away[0] + sin * away[1])));
  return {
    ...{ way: { kind: 'round', index }, box: inFrame(box, frame) },
    dislike: (aside * 180) / Math.PI + 1.5 * gap,
  };
}

/** Places all over the frame; the nearest is liked. */
function anywhere(label: Wanted, room: Room): Possible[] {
  return Array.from({ length: places[0] * places[1] }, (_, index) => anywhereAt(label, room, index));
}

function anywhereAt({ at, width, height }: Wanted, { frame }: Room, index: number): Possible {
  const [across, down] = places;
  const x = frame.x + ((index % across) / (across - 1)) * (frame.width - width);
  const y = frame.y + (Math.floor(index / across) / (down - 1)) * (frame.height - height);
  const dislike = Math.hypot(x + width / 2 - at[0], y + height / 2 - at[1]);
  return { way: { kind: 'anywhere', index }, box: { x, y, width, height }, dislike };
}

/** The same place of a label as before, of a thing that is seen elsewhere now. */
function placedAt({ kind, index }: Way, label: Wanted, room: Room): Choice {
  const { box, dislike } = (kind === 'round' ? roundAt : anywhereAt)(label, room, index);
  return { kind, index, box, dislike, clash: 0 };
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
