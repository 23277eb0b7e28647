// Arithmetic of what moves: parts of a progress, and what lies between two values. Pure.

export function clamp01(x: number): number {
  return between(0, x, 1);
}

/** `value`, but not below `least` nor above `most`; `least` where it is not a number. */
export function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(value || 0, least), most);
}

export function mix(from: number, to: number, amount: number): number {
  return from + (to - from) * amount;
}

/** Smooth at both ends: 3x^2 - 2x^3. */
export function easeInOut(x: number): number {
  return x * x * (3 - 2 * x);
}

/** How far the part from `from` to `to` of a progress has come, 0 to 1. */
export function within(progress: number, from: number, to: number): number {
  return clamp01((progress - from) / (to - from));
}

/** The part of a progress that item `index` of `count` has when the items start one after another. */
export function staggered(progress: number, index: number, count: number, overlap = 0.6): number {
  // What has come to its end is there exactly, whatever rounding makes of the last one's share.
  if (count <= 1 || progress >= 1) return progress;
  const span = 1 / (1 + (count - 1) * (1 - overlap));
  return clamp01((progress - index * span * (1 - overlap)) / span);
}

/** A part of a progress: where it begins and ends, 0 to 1. */
type Phase = readonly [from: number, to: number];

/** How far a phase of a progress has come, 0 to 1. */
export function during(progress: number, [from, to]: Phase): number {
  return within(progress, from, to);
}
