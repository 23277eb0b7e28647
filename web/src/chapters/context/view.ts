import type { Place3 } from '../../../../wasm/analysis.js';
import type { FigureContext } from '../../figure/figure.js';
import type { Box, Place } from '../../figure/objects/space-labels.js';
import { type Highlight, highlightOf } from '../../figure/view.js';
import { clamp01, mix, staggered } from '../../scene/math.js';
import { type Camera, cameraFor, type Seen } from './camera.js';
import type { Layout } from './layout.js';
import type { Meaning, MeaningSpace } from './meaning-space.js';
import type { PhraseProgress } from './steps.js';

/** An arrow as it is seen: where it begins and would end, and how far it has come. */
export interface SeenArrow {
  /** The word that it comes from, from 0, where it is not from all. */
  readonly j: number | undefined;
  readonly from: Seen;
  readonly to: Seen;
  readonly tip: Seen;
  readonly drawn: number;
}

/** A meaning as it is seen. */
export interface SeenMeaning {
  readonly meaning: Meaning;
  readonly at: PhraseProgress;
  readonly before: Seen;
  /** Where E + a ΔE is seen, and E'. */
  readonly stands: Seen;
  readonly after: Seen;
  readonly arrows: readonly SeenArrow[];
  readonly highlight: Highlight;
  readonly run: string;
}

/** All that a space is drawn from at a moment. */
export interface SpaceView {
  readonly context: FigureContext;
  readonly layout: Layout;
  readonly space: MeaningSpace;
  readonly camera: Camera;
  /** From where it is seen. */
  readonly degrees: number;
  /** How much of what attention adds is added. */
  readonly added: number;
  readonly of: readonly SeenMeaning[];
}

/** What stands in a place of the picture, as far as it is seen. */
export interface Standing {
  readonly box: Box;
  readonly shown: number;
}

export function spaceView(
  context: FigureContext,
  layout: Layout,
  space: MeaningSpace,
  at: readonly PhraseProgress[],
  degrees: number,
): SpaceView {
  const { turn = 0, added = 1 } = context.selection;
  const camera = cameraFor(space, layout.space, layout.margins, degrees + turn);
  const of = space.of.map((meaning, index) => seen(context, camera, meaning, at[index]!, added));
  return { context, layout, space, camera, degrees: degrees + turn, added, of };
}

function seen(
  { selection }: FigureContext,
  camera: Camera,
  meaning: Meaning,
  at: PhraseProgress,
  added: number,
): SeenMeaning {
  const { name, before, after, arrows } = meaning;
  const part = (place: Place3) => mixPlace3(before, place, added);
  return {
    ...{ meaning, at, run: name, highlight: highlightOf(selection, name) },
    before: camera.see(before),
    stands: camera.see(part(after)),
    after: camera.see(after),
    arrows: arrows.map(({ j, from, to }, index) => {
      const drawn = clamp01(staggered(at.arrow, index, arrows.length, 0));
      const [start, end] = [part(from), part(to)];
      const tip = camera.see(mixPlace3(start, end, drawn));
      return { j, from: camera.see(start), to: camera.see(end), tip, drawn };
    }),
  };
}

/** How far a phrase has stood back, 0 to 1: where phrases build on each other, the last one's arrows are what is told of. */
export function stoodBack({ space, of }: SpaceView, one: SeenMeaning): number {
  const last = of.at(-1)!;
  return space.fans || one === last ? 0 : last.at.arrow;
}

export function mixPlace3(from: Place3, to: Place3, amount: number): Place3 {
  return [0, 1, 2].map((axis) => mix(from[axis]!, to[axis]!, amount)) as unknown as Place3;
}

export function onPaper({ x, y }: Seen): Place {
  return [x, y];
}

export function lengthOf(from: Seen, to: Seen): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}
