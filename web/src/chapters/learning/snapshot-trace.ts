import type { Engine } from '../../compute/engine.js';
import { memo, memoLatest } from '../../scene/memo.js';
import type { Trace } from '../../compute/trace.js';
import { WeightsModel } from '../../compute/model/weights-model.js';
import type { Snapshot } from './protocol.js';

/** What a snapshot's model makes of a sentence: computed by the core when it is first asked for. */
export function snapshotTrace(trained: Engine, snapshot: Snapshot, words: readonly string[]): Trace {
  const engine = memo(snapshot, 'engine', () =>
    trained.withModel(new WeightsModel(snapshot.weights, trained.model)),
  );
  return memoLatest(snapshot, 'trace', words, () => engine.run(words).trace);
}
