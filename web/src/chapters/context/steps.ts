import { progress, sequence } from '../../scene/timeline.js';

/** Three phrases with one word, all at once; then three that build on each other, one by one. */
export const timeline = sequence([
  { id: 'phrases', duration: 900, wait: 900 },
  { id: 'before', duration: 900, wait: 1400 },
  { id: 'arrows', duration: 1500, wait: 1200 },
  { id: 'after', duration: 900, wait: 1600 },
  { id: 'tower', duration: 1000, wait: 1200 },
  { id: 'eiffel', duration: 1400, wait: 1400 },
  { id: 'miniature', duration: 1600, wait: 1600 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  tower: { towersCome: [0, 0.4], molesLeave: [0, 0.35] },
  meaning: { phrase: [0, 0.3], before: [0.25, 0.6], arrow: [0.3, 0.75], after: [0.7, 1] },
  arrow: { tip: [0.75, 1] },
} as const;

/** How far each step has come. */
export type ContextProgress = ReturnType<typeof progress<(typeof timeline.steps)[number]['id']>>;
