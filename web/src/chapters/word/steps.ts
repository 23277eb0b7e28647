import { progress, sequence } from '../../scene/timeline.js';

/** A word is looked up for three phrases; then what it might be made of. */
export const timeline = sequence([
  { id: 'phrases', duration: 1200, wait: 900 },
  { id: 'lookup', duration: 2600, wait: 1200 },
  { id: 'same', duration: 2000, wait: 1400 },
  { id: 'sum', duration: 4600, wait: 2000 },
] as const);

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  phrases: { table: [0, 0.4] },
  lookup: { found: [0, 0.2], flight: [0.2, 1] },
  /** Along the table first, then out of it: no copy goes over words. */
  flying: { along: [0, 0.45], out: [0.45, 0.9], joined: [0.8, 1] },
  same: { slide: [0, 0.7], compared: [0.7, 1] },
  sum: {
    lookedAway: [0, 0.08],
    /** The drawings go to where their meanings will stand; their phrases are gone before that. */
    phrasesAway: [0, 0.08],
    drawingsMove: [0.07, 0.16],
    goal: [0.12, 0.2],
    spread: [0.16, 0.38],
    weighed: [0.44, 0.58],
    dropped: [0.6, 0.74],
    merged: [0.77, 0.85],
    compared: [0.88, 1],
  },
} as const;

/** How far each step has come. */
export type WordProgress = ReturnType<typeof progress<(typeof timeline.steps)[number]['id']>>;
