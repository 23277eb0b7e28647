import type { Engine } from '../../compute/engine.js';
import type { Trace } from '../../compute/trace.js';
import { WeightsModel } from '../../compute/model/weights-model.js';
import type { Snapshot } from './protocol.js';

interface Known {
  readonly engine: Engine;
  readonly sentence: string;
  readonly trace: Trace;
}

const known = new WeakMap<Snapshot, Known>();

/** What a snapshot's model makes of a sentence: computed by the core when it is first asked for. */
export function snapshotTrace(trained: Engine, snapshot: Snapshot, words: readonly string[]): Trace {
  const before = known.get(snapshot);
  const sentence = words.join(' ');
  if (before?.sentence === sentence) return before.trace;
  const engine = before?.engine ?? trained.withModel(new WeightsModel(snapshot.weights, trained.model));
  const { trace } = engine.run(words);
  known.set(snapshot, { engine, sentence, trace });
  return trace;
}
