import loadTrainer from '../../../../build/wasm/wasm/trainer.wasm';
import { AttentionError } from '../../../../wasm/attention.js';
import type { Weights } from '../../../../wasm/trainer.js';
import { failures } from '../../compute/failure.js';
import { WorkerThread } from '../../compute/worker-thread.js';
import type { History } from './history.js';
import { isFinished } from './history.js';
import source from './worker.js?worker';
import type { LearnerReport, LearnerRequest, LearningSettings } from './protocol.js';

/** `words`: trainer and page name different words. `stopped`: what the thread ended with. */
export type Failure =
  { readonly kind: 'words' } | { readonly kind: 'stopped'; readonly error: AttentionError };

/** One run of the trainer in a thread of its own. Begins with random weights and trains only when it is asked to. */
export class LearningRun {
  #thread: WorkerThread<LearnerRequest, LearnerReport> | undefined;
  #history: History | undefined;
  #going = false;
  #prepared = false;
  #failure: Failure | undefined;

  /**
   * `settings`: undefined for those of the model that came with the page, whose weights and words are `trained` and
   * `vocabulary`. `changed` is called after everything that has come from the thread.
   */
  constructor(
    settings: LearningSettings | undefined,
    trained: Weights,
    private readonly vocabulary: readonly string[],
    private readonly changed: () => void,
  ) {
    try {
      this.#thread = new WorkerThread(source, {
        report: (report) => this.#receive(report),
        failed: (error) => this.#fail({ kind: 'stopped', error }),
      });
      void this.#prepare(settings, trained);
    } catch (error) {
      if (!(error instanceof AttentionError)) throw error;
      this.#failure = { kind: 'stopped', error };
    }
  }

  /** The trainer is loaded when somebody is near it: most readers of a single chapter never are. */
  async #prepare(settings: LearningSettings | undefined, trained: Weights): Promise<void> {
    try {
      const wasm = await loadTrainer();
      this.#thread?.ask({ kind: 'begin', wasm, settings, trained });
      if (this.#going) this.#thread?.ask({ kind: 'go' });
      this.#prepared = true;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#fail({ kind: 'stopped', error: new AttentionError(failures.unloaded, message) });
    }
  }

  /** Undefined until the random weights are there. */
  get history(): History | undefined {
    return this.#history?.snapshots.length ? this.#history : undefined;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  get going(): boolean {
    return this.#going;
  }

  go(): void {
    if (this.#going || !this.#thread || (this.history && isFinished(this.history))) return;
    this.#going = true;
    if (this.#prepared) this.#thread.ask({ kind: 'go' });
  }

  /** No step begins after it; a step takes a few milliseconds. */
  pause(): void {
    if (!this.#going) return;
    this.#going = false;
    if (this.#prepared) this.#thread?.ask({ kind: 'pause' });
  }

  /** Ends the thread, whatever it is doing. What is kept stays. */
  stop(): void {
    this.#going = false;
    this.#thread?.stop();
    this.#thread = undefined;
  }

  #receive(report: LearnerReport): void {
    if (report.kind === 'begun') this.#begin(report);
    else this.#history = { ...this.#history!, snapshots: [...this.#history!.snapshots, report.snapshot] };
    if (this.history && isFinished(this.history)) this.stop();
    this.changed();
  }

  #begin({ settings, steps, vocabulary, trainedLoss }: Extract<LearnerReport, { kind: 'begun' }>): void {
    if (vocabulary.join(' ') !== this.vocabulary.join(' ')) return this.#fail({ kind: 'words' });
    const blindLoss = Math.log(vocabulary.length);
    this.#history = { settings, steps, trainedLoss, blindLoss, snapshots: [] };
  }

  #fail(failure: Failure): void {
    this.stop();
    this.#failure = failure;
    this.changed();
  }
}
