// The thread that trains: one run from random weights, a snapshot every so many steps. It listens between two steps.
import { TrainerModule } from '../../../../wasm/trainer.js';
import { yieldToEventLoop } from '../../compute/yield-to-event-loop.js';
import type { SendReport } from '../../compute/worker-thread.js';
import { keptSteps, type LearnerReport, type LearnerRequest } from './protocol.js';

type Begin = Extract<LearnerRequest, { kind: 'begin' }>;

class Learner {
  #going = false;
  #busy = false;
  /** Losses of the steps since the last snapshot. */
  #losses: number[] = [];
  #milliseconds = 0;
  readonly #kept: ReadonlySet<number>;

  private constructor(
    private readonly trainer: TrainerModule,
    private readonly steps: number,
    private readonly report: SendReport<LearnerReport>,
  ) {
    this.#kept = new Set(keptSteps(steps));
  }

  static async begin(request: Begin, report: SendReport<LearnerReport>): Promise<Learner> {
    const trainer = await TrainerModule.instantiate(request.wasm);
    const { steps, ...usual } = trainer.defaults;
    const settings = request.settings ?? usual;
    const trainedLoss = trainer.heldOutLossOf(request.trained);
    trainer.create({ ...settings, steps });
    report({ kind: 'begun', settings, steps, vocabulary: trainer.vocabulary, trainedLoss });
    const learner = new Learner(trainer, steps, report);
    learner.#keep();
    return learner;
  }

  pause(): void {
    this.#going = false;
  }

  async go(): Promise<void> {
    this.#going = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#going && this.trainer.stepsDone < this.steps) {
      this.#step();
      await yieldToEventLoop();
    }
    this.#busy = false;
  }

  #step(): void {
    const begin = performance.now();
    this.trainer.run(1);
    this.#losses.push(this.trainer.loss);
    this.#milliseconds += performance.now() - begin;
    if (this.#kept.has(this.trainer.stepsDone)) this.#keep();
  }

  #keep(): void {
    const { stepsDone: step, heldOutLoss } = this.trainer;
    const loss = this.#losses.reduce((sum, value) => sum + value, 0) / this.#losses.length;
    this.#losses = [];
    const weights = this.trainer.weights();
    const given = Object.values(weights.values).map(({ buffer }) => buffer);
    const snapshot = { step, loss, heldOutLoss, milliseconds: this.#milliseconds, weights };
    this.report({ kind: 'snapshot', snapshot }, given);
  }
}

/** What is asked while it begins is done when it has begun. */
let learner: Promise<Learner> | undefined;

/** What a thread of its own does when it is asked. */
export async function answerLearner(
  request: LearnerRequest,
  report: SendReport<LearnerReport>,
): Promise<void> {
  if (request.kind === 'begin') await (learner = Learner.begin(request, report));
  else if (request.kind === 'go') await (await learner)?.go();
  else (await learner)?.pause();
}
