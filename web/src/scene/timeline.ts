// The timeline: pure arithmetic on time. It knows neither the DOM nor the figures.
import { clamp01, easeInOut } from './math.js';

/** One idea of a figure. It begins at `start`, moves for `duration`, then holds still for `wait` (milliseconds). */
export interface Step<Id extends string = string> {
  readonly id: Id;
  readonly start: number;
  readonly duration: number;
  readonly wait: number;
}

export interface Timeline<Id extends string = string> {
  readonly steps: readonly Step<Id>[];
  readonly length: number;
}

/** Lays steps end to end. */
export function sequence<Id extends string>(
  steps: readonly { readonly id: Id; readonly duration: number; readonly wait: number }[],
): Timeline<Id> {
  let start = 0;
  const placed = steps.map((step) => {
    const at = { ...step, start };
    start += step.duration + step.wait;
    return at;
  });
  return { steps: placed, length: start };
}

export function clampTime(timeline: Timeline, time: number): number {
  return Math.min(Math.max(time, 0), timeline.length);
}

/** Index of the step that is under way or being held at `time`. */
export function stepIndex(timeline: Timeline, time: number): number {
  let index = 0;
  while (index + 1 < timeline.steps.length && timeline.steps[index + 1]!.start <= time) index += 1;
  return index;
}

/** The moment at which a step has finished moving and is held: what stepping and links go to. */
export function heldTime(timeline: Timeline, index: number): number {
  const step = timeline.steps[Math.min(Math.max(index, 0), timeline.steps.length - 1)]!;
  return step.start + step.duration;
}

/** How far each step has come at `time`: 0 before it, eased in between, 1 from its end on. */
export function progress<Id extends string>(timeline: Timeline<Id>, time: number): Record<Id, number> {
  const entries = timeline.steps.map(({ id, start, duration }) => [
    id,
    easeInOut(clamp01((time - start) / duration)),
  ]);
  return Object.fromEntries(entries) as Record<Id, number>;
}
