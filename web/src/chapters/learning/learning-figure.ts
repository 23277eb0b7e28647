import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type Weights, weightsOf } from '../../../../wasm/trainer.js';
import { WeightsModel } from '../../compute/model/weights-model.js';
import type { Page } from '../chapter.js';
import { highlightOf } from '../../figure/view.js';
import type { Picture } from '../../figure/figure.js';
import { reasonText } from '../../compute/failure.js';
import { shortNumber } from '../../text/format.js';
import { type Cell, cellId } from '../../figure/cell.js';
import { parseCell } from '../../figure-shell/inspect/cell-at.js';
import { snapshotAt } from './chart.js';
import { captionOf, learningFacts } from './facts.js';
import { type History, isFinished, secondsLeft } from './history.js';
import { learningLayout } from './layout.js';
import { LearningRun } from './learning-run.js';
import { learningPicture } from './picture.js';
import { keptSteps, type LearningSettings, type Snapshot } from './protocol.js';
import { snapshotTrace } from './snapshot-trace.js';
import type { LearningView } from './view.js';
import type { Runs } from '../../compute/runs.js';
import { render as renderScene } from '../../scene/render.js';
import type { Trace } from '../../compute/trace.js';
import { Clock } from '../../scene/clock.js';
import { between } from '../../scene/timeline.js';
import { CellPointer } from '../../figure-shell/cell-pointer.js';
import { figureStyles } from '../../figure/figure-styles.js';
import { inspectorStyles } from '../../figure-shell/inspector-styles.js';
import { laterFigureStyles } from '../../figure/mark-styles.js';
import { icon } from '../../ui/icons.js';
import { toolIcon } from '../../ui/tool-icons.js';
import { learningStyles } from './learning-styles.js';
import { ElementWidth } from '../../ui/element-width.js';

/** The shortest time that a snapshot is shown when playing, in milliseconds; and how many are passed over at once. */
const moving = { pace: 50, stride: 1 } as const;
const still = { pace: 600, stride: 10 } as const;
const noThing = { named: undefined } as const;

/**
 * Chapter 12: a run of training, as far as it has come, and what one of its snapshots makes of the sentence. Trains
 * only while it plays and is in sight, or out of sight if that is asked for.
 */
export class LearningFigure extends LitElement {
  static override properties = {
    page: { attribute: false },
    index: { state: true },
    playing: { state: true },
    goesOn: { state: true },
    pointed: { state: true },
    available: { state: true },
    said: { state: true },
  };

  declare page: Page;
  /** Which snapshot is shown. */
  declare index: number;
  declare playing: boolean;
  /** Training goes on out of sight. */
  declare goesOn: boolean;
  declare pointed: Cell | undefined;
  declare available: number;
  /** What screen readers were last told. */
  declare said: string;

  #run: LearningRun | undefined;
  /** The settings of the model that came with the page. */
  #usual: LearningSettings | undefined;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  /** Since the snapshot that is shown was first shown. */
  #elapsed = 0;
  #quarter = 0;
  #visible = false;
  /** A walk goes from dot to dot. */
  #pointer = new CellPointer(this, {
    start: () => {
      const { token } = this.#view(this.history!);
      return parseCell('sentence', cellId('weight', 0, token, token));
    },
    run: () => 'sentence',
    traceOf: () => this.#view(this.history!).trace,
    pause: () => this.#stop(),
  });
  #observers: { disconnect(): void }[] = [];
  #stillness = matchMedia('(prefers-reduced-motion: reduce)');

  constructor() {
    super();
    this.index = 0;
    this.playing = false;
    this.goesOn = false;
    this.available = 0;
    new ElementWidth(this);
    this.said = '';
  }

  static override styles = [figureStyles, laterFigureStyles, inspectorStyles, learningStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    const seen = new IntersectionObserver(([entry]) => {
      this.#visible = entry!.isIntersecting;
      this.#onSight();
    });
    seen.observe(this);
    this.#observers = [seen];
    document.addEventListener('visibilitychange', this.#onSight);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const observer of this.#observers) observer.disconnect();
    document.removeEventListener('visibilitychange', this.#onSight);
    this.#clock.stop();
    this.#run?.stop();
    this.#run = undefined;
    this.playing = false;
  }

  /** The run as far as it has come; undefined until there are random weights. */
  get history(): History | undefined {
    return this.#run?.history;
  }

  /** What the model of the snapshot shown makes of the sentence. */
  get trace(): Trace | undefined {
    return this.history && this.#view(this.history).trace;
  }

  /** Trains on; what is already kept is shown on the way to where the run has come. */
  play(): void {
    const { history } = this;
    if (!history || this.playing || this.#run!.failure) return;
    if (isFinished(history) && this.index === history.snapshots.length - 1) this.index = 0;
    this.playing = true;
    this.#elapsed = 0;
    this.#onSight();
    if (!isFinished(history)) this.said = this.#say('learning.say.started');
  }

  pause(): void {
    if (!this.playing) return;
    this.#stop();
    this.said = this.#say('learning.say.paused', { step: this.#snapshot!.step });
  }

  /** Shows a snapshot, and holds there. */
  seek(index: number): void {
    this.#stop();
    this.index = between(0, index, (this.history?.snapshots.length ?? 1) - 1);
  }

  /** Gives up the run, and trains another one from the random weights of its seed. */
  begin(settings: LearningSettings | undefined): void {
    this.#stop();
    this.#run?.stop();
    this.index = 0;
    this.#quarter = 0;
    this.#pointer.pin(undefined);
    const { trained } = this.page.engine;
    this.#run = new LearningRun(settings, trained.read(weightsOf), trained.model.vocabulary, () =>
      this.#onReport(),
    );
    if (this.#run.failure) this.requestUpdate();
  }

  #stop(): void {
    this.playing = false;
    this.#clock.stop();
    this.#run?.pause();
  }

  /** Out of sight nothing is drawn, and nothing trained that was not asked for. */
  #onSight = (): void => {
    const seen = this.#visible && !document.hidden;
    if (seen && !this.#run) this.begin(undefined);
    if (this.playing && (seen || this.goesOn)) this.#run!.go();
    else this.#run?.pause();
    if (this.playing && seen) this.#clock.start();
    else this.#clock.stop();
    if (seen) this.requestUpdate();
  };

  #onReport(): void {
    const { history } = this;
    if (history && !this.#usual) this.#usual = history.settings;
    if (this.#run!.failure) this.#stop();
    if (history) this.#tell(history);
    if (this.#clock.running || !this.playing) this.requestUpdate();
  }

  /** Screen readers are told of every quarter of the run, not of every step. */
  #tell(history: History): void {
    const { step, heldOutLoss } = history.snapshots.at(-1)!;
    const quarter = Math.floor((4 * step) / history.steps);
    if (quarter === this.#quarter) return;
    this.#quarter = quarter;
    const facts = { step, steps: history.steps, loss: shortNumber(heldOutLoss) };
    this.said = isFinished(history)
      ? this.#say('learning.say.done', { ...facts, trained: shortNumber(history.trainedLoss) })
      : this.#say('learning.say.quarter', facts);
  }

  #onTick(elapsed: number): void {
    const { pace, stride } = this.#stillness.matches ? still : moving;
    const { history } = this;
    // A run that has just begun has no weights yet.
    if (!history) return;
    const last = history.snapshots.length - 1;
    this.#elapsed += elapsed;
    if (this.index === last && isFinished(history)) return this.#stop();
    const next = this.index + stride;
    if (this.#elapsed < pace || (next > last && !isFinished(history))) return;
    this.#elapsed = 0;
    this.index = Math.min(next, last);
  }

  get #say(): Page['context']['say'] {
    return this.page.context.say;
  }

  get #snapshot(): Snapshot | undefined {
    return this.history?.snapshots[this.index];
  }

  #view(history: History): LearningView {
    const { runs, selection, say } = this.page.context;
    const trace = snapshotTrace(
      this.page.engine.trained,
      history.snapshots[this.index]!,
      runs.sentence.words,
    );
    const highlight = highlightOf(
      this.#runs(trace),
      { ...selection, ...noThing, pointed: this.pointed },
      'sentence',
    );
    return { history, index: this.index, trace, token: selection.token, highlight, say };
  }

  /** The inspector asks the snapshot's run. */
  #runs(trace: Trace): Runs {
    return { ...this.page.context.runs, sentence: trace };
  }

  override render(): TemplateResult {
    const { history } = this;
    return html`
      ${this.#failed()} ${history ? this.#figure(history) : html`<p class="starting">${this.#waiting()}</p>`}
      <p class="spoken" role="status">${this.said}</p>
    `;
  }

  #waiting(): string | typeof nothing {
    return this.#run?.failure ? nothing : this.#say('learning.starting');
  }

  #failed(): TemplateResult | typeof nothing {
    const failure = this.#run?.failure;
    if (!failure) return nothing;
    const sentence =
      failure.kind === 'words'
        ? this.#say('learning.failed.words')
        : this.#say('learning.failed', { reason: reasonText(failure.error, this.#say) });
    return html`<p class="failed" role="alert">${sentence}</p>`;
  }

  #picture: Picture | undefined;

  #figure(history: History): TemplateResult {
    const say = this.#say;
    const view = this.#view(history);
    const picture = learningPicture(view, this.available || 720);
    this.#picture = picture;
    return html`
      <figure
        tabindex="0"
        role="group"
        aria-label=${say('learning.label', { steps: history.steps })}
        @keydown=${this.#onKey}
      >
        <div class="reading">
          <figcaption ?hidden=${this.pointed !== undefined}>
            <b>${say('learning.at', { step: this.#snapshot!.step })}</b>${say(
              `caption.learning.${captionOf(view)}`,
              learningFacts(view),
            )}
          </figcaption>
          <cell-inspector
            class=${this.#pointer.pinned ? 'pinned' : ''}
            aria-live="polite"
            ?hidden=${this.pointed === undefined}
            .runs=${this.#runs(view.trace)}
            .cell=${this.pointed}
            .say=${say}
          ></cell-inspector>
        </div>
        <div class="stage ${picture.width > this.available ? 'scrolls' : ''}">
          <svg
            class="picture ${picture.kind}"
            .style=${`min-width: ${picture.width}px`}
            viewBox="0 0 ${picture.width} ${picture.height}"
            aria-hidden="true"
            @pointermove=${this.#onPoint}
            @pointerdown=${this.#onDrag}
            @pointerleave=${() => this.#pointer.leave()}
            @click=${this.#onPress}
          >
            <g class="scene"></g>
          </svg>
        </div>
      </figure>
      ${this.#transport(history)} ${this.#asides()} ${this.#numbers(view)}
      <learning-settings
        .settings=${history.settings}
        .usual=${this.#usual!}
        .say=${say}
        @begin=${({ detail }: CustomEvent<LearningSettings>) => this.#onBegin(detail)}
      ></learning-settings>
    `;
  }

  override updated(_changed: PropertyValues): void {
    const scene = this.renderRoot.querySelector('.scene');
    if (scene && this.#picture)
      renderScene(
        scene,
        this.#picture.nodes.filter((node) => node !== undefined),
      );
  }

  #transport(history: History): TemplateResult {
    const say = this.#say;
    const { snapshots, steps } = history;
    const { step, heldOutLoss } = this.#snapshot!;
    const last = keptSteps(steps).length - 1;
    const share = (index: number) => `width: ${(100 * index) / last}%`;
    const position = say('learning.position', { step, steps, loss: shortNumber(heldOutLoss) });
    return html`
      <div class="transport ${snapshots.length > 1 ? '' : 'fresh'}">
        <button class="play" ?disabled=${!!this.#run!.failure && !isFinished(history)} @click=${this.#toggle}>
          ${icon(this.playing ? 'pause' : 'play')} <span>${this.#playName(history)}</span>
        </button>
        <button
          class="first"
          aria-label=${say('learning.first')}
          title=${say('learning.first')}
          @click=${() => this.seek(0)}
        >
          ${icon('back')}
        </button>
        <div class="track">
          <i></i><i class="kept" .style=${share(snapshots.length - 1)}></i
          ><i class="past" .style=${share(this.index)}></i>
          <input
            type="range"
            min="0"
            max=${last}
            .value=${String(this.index)}
            aria-label=${say('learning.scrub')}
            aria-valuetext=${position}
            @input=${this.#onScrub}
          />
        </div>
        <span class="progress"><b>${say('learning.of', { step, steps })}</b> ${this.#timeLeft(history)}</span>
      </div>
    `;
  }

  #playName(history: History): string {
    if (this.playing) return this.#say('learning.pause');
    if (isFinished(history)) return this.#say('learning.replay');
    return this.#say(history.snapshots.length > 1 ? 'learning.on' : 'learning.play');
  }

  #timeLeft(history: History): string {
    if (isFinished(history)) return this.#say('learning.trained.all');
    const seconds = secondsLeft(history);
    return seconds === undefined ? '' : this.#say('learning.left', { seconds: Math.ceil(seconds) });
  }

  #asides(): TemplateResult {
    const say = this.#say;
    const { page } = this;
    const { step, weights } = this.#snapshot!;
    const { seed } = this.history!.settings;
    const used = page.ownModel?.weights === weights;
    const heads = page.engine.trained.model.dimensions.n_heads;
    const fits = weights.dimensions.n_heads === heads;
    return html`
      <div class="asides">
        <button class="use" ?disabled=${used || !fits} @click=${() => this.#use(weights, seed, step)}>
          ${say(used ? 'learning.used' : 'learning.use')}
        </button>
        ${
          page.ownModel
            ? html`<button class="back" @click=${() => page.useModel(undefined)}>
                ${say('model.back')}
              </button>`
            : nothing
        }
        ${fits ? nothing : html`<span class="why">${say('learning.use.heads', { heads })}</span>`}
        <label>
          <input type="checkbox" .checked=${this.goesOn} @change=${this.#onGoesOn} />
          ${say('learning.goes-on')}
        </label>
      </div>
    `;
  }

  /** Computes the whole page with the model of a snapshot. */
  #use(weights: Weights, seed: number, step: number): void {
    const { engine, useModel } = this.page;
    useModel({ model: new WeightsModel(weights, engine.trained.model), weights, seed, step });
  }

  /** What the dots show, as a table. */
  #numbers({ trace, token }: LearningView): TemplateResult {
    const say = this.#say;
    const cell = this.pointed ?? parseCell('sentence', cellId('weight', 0, token, 0));
    return html`
      <details>
        <summary>${toolIcon('table')} ${say('tools.numbers')}</summary>
        <number-table tabindex="0" .runs=${this.#runs(trace)} .cell=${cell} .say=${say}></number-table>
      </details>
    `;
  }

  #toggle = (): void => (this.playing ? this.pause() : this.play());

  #onGoesOn = (event: Event): void => {
    this.goesOn = (event.target as HTMLInputElement).checked;
  };

  /** What has not been trained yet cannot be gone to. */
  #onScrub = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.seek(input.valueAsNumber);
    input.value = String(this.index);
  };

  #onBegin(settings: LearningSettings): void {
    this.begin(settings);
    this.playing = true;
    this.#onSight();
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.#pointer.walk(event.key) || this.#transportKey(event.key)) event.preventDefault();
  };

  #transportKey(key: string): boolean {
    if (key === ' ') this.#toggle();
    else if (key === 'ArrowRight') this.seek(this.index + 1);
    else if (key === 'ArrowLeft') this.seek(this.index - 1);
    else if (key === 'Home') this.seek(0);
    else if (key === 'End') this.seek(Infinity);
    else return false;
    return true;
  }

  #onPoint = (event: PointerEvent): void => {
    if (event.buttons === 1) return this.#onDrag(event);
    this.#pointer.move(event);
  };

  /** In the curves a pointer drags the step. */
  #onDrag = (event: PointerEvent): void => {
    const reach = (event.target as Element).closest('.reach');
    if (!reach) return;
    const { plot } = learningLayout(this.available, 1, 1, this.#say.glossed);
    const { left, width } = reach.getBoundingClientRect();
    const x = plot.x + ((event.clientX - left) / width) * plot.width;
    this.seek(snapshotAt(plot, this.history!, x));
  };

  #onPress = (event: MouseEvent): void => {
    const token = (event.target as Element).closest('[data-token]')?.getAttribute('data-token');
    if (token) {
      const chosen = { detail: Number(token), bubbles: true, composed: true };
      this.dispatchEvent(new CustomEvent('choose-token', chosen));
    } else this.#pointer.press(event);
  };
}
