import type { Highlight } from '../../figure/view.js';
import type { Say } from '../../text/messages.js';
import type { Trace } from '../../compute/trace.js';
import type { History } from './history.js';

/** All that the learning figure is drawn from, besides the room that there is. */
export interface LearningView {
  readonly history: History;
  /** Which snapshot is shown. */
  readonly index: number;
  /** What the snapshot's model makes of the sentence. */
  readonly trace: Trace;
  /** The token that is followed, from 0. */
  readonly token: number;
  readonly highlight: Highlight;
  readonly say: Say;
}
