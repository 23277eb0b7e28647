import type { Highlight } from '../../figure/view.js';
import type { Say } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';
import type { History } from './history.js';

/** What a model makes of the sentence: all that the learning figure is drawn from where there is no run, besides the room. */
export interface ModelView {
  readonly trace: Trace;
  /** The token that is followed, from 0. */
  readonly token: number;
  readonly highlight: Highlight;
  readonly say: Say;
}

/** A run, and what the model of one of its snapshots makes of the sentence. */
export interface LearningView extends ModelView {
  readonly history: History;
  /** Which snapshot is shown. */
  readonly index: number;
}
