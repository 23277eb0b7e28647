import { during } from '../../scene/math.js';
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

/** Which part of its step each motion takes; a motion that is not a step's own is measured by itself. */
export const phases = {
  weigh: {
    scale: [0, 0.15],
    mask: [0.15, 0.4],
    max: [0.4, 0.5],
    exp: [0.5, 0.7],
    total: [0.7, 0.75],
    divide: [0.75, 1],
  },
  gather: { value: [0, 0.5], fade: [0.4, 0.6], sum: [0.5, 1] },
  move: { delta: [0, 0.55], output: [0.5, 1] },
} as const;

/** The stages of the pass at a time: some steps of the loop hold several. */
export function stagesAt(time: number): PassProgress {
  const { words, vectors, ask, answer, match, weigh, gather, move, predict } = progress(timeline, time);
  return passProgress({
    words,
    embedding: vectors,
    query: ask,
    key: answer,
    score: match,
    scale: during(weigh, phases.weigh.scale),
    mask: during(weigh, phases.weigh.mask),
    max: during(weigh, phases.weigh.max),
    exp: during(weigh, phases.weigh.exp),
    total: during(weigh, phases.weigh.total),
    divide: during(weigh, phases.weigh.divide),
    value: during(gather, phases.gather.value),
    fade: during(gather, phases.gather.fade),
    sum: during(gather, phases.gather.sum),
    delta: during(move, phases.move.delta),
    output: during(move, phases.move.output),
    predict,
  });
}
