import { clamp01, during, easeInOut, staggered } from '../../scene/math.js';
import { progress, sequence } from '../../scene/timeline.js';

/** One word alone; three phrases push it, one by one; what comes next then. Then words that build on each other. */
export const timeline = sequence([
  { id: 'before', duration: 1200, wait: 1600 },
  { id: 'arrows', duration: 4200, wait: 1600 },
  { id: 'after', duration: 1400, wait: 2200 },
  { id: 'eiffel', duration: 3400, wait: 1800 },
  { id: 'miniature', duration: 3000, wait: 1800 },
] as const);

type StepId = (typeof timeline.steps)[number]['id'];

/** How far one phrase has come. */
export interface PhraseProgress {
  /** Where its word begins. */
  readonly start: number;
  /** Its arrow, or all that its words add. */
  readonly arrow: number;
  /** What comes next. */
  readonly next: number;
}

export interface ContextProgress {
  readonly moles: readonly PhraseProgress[];
  readonly towers: readonly PhraseProgress[];
  /** How the two spaces are turned by themselves, in degrees. */
  readonly turns: { readonly moles: number; readonly towers: number };
}

/** Where the spaces stand when they have been turned, so that each arrow is seen from its side, and from how far they come. */
export const stands = { moles: { rest: -32, way: 13 }, towers: { rest: 34, way: -7 } };

export function contextProgress(time: number): ContextProgress {
  const at = progress(timeline, time);
  const linear = (id: StepId) => {
    const { start, duration } = timeline.steps.find((step) => step.id === id)!;
    return clamp01((time - start) / duration);
  };
  const arrows = linear('arrows');
  const towers: readonly (readonly [StepId, readonly [number, number]])[] = [
    ['eiffel', [0, 0.36]],
    ['eiffel', [0.36, 1]],
    ['miniature', [0, 1]],
  ];
  return {
    moles: [0, 1, 2].map((index) => ({
      start: at.before,
      // One after the other: an eye follows one thing.
      arrow: easeInOut(staggered(arrows, index, 3, 0.1)),
      next: staggered(at.after, index, 3),
    })),
    towers: towers.map(([id, part]) => {
      const own = during(linear(id), part);
      return {
        start: easeInOut(during(own, [0, 0.3])),
        arrow: easeInOut(during(own, [0.2, 0.8])),
        next: easeInOut(during(own, [0.8, 1])),
      };
    }),
    turns: {
      moles: stands.moles.rest + stands.moles.way * (1 - at.arrows),
      towers: stands.towers.rest + stands.towers.way * (1 - at.eiffel),
    },
  };
}
