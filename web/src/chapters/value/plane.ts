import { lengthOf } from '../../compute/trace.js';
import { keptPushes, type Place, type Push } from './pushes.js';
import type { ValueView } from './view.js';

/** Where a push stands in the picture: an arrow from the end of the one before it. */
export interface Arrow extends Push {
  readonly from: Place;
  readonly to: Place;
}

/** The chain of pushes as far as they are kept, in pixels. */
export interface Chain {
  readonly start: Place;
  readonly arrows: readonly Arrow[];
  readonly end: Place;
  readonly unit: number;
}

/** A word that is hardly moved is not shown as if it were: the part of its own length that may fill the picture. */
const smallest = 0.15;

export function chainOf(view: ValueView): Chain {
  const { trace, selection, pushes, kept, layout } = view;
  const { box, drawing } = layout.plane;
  const all = pushes.pushes.map(({ move }) => move);
  const most = (axis: 0 | 1, sign: number) =>
    all.reduce((sum, move) => sum + Math.max(sign * move[axis], 0), 0);
  const [left, right, low, high] = [most(0, -1), most(0, 1), most(1, -1), most(1, 1)];
  const own = trace.has('embedding') ? lengthOf(trace.row('embedding', selection.token)) : 0;
  // A drawing stands beyond each end: its middle .4 of its size and 3 px away, and it reaches .45 of its size from there.
  const ends = 1.8 * drawing + 3;
  const [across, up] = [box.width - ends, box.height - ends];
  const unit = Math.min(across / (left + right || 1), up / (low + high || 1), up / (smallest * own || 1));
  const start: Place = [
    box.x + box.width / 2 + ((left - right) / 2) * unit,
    box.y + box.height / 2 + ((high - low) / 2) * unit,
  ];
  let from = start;
  const arrows = keptPushes(pushes, kept).map((push): Arrow => {
    const to: Place = [from[0] + push.move[0] * unit, from[1] - push.move[1] * unit];
    const arrow = { ...push, from, to };
    from = to;
    return arrow;
  });
  return { start, arrows, end: from, unit };
}
