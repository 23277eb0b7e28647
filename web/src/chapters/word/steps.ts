import { progress, sequence } from '../../scene/timeline.js';

/** A word is looked up for three phrases, and its meanings go apart. */
export const timeline = sequence([
  { id: 'phrases', duration: 900, wait: 900 },
  { id: 'lookup', duration: 1600, wait: 1200 },
  { id: 'same', duration: 600, wait: 1400 },
  { id: 'position', duration: 1500, wait: 1500 },
  { id: 'space', duration: 1600, wait: 1500 },
  { id: 'sum', duration: 1600, wait: 1600 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  space: { lookedAway: [0, 0.15], spread: [0.1, 0.25], phrasesMove: [0, 0.3], meaningsLeave: [0.25, 1] },
  leaving: { appears: [0, 0.25], labelled: [0.7, 1] },
  sum: { weighed: [0, 0.4], added: [0.45, 0.75], compared: [0.7, 1] },
  phrases: { table: [0, 0.4] },
  lookup: { found: [0, 0.25], flight: [0.25, 1] },
  adding: { position: [0, 0.4], sum: [0.4, 0.9] },
  flying: { named: [0.8, 1] },
  position: { sameLeaves: [0, 0.15], compared: [0.8, 1] },
} as const;

/** How far each step has come. */
export type WordProgress = ReturnType<typeof progress<(typeof timeline.steps)[number]['id']>>;
