import type { Trace } from '../../compute/trace.js';
import type { Highlight, Selection } from '../../figure/view.js';
import type { Say } from '../../text/messages.js';
import type { Followed } from './followed.js';
import type { ProjectionKind } from './kind.js';
import type { SentencePose } from './layout.js';
import type { Moment } from './steps.js';

/** All that the parts of a projection are drawn from. */
export interface ProjectionView {
  readonly kind: ProjectionKind;
  readonly trace: Trace;
  readonly selection: Selection;
  readonly about: Followed;
  readonly at: Moment;
  readonly pose: SentencePose;
  readonly highlight: Highlight;
  readonly say: Say;
}
