import { shortNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { type History, isFinished } from './history.js';

/** What screen readers are told of a run: every quarter of it, not every step. */
export class RunAnnouncements {
  #quarter = 0;

  begin(): void {
    this.#quarter = 0;
  }

  /** What there is to say now that a run has come so far; undefined where nothing is. */
  of(history: History, say: Say): string | undefined {
    const { step, heldOutLoss } = history.snapshots.at(-1)!;
    const quarter = Math.floor((4 * step) / history.steps);
    if (quarter === this.#quarter) return undefined;
    this.#quarter = quarter;
    const facts = { step, steps: history.steps, loss: shortNumber(heldOutLoss) };
    return isFinished(history)
      ? say('learning.say.done', { ...facts, trained: shortNumber(history.trainedLoss) })
      : say('learning.say.quarter', facts);
  }
}
