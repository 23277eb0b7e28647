// The timeline: pure arithmetic on time. It knows neither the DOM nor the figures.

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

/** The part of a progress that item `index` of `count` has when the items start one after another. */
export function staggered(progress: number, index: number, count: number, overlap = 0.6): number {
  if (count <= 1) return progress;
  const span = 1 / (1 + (count - 1) * (1 - overlap));
  return clamp01((progress - index * span * (1 - overlap)) / span);
}

/** How far the part from `from` to `to` of a progress has come, 0 to 1. */
export function within(progress: number, from: number, to: number): number {
  return clamp01((progress - from) / (to - from));
}

/** `value`, but not below `least` nor above `most`; `least` where it is not a number. */
export function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(value || 0, least), most);
}

export function clamp01(x: number): number {
  return between(0, x, 1);
}

/** Smooth at both ends: 3x^2 - 2x^3. */
export function easeInOut(x: number): number {
  return x * x * (3 - 2 * x);
}

export function mix(from: number, to: number, amount: number): number {
  return from + (to - from) * amount;
}
