import type { RunOptions } from '../../../wasm/attention.js';
import { asError, Engine, EngineError } from '../compute/engine.js';
import type { OwnModel } from '../compute/model/model.js';
import { knownWords } from '../compute/model/words.js';
import { allRuns, type PageRuns, removalOf, runPage } from '../compute/page-runs.js';
import { type Removal, type Runs, runSwitched, runWithout } from '../compute/runs.js';
import type { FigureContext } from '../figure/figure.js';
import type { Say } from '../text/messages.js';

export interface Ready extends PageRuns {
  readonly kind: 'ready';
}

/** What has become of the computation. */
export type State =
  { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly error: EngineError } | Ready;

/** What is computed, and how. */
export interface ComputedPage {
  readonly sentence: string | null | undefined;
  readonly options: RunOptions;
  readonly ownModel: OwnModel | undefined;
  /** The heads that are off in the run `ablated`, from 0. */
  readonly silent: readonly number[];
  state: State;
  /** A sentence that was asked for and cannot be run: another one is shown. */
  refused: string | undefined;
}

/** What of a page is shown, from 0 and inside the sentence. */
export interface ShownSelection {
  readonly head: number;
  readonly token: number;
  readonly transposed: boolean;
  readonly rank: number | undefined;
  readonly removed: Removal;
}

/** One start for all elements of a page: they share one engine. */
let sharedEngine: Promise<Engine> | undefined;

export function startEngine(): Promise<Engine> {
  const starting = (sharedEngine ??= Engine.start());
  // What could not be fetched may be there another time.
  starting.catch(() => (sharedEngine = undefined));
  return starting;
}

/** The runs of a page and the context that its figures are drawn from; both are the same objects until something in them changes. */
export class Computation {
  #runs: { readonly of: Ready['runs']; readonly all: Runs } | undefined;
  #context: FigureContext | undefined;

  constructor(private readonly page: ComputedPage) {}

  /** Runs the sentence of the page, or where the model cannot read it `otherwise`. */
  start(engine: Engine, otherwise: readonly string[]): void {
    this.#run(engine, this.#words(engine) ?? otherwise);
  }

  /** Computes again what depends on properties that have changed. */
  update(changed: { has(name: string): boolean }): void {
    const { state, ownModel } = this.page;
    if (state.kind !== 'ready') return;
    const before = state.runs.sentence.words;
    const words = changed.has('sentence') ? (this.#words(state.engine) ?? before) : before;
    if (changed.has('ownModel')) {
      const { trained } = state.engine;
      this.#run(ownModel ? trained.withModel(ownModel.model) : trained, words);
    } else if (words.join(' ') !== before.join(' ')) this.#run(state.engine, words);
    else if (changed.has('options') || changed.has('silent')) this.#switch(state);
  }

  /** All runs, when `removed` is what the run `without` is without. */
  runs(ready: Ready, removed: Removal): Runs {
    const all = allRuns(ready, removed);
    const known = this.#runs;
    if (known?.of === ready.runs && known.all.without === all.without) return known.all;
    this.#runs = { of: ready.runs, all };
    return all;
  }

  /** What is taken away: what the reader has chosen, where this sentence has it, or what the followed word would miss most. */
  removal(ready: Ready, chosen: Removal | undefined, token: number): Removal {
    return removalOf(ready, chosen, token);
  }

  /** What figures are drawn from. They draw again when they get another one. */
  context(ready: Ready, selection: ShownSelection, say: Say): FigureContext {
    const { engine, ablations, wordAblations } = ready;
    const runs = this.runs(ready, selection.removed);
    const before = this.#context;
    const isSame =
      before?.runs === runs &&
      before.say === say &&
      (['head', 'token', 'transposed', 'rank'] as const).every(
        (name) => before.selection[name] === selection[name],
      );
    if (isSame) return before;
    this.#context = { runs, ablations, wordAblations, analysis: engine.analysis, selection, say };
    return this.#context;
  }

  fail(error: unknown): void {
    if (!(error instanceof EngineError)) throw error;
    this.page.state = { kind: 'failed', error };
  }

  /** What a page needs to begin could not be had, whatever it was: its reader is told. */
  failToStart(error: unknown): void {
    this.fail(error instanceof EngineError ? error : new EngineError('state.error.start', asError(error)));
  }

  /** Runs the sentence again with the switches and without the heads that are off; what else has been computed stays. */
  #switch(ready: Ready): void {
    const { runs, engine } = ready;
    const { options, silent } = this.page;
    try {
      const switched = runSwitched(engine, runs.sentence, options);
      const ablated = runWithout(engine, runs.sentence, silent);
      this.page.state = { ...ready, runs: { ...runs, switched, ablated } };
    } catch (error) {
      this.fail(error);
    }
  }

  #run(engine: Engine, words: readonly string[]): void {
    const { options, silent } = this.page;
    try {
      this.page.state = { kind: 'ready', ...runPage(engine, words, options, silent) };
    } catch (error) {
      this.fail(error);
    }
  }

  /** The words of the sentence, or undefined when the model cannot read it. */
  #words({ model }: Engine): readonly string[] | undefined {
    const { vocabulary, dimensions } = model;
    const { page } = this;
    // Frameworks give none where they have none, or what is no text.
    const asked = String(page.sentence ?? '');
    const words = knownWords(asked, vocabulary, dimensions.n_positions);
    page.refused = words || !asked ? undefined : asked;
    return words;
  }
}
