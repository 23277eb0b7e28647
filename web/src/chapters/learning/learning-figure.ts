import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { weightsOf } from '../../../../wasm/trainer.js';
import { failures, reasonText } from '../../compute/failure.js';
import type { Runs } from '../../compute/runs.js';
import { strongestHead, type Trace } from '../../compute/trace.js';
import { type Cell, cellId } from '../../figure/cell.js';
import { figureStyles } from '../../figure/figure-styles.js';
import { markStyles } from '../../figure/mark-styles.js';
import { highlightOf } from '../../figure/view.js';
import { TokenArcs } from '../../figure-shell/attending/token-arcs.js';
import { CellPointer } from '../../figure-shell/cell-pointer.js';
import { inspector, numberTable } from '../../figure-shell/figure-extras.js';
import { parseCell } from '../../figure-shell/inspect/cell-at.js';
import { sourcesOf } from '../../figure-shell/inspect/explain.js';
import { inspectorStyles } from '../../figure-shell/inspector-styles.js';
import { Stage } from '../../figure-shell/stage.js';
import { type KeyActions, onStageKey } from '../../figure-shell/stage-keys.js';
import { stageStyles } from '../../figure-shell/stage-styles.js';
import { trackStyles } from '../../figure-shell/track-styles.js';
import { ElementWidth } from '../../ui/element-width.js';
import { savesData } from '../../ui/saves-data.js';
import { toolIcon } from '../../ui/tool-icons.js';
import type { Page } from '../chapter.js';
import { snapshotAt } from './chart.js';
import { captionOf } from './facts.js';
import { type History, isFinished } from './history.js';
import { learningLayout } from './layout.js';
import { learningAsides } from './learning-asides.js';
import { LearningRun } from './learning-run.js';
import { learningStyles } from './learning-styles.js';
import { againButton, learningTransport, trainButton } from './learning-transport.js';
import { learningPicture } from './picture.js';
import type { LearningSettings } from './protocol.js';
import { RunAnnouncements } from './run-announcements.js';
import { SnapshotPlayback } from './snapshot-playback.js';
import { snapshotTrace } from './snapshot-trace.js';
import type { LearningView, ModelView } from './view.js';

/** A run of training, as far as it has come, and what one of its snapshots makes of the sentence. */
export class LearningFigure extends LitElement {
  static override properties = {
    page: { attribute: false },
    index: { state: true },
    playing: { state: true },
    goesOn: { state: true },
    pointed: { state: true },
    available: { state: true },
    said: { state: true },
    opened: { type: Boolean, reflect: true },
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
  /** What else can be done is shown under the bar. */
  declare opened: boolean;

  /** The settings of the model that came with the page. */
  #usual: LearningSettings | undefined;
  /** Those of the run, where they are not the usual. */
  #asked: LearningSettings | undefined;
  /** The reader has begun a run, of which there is nothing yet. */
  #begun = false;
  #announcements = new RunAnnouncements();
  #playback = new SnapshotPlayback(this);
  #stage = new Stage(this);
  /** A walk goes from dot to dot. */
  readonly pointer = new CellPointer(this, {
    start: () => {
      const { token } = this.#shownView;
      return parseCell('sentence', cellId('weight', 0, token, token));
    },
    run: () => 'sentence',
    traceOf: () => this.#shownView.trace,
    pause: () => this.#playback.stop(),
  });

  constructor() {
    super();
    this.index = 0;
    this.playing = false;
    this.goesOn = false;
    this.available = 0;
    new ElementWidth(this);
    new TokenArcs(this, {
      run: () => 'sentence',
      traceOf: () => this.#shownView.trace,
      // The one that is marked.
      head: () => strongestHead(this.#shownView.trace, this.#shownView.token),
      walked: () => this.pointer.walked,
    });
    this.said = '';
    this.opened = false;
  }

  static override styles = [
    figureStyles,
    markStyles,
    inspectorStyles,
    stageStyles,
    trackStyles,
    learningStyles,
  ];

  /** The run as far as it has come; undefined until there are random weights. */
  get history(): History | undefined {
    return this.#playback.history;
  }

  /** What the model of the snapshot shown makes of the sentence. */
  get trace(): Trace | undefined {
    return this.history && this.#view(this.history).trace;
  }

  /** Whether it trains when it comes into sight. */
  get playsBySight(): boolean {
    return this.page.playsBySight;
  }

  /** Trains on; what is already kept is shown on the way to where the run has come. */
  play(): void {
    const { history } = this;
    if (!this.#playback.play()) return;
    this.#begun = !history;
    if (!history || !isFinished(history)) this.said = this.#say('learning.say.started');
  }

  pause(): void {
    if (!this.playing) return;
    this.#playback.takeInHand();
    this.#playback.stop();
    this.said = this.#say('learning.say.paused', { step: this.#playback.snapshot?.step ?? 0 });
  }

  /** Shows a snapshot, and holds there. */
  seek(index: number): void {
    this.#playback.seek(index);
  }

  /** Gives up the run, and trains another one from the random weights of its seed. */
  begin(settings: LearningSettings | undefined): void {
    this.#playback.takeInHand();
    this.firstRun(settings);
  }

  firstRun(settings?: LearningSettings): void {
    this.#asked = settings;
    this.#announcements.begin();
    this.pointer.pin(undefined);
    const { trained } = this.page.engine;
    const { vocabulary } = trained.model;
    this.#playback.take(
      () => new LearningRun(settings, trained.read(weightsOf), vocabulary, () => this.#onReport()),
    );
    if (this.#playback.failure) this.requestUpdate();
  }

  chooseToken(token: number): void {
    const chosen = { detail: token, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('choose-token', chosen));
  }

  /** In the curves a pointer drags the step. */
  drag(event: PointerEvent): void {
    const reach = (event.target as Element).closest('.reach');
    if (!reach) return;
    const { plot } = learningLayout(this.available, 1, 1, this.#say.glossed);
    const { left, width } = reach.getBoundingClientRect();
    const x = plot.x + ((event.clientX - left) / width) * plot.width;
    this.seek(snapshotAt(plot, this.history!, x));
  }

  #onReport(): void {
    const { history } = this;
    if (history && !this.#usual) this.#usual = history.settings;
    if (this.#playback.failure) this.#playback.stop();
    // Who has not asked for it is reading something else.
    if (history && !this.#playback.free) this.said = this.#announcements.of(history, this.#say) ?? this.said;
    this.#playback.onReport();
  }

  get #say(): Page['context']['say'] {
    return this.page.context.say;
  }

  #view(history: History): LearningView {
    const { index } = this;
    const { words } = this.page.context.runs.sentence;
    const trace = snapshotTrace(this.page.engine.trained, history.snapshots[index]!, words);
    return { history, index, ...this.#viewOf(trace) };
  }

  #viewOf(trace: Trace): ModelView {
    const { selection, say } = this.page.context;
    const { pointed } = this;
    const sources = pointed && sourcesOf(trace, pointed);
    const highlight = highlightOf({ ...selection, named: undefined, pointed, sources }, 'sentence');
    return { trace, token: selection.token, highlight, say };
  }

  /** Until there is a run: the page's model, which another run has made. */
  get #shownView(): ModelView {
    return this.history ? this.#view(this.history) : this.#viewOf(this.page.context.runs.sentence);
  }

  /** The inspector asks the snapshot's run. */
  #runs(trace: Trace): Runs {
    return { ...this.page.context.runs, sentence: trace };
  }

  override render(): TemplateResult {
    const { history } = this;
    return html`
      ${this.#failed()} ${history ? this.#shown(history) : this.#waiting()}
      <p class="spoken" role="status">${this.said}</p>
    `;
  }

  /** Who saves data sees what training comes to, and loads the trainer by a press. */
  #waiting(): TemplateResult {
    const say = this.#say;
    const { failure } = this.#playback;
    if (!savesData()) return html`<p class="starting">${failure ? nothing : say('learning.starting')}</p>`;
    return html`
      ${this.#figure(this.#shownView, say('learning.label.model'), say('learning.model'))}
      ${trainButton(say, failure !== undefined || this.playing, () => this.play())}
    `;
  }

  #failed(): TemplateResult | typeof nothing {
    const { failure } = this.#playback;
    if (!failure) return nothing;
    const sentence =
      failure.kind === 'words'
        ? this.#say('learning.failed.words')
        : this.#say('learning.failed', { reason: reasonText(failure.error, this.#say) });
    return html`<p class="failed" role="alert">
      ${sentence} ${this.#isUnloaded ? againButton(this.#say, this.#again) : nothing}
    </p>`;
  }

  /** The trainer could not be loaded: with a network it can. */
  get #isUnloaded(): boolean {
    const { failure } = this.#playback;
    return failure?.kind === 'stopped' && failure.error.code === failures.unloaded;
  }

  /** Loads it again for the run that was last begun. What nobody had asked for begins by itself, as it does. */
  #again = (): void => {
    if (!this.#isUnloaded) return;
    this.firstRun(this.#asked);
    if (!this.#playback.free) this.#playback.go();
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.#again);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#again);
  }

  #shown(history: History): TemplateResult {
    const { index, playing, opened } = this;
    const say = this.#say;
    const view = this.#view(history);
    const toggle = () => this.#keys.toggle();
    const seek = (to: number) => (this.seek(to), this.index);
    const failed = this.#playback.failure !== undefined;
    const open = () => (this.opened = !opened);
    return html`
      ${this.#figure(view, say('learning.label', { steps: history.steps }), say('learning.at', { step: history.snapshots[index]!.step }))}
      ${learningTransport({ history, index, playing, failed, opened, say, toggle, seek, open })}
      ${opened ? this.#more(view) : nothing}
    `;
  }

  /** What can be done with the model shown, its numbers, and another run. */
  #more(view: LearningView): TemplateResult {
    const { goesOn, page } = this;
    const { history, say } = view;
    const { seed } = history.settings;
    const setGoesOn = (on: boolean) => (this.goesOn = on);
    return html`
      ${learningAsides({ page, snapshot: this.#playback.snapshot!, seed, goesOn, setGoesOn })}
      ${this.#numbers(view)}
      <learning-settings
        .settings=${history.settings}
        .usual=${this.#usual!}
        .say=${say}
        @begin=${({ detail }: CustomEvent<LearningSettings>) => void this.#onBegin(detail)}
      ></learning-settings>
    `;
  }

  #figure(view: LearningView | ModelView, label: string, title: string): TemplateResult {
    return html`
      <figure tabindex="0" role="group" aria-label=${label} @keydown=${this.#onKey}>
        <figcaption><b>${title}</b>${captionOf(view)}</figcaption>
        <div class="shown">
          ${this.#stage.show(learningPicture(view, this.available || 720))}
          ${inspector(this.#runs(view.trace), this.pointed, this.pointer, this.#say)}
        </div>
      </figure>
    `;
  }

  /** What the dots show, as a table. */
  #numbers({ trace, token }: LearningView): TemplateResult {
    const say = this.#say;
    const cell = this.pointed ?? parseCell('sentence', cellId('weight', 0, token, 0));
    return html`
      <details>
        <summary>${toolIcon('table')} ${say('tools.numbers')}</summary>
        ${numberTable(this.#runs(trace), cell, say)}
      </details>
    `;
  }

  /** The form goes with the run that it was about: what it has begun comes into sight, and takes the focus. */
  async #onBegin(settings: LearningSettings): Promise<void> {
    this.begin(settings);
    this.#playback.go();
    this.#begun = true;
    await this.updateComplete;
    this.scrollIntoView({ block: 'nearest' });
  }

  override updated(): void {
    if (!this.#begun || !this.history) return;
    this.#begun = false;
    const { activeElement, body } = document;
    if (activeElement === body)
      this.renderRoot.querySelector<HTMLElement>('.play')!.focus({ preventScroll: true });
  }

  #keys: KeyActions = {
    toggle: () => (this.playing ? this.pause() : this.play()),
    on: () => this.seek(this.index + 1),
    back: () => this.seek(this.index - 1),
    first: () => this.seek(0),
    last: () => this.seek(Infinity),
  };

  #onKey = (event: KeyboardEvent): void => onStageKey(event, (key) => this.pointer.walk(key), this.#keys);
}
