import { within } from '../../scene/math.js';
import { progress, sequence } from '../../scene/timeline.js';
import { type PassProgress, passProgress } from '../../figure/parts/pass.js';

/** The whole mechanism in one loop: its ideas, with the time that each moves and is held (milliseconds). */
export const timeline = sequence([
  { id: 'words', duration: 400, wait: 700 },
  { id: 'vectors', duration: 600, wait: 800 },
  { id: 'ask', duration: 900, wait: 800 },
  { id: 'answer', duration: 800, wait: 700 },
  { id: 'match', duration: 1000, wait: 1000 },
  { id: 'weigh', duration: 1400, wait: 1000 },
  { id: 'gather', duration: 1000, wait: 800 },
  { id: 'move', duration: 900, wait: 700 },
  { id: 'predict', duration: 600, wait: 1600 },
] as const);

/** The stages of the pass at a time: some steps of the loop hold several. */
export function stagesAt(time: number): PassProgress {
  const { words, vectors, ask, answer, match, weigh, gather, move, predict } = progress(timeline, time);
  return passProgress({
    words,
    embedding: vectors,
    query: ask,
    key: answer,
    score: match,
    scale: within(weigh, 0, 0.15),
    mask: within(weigh, 0.15, 0.4),
    max: within(weigh, 0.4, 0.5),
    exp: within(weigh, 0.5, 0.7),
    total: within(weigh, 0.7, 0.75),
    divide: within(weigh, 0.75, 1),
    value: within(gather, 0, 0.5),
    fade: within(gather, 0.4, 0.6),
    sum: within(gather, 0.5, 1),
    delta: within(move, 0, 0.55),
    output: within(move, 0.5, 1),
    predict,
  });
}
