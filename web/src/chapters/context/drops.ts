import type { Place3 } from '../../../../wasm/analysis.js';
import { type Place, pastBoxes } from '../../figure/objects/space-labels.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import type { Camera, Seen } from './camera.js';
import type { MeaningSpace } from './meaning-space.js';
import { mixPlace3, onPaper, type SpaceView, type Standing } from './view.js';

type Line = readonly [from: Place, to: Place];

/** From where a meaning stands straight down to the floor: what is above what. It goes behind labels. */
export function dropsPart(view: SpaceView, labels: readonly Standing[]): (SvgNode | undefined)[] {
  const { camera, space, of, added } = view;
  const one = (key: string, place: Place3, shown: number) => {
    const [from, to] = [camera.see(place), camera.see(camera.under(place))];
    return drop(key, from, to, shown, labels);
  };
  const marks = of.map(({ at, meaning: { name, before, after } }) =>
    one(name, mixPlace3(before, after, added), Math.max(0, 4 * at.arrow - 3)),
  );
  return [one('start', space.of[0]!.before, of[0]!.at.start), ...marks];
}

/** The same lines, of all that is added. */
export function dropsOf({ of }: MeaningSpace, { see, under }: Camera): Line[] {
  const places = [of[0]!.before, ...of.map(({ after }) => after)];
  return places.map((place): Line => [onPaper(see(place)), onPaper(see(under(place)))]);
}

function drop(
  key: string,
  from: Seen,
  to: Seen,
  shown: number,
  labels: readonly Standing[],
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const boxes = labels.flatMap((label) => (label.shown > 0 ? [label.box] : []));
  const isCovered = boxes.some(
    ({ x, y, width, height }) =>
      Math.abs(to.x - x - width / 2) < width / 2 + 4 && Math.abs(to.y - y - height / 2) < height / 2,
  );
  const d = pastBoxes(onPaper(from), onPaper(to), boxes);
  return node(
    'g',
    { key, opacity: shown < 1 ? round(shown) : undefined },
    node('path', { key: 'line', class: 'leader', d, 'stroke-dasharray': '2 4' }),
    !isCovered &&
      node('ellipse', {
        ...{ key: 'foot', class: 'quiet', opacity: 0.6 },
        ...{ cx: round(to.x), cy: round(to.y), rx: round(4 * to.scale), ry: round(1.8 * to.scale) },
      }),
  );
}
