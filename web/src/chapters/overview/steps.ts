import { clamp01, easeInOut } from '../../scene/math.js';
import { progress, sequence } from '../../scene/timeline.js';

/** One word, what it looks at, what that makes of it, in one loop: the time that each moves and is held (milliseconds). */
export const timeline = sequence([
  { id: 'alone', duration: 300, wait: 1100 },
  { id: 'look', duration: 1100, wait: 700 },
  { id: 'change', duration: 1200, wait: 600 },
  { id: 'next', duration: 900, wait: 2100 },
] as const);

export type StepId = (typeof timeline.steps)[number]['id'];

/** Before it begins again everything goes back. */
const goingBack = 500;

export type HeroProgress = Readonly<Record<StepId, number>>;

export function heroProgress(time: number): HeroProgress {
  const { alone, look, change, next } = progress(timeline, time);
  const stays = 1 - easeInOut(clamp01((time - timeline.length + goingBack) / goingBack));
  return { alone, look: look * stays, change: change * stays, next: next * stays };
}
