import { heldTime } from '../scene/timeline.js';
import type { Figure, FigureContext, Picture } from './figure.js';

/** The moment of a figure that tells most by itself: that at which its key step is held. */
function keyTime({ timeline, keyStep }: Figure): number {
  return heldTime(
    timeline,
    timeline.steps.findIndex(({ id }) => id === keyStep),
  );
}

/** A still picture of a figure in a place `room` pixels wide. Pure, as the figure is. */
export function still(figure: Figure, context: FigureContext, room: number): Picture {
  return figure.draw(context, keyTime(figure), room);
}
