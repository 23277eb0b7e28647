// Looks at the space of meanings: from above, from a little way off. Drawing only; pure.
import type { Place3 } from '../../../../wasm/analysis.js';
import { memoFew } from '../../scene/memo.js';
import type { Box } from '../../figure/objects/space-labels.js';
import type { MeaningSpace } from './meaning-space.js';

/** Where something is seen, how much larger than in the middle, and how near. */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly near: number;
}

/** The floor that the space stands on: a disc, which is the same from all sides. */
export interface Floor {
  readonly y: number;
  readonly radius: number;
}

export interface Camera {
  readonly floor: Floor;
  /** The axis that everything turns about. */
  readonly middle: readonly [across: number, along: number];
  /** How many pixels a unit of length is, in the middle. */
  readonly unit: number;
  see(place: Place3): Seen;
  /** What lies under a place on the floor. */
  under(place: Place3): Place3;
}

/** Room that is kept round what is seen: for labels. */
export interface Margins {
  readonly side: number;
  readonly top: number;
  readonly bottom: number;
}

/** How steeply one looks down, and from how far off, in radii of the space. */
const pitch = (19 * Math.PI) / 180;
const distance = 4.2;
/** The floor lies a little below what is lowest, and reaches a little further than what is furthest. */
const below = 0.22;
const beyond = 1.02;

/** The third axis of the frame is up; the first goes to the right, the second to the reader, before anything is turned. */
export function cameraFor(space: MeaningSpace, box: Box, margins: Margins, degrees: number): Camera {
  const fitted = memoFew(space, 'camera', [...Object.values(box), ...Object.values(margins)], () =>
    fit(space, box, margins),
  );
  const look = lookAt(fitted, (degrees * Math.PI) / 180);
  const { floor, middle, unit, x, y } = fitted;
  return {
    floor,
    middle,
    unit,
    see: (place) => {
      const { across, up, scale, near } = look(place);
      return { x: x + unit * across, y: y - unit * up, scale, near };
    },
    under: ([across, along]) => [across, along, floor.y],
  };
}

interface Shape {
  readonly floor: Floor;
  readonly middle: readonly [number, number];
  /** The height that is looked at. */
  readonly height: number;
}

interface Fitted extends Shape {
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}

function lookAt({ floor, middle, height }: Shape, angle: number) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [flat, steep] = [Math.cos(pitch), Math.sin(pitch)];
  const eye = distance * floor.radius;
  return ([first, second, third]: Place3) => {
    const [a, b, c] = [first - middle[0], second - middle[1], third - height];
    const across = a * cos + b * sin;
    const towards = b * cos - a * sin;
    const near = towards * flat + c * steep;
    const scale = eye / (eye - near);
    return { across: across * scale, up: (c * flat - towards * steep) * scale, scale, near };
  };
}

/** As large as there is room for, from whichever side it is looked at: nothing moves but what turns. */
function fit(space: MeaningSpace, box: Box, margins: Margins): Fitted {
  const { of, fans } = space;
  const ends = of.flatMap(({ before, arrows }) => [before, ...arrows.map(({ to }) => to)]);
  const mean = (axis: 0 | 1 | 2) => of.reduce((sum, { before }) => sum + before[axis], 0) / of.length;
  const centre = (axis: 0 | 1) => {
    const all = ends.map((place) => place[axis]);
    return (Math.min(...all) + Math.max(...all)) / 2;
  };
  const middle = fans ? ([mean(0), mean(1)] as const) : ([centre(0), centre(1)] as const);
  const reach = Math.max(0.1, ...ends.map(([a, b]) => Math.hypot(a - middle[0], b - middle[1])));
  const lowest = Math.min(...ends.map(([, , c]) => c));
  const shape: Shape = {
    floor: { y: lowest - below * reach, radius: beyond * reach },
    middle,
    height: mean(2),
  };
  const seen: { readonly across: number; readonly up: number }[] = [];
  const rim: Place3 = [middle[0] + shape.floor.radius, middle[1], shape.floor.y];
  for (let degree = 0; degree < 360; degree += 10) {
    const look = lookAt(shape, (degree * Math.PI) / 180);
    seen.push(look(rim), ...ends.map(look));
  }
  const wide = Math.max(...seen.map(({ across }) => Math.abs(across)));
  const [top, bottom] = [Math.max(...seen.map(({ up }) => up)), Math.min(...seen.map(({ up }) => up))];
  const room = box.height - margins.top - margins.bottom;
  const unit = Math.min((box.width / 2 - margins.side) / wide, room / (top - bottom));
  const spare = (room - unit * (top - bottom)) / 2;
  return { ...shape, unit, x: box.x + box.width / 2, y: box.y + margins.top + spare + unit * top };
}
