import { clamp01, easeInOut } from '../scene/math.js';
import { stepIndex, type Timeline } from '../scene/timeline.js';

/** Where not all parts of a figure fit at once: which are seen together, from which step on. */
export interface Scene<Part extends string> {
  readonly from: string;
  readonly parts: readonly Part[];
}

const crossing = 320;

/** How visible a part is at a time: the next scene's come in, and the others leave, as its first step begins. */
export function partOpacity<Part extends string>(
  timeline: Timeline,
  scenes: readonly Scene<Part>[],
  part: Part,
  time: number,
): number {
  const starts = scenes.map(({ from }) => timeline.steps.findIndex(({ id }) => id === from));
  const now = starts.findLastIndex((start) => start <= stepIndex(timeline, time));
  const entered = now === 0 ? 1 : easeInOut(clamp01((time - timeline.steps[starts[now]!]!.start) / crossing));
  const here = scenes[now]!.parts.includes(part);
  const before = scenes[now - 1]?.parts.includes(part) ?? here;
  if (here) return before ? 1 : entered;
  return before ? 1 - entered : 0;
}
