import { sequence } from '../../timeline/timeline.js';

/** The ideas of the whole pass, in order, with the time that each moves and is held (milliseconds). */
export const timeline = sequence([
  { id: 'words', duration: 600, wait: 1600 },
  { id: 'embedding', duration: 900, wait: 1800 },
  { id: 'query', duration: 1400, wait: 1600 },
  { id: 'key', duration: 1200, wait: 1400 },
  { id: 'score', duration: 1600, wait: 1800 },
  { id: 'scale', duration: 700, wait: 1300 },
  { id: 'mask', duration: 800, wait: 1500 },
  { id: 'max', duration: 700, wait: 1500 },
  { id: 'exp', duration: 700, wait: 1500 },
  { id: 'divide', duration: 800, wait: 1800 },
  { id: 'value', duration: 1200, wait: 1300 },
  { id: 'sum', duration: 1400, wait: 1600 },
  { id: 'delta', duration: 1200, wait: 1600 },
  { id: 'output', duration: 1000, wait: 1500 },
  { id: 'predict', duration: 900, wait: 3000 },
] as const);

export type StepId = (typeof timeline.steps)[number]['id'];
