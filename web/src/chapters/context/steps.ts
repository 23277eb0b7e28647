import { progress, sequence } from '../../scene/timeline.js';

/** Three phrases with one word, all at once; then three that build on each other, one by one. */
export const timeline = sequence([
  { id: 'before', duration: 1600, wait: 1400 },
  { id: 'arrows', duration: 2200, wait: 1200 },
  { id: 'after', duration: 1400, wait: 1600 },
  { id: 'eiffel', duration: 3000, wait: 1400 },
  { id: 'miniature', duration: 2200, wait: 1600 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  before: { phrases: [0, 0.6], bars: [0.4, 1] },
  eiffel: { tower: [0, 0.4], eiffel: [0.4, 1] },
  meaning: { phrase: [0, 0.3], before: [0.25, 0.6], arrow: [0.3, 0.75], after: [0.7, 1] },
  arrow: { tip: [0.75, 1] },
} as const;

/** How far each step has come. */
export type ContextProgress = ReturnType<typeof progress<(typeof timeline.steps)[number]['id']>>;
