import { html, nothing, type PropertyValues } from 'lit';
import { chapterIds } from '../chapters/index.js';
import { examples } from '../compute/examples.js';
import { painted } from '../compute/idle.js';
import { yieldToEventLoop } from '../compute/yield-to-event-loop.js';
import { splitWords } from '../compute/model/words.js';
import { runPhrases, type Runs } from '../compute/runs.js';
import type { FigureContext } from '../figure/figure.js';
import { addTexts } from '../text/messages.js';
import { theme as themeStyles } from '../ui/theme.js';
import { themeOf } from '../ui/themes.js';
import type { AddressController, AddressedMoments, OpenedAt } from './address-controller.js';
import { ChapterLoading } from './chapter-loading.js';
import { ChapterPage } from './chapter-page.js';
import { Computation, type Ready, startEngine, type State } from './computation.js';
import { ExplainerProperties } from './explainer-properties.js';
import { FirstPaint } from './first-paint.js';
import { LanguageChoice } from './language-choice.js';
import { nameDocument } from './name-document.js';
import { PageFigures } from './page-figures.js';
import type { ShownMoment } from './page-moment.js';
import { pageStyles } from './page-styles.js';
import { PageView } from './page-view.js';
import type { Printing } from './printing.js';
import { Reports } from './reports.js';
import { SelectionController } from './selection-controller.js';

/** What the address follows. */
const followed = [
  'head',
  'token',
  'transposed',
  'lang',
  'theme',
  'rank',
  'removed',
  'handled',
  'state',
] as const;

/**
 * The explainer as one element: `<attention-explainer></attention-explainer>` is the whole page,
 * `<attention-explainer chapter="weights">` one chapter of it. Emits `step` with { chapter, step } whenever a figure comes
 * to another step, `selection` with { sentence, head, token } whenever one of them has changed, `ready` once the first figure
 * is drawn, and `error` with { kind, message } where nothing can be shown, or not the sentence that was asked for.
 */
export class AttentionExplainer extends ExplainerProperties {
  static override styles = [themeStyles, pageStyles];
  static addTexts = addTexts;

  readonly #computation = new Computation(this);
  readonly #selection = new SelectionController(this, this.#computation);
  readonly #figures = new PageFigures(() => this.renderRoot);
  readonly #chapters = new ChapterLoading(
    this,
    () => (this.isAlone ? [this.subject] : chapterIds),
    (id) => this.#loadTexts(id),
  );
  readonly #language = new LanguageChoice(
    this,
    () => this.#textFiles,
    () => this.#preserveScroll(),
  );
  readonly #page = new ChapterPage(this, {
    loaded: () => this.#chapters.loaded,
    setSentence: (words) => this.#setSentence(words),
    show: (chapter, step) => this.#figures.hold(chapter, step),
    stepOf: (chapter) => this.#figures.stepOf(chapter),
    open: (chapter, step) => void this.#goTo(chapter, step),
  });
  readonly #view = new PageView(this, {
    language: this.#language,
    selection: this.#selection,
    chapters: this.#chapters,
    figures: this.#figures,
    page: this.#page,
    address: () => this.#address,
    prints: () => this.#printing?.active ?? false,
    setSentence: (words) => this.#setSentence(words),
    goToTitle: (chapter) => void this.#goToTitle(chapter),
    startAgain: () => void this.#start(),
    onStep: (chapter, step) => this.#onStep({ chapter, step }),
    onHeld: (chapter) => this.#follow(chapter),
    moment: (chapter) => this.#moment(chapter),
  });
  readonly #reports = new Reports(this, () => this.#language.shown && this.#language.say);
  #firstPaint: FirstPaint | undefined;
  #address: AddressController | undefined;
  #printing: Printing | undefined;
  #context: FigureContext | undefined;
  /** The chapter that the reader is at: the one whose figure was last held. */
  #reading: string = chapterIds[0]!;
  /** The moment to open at, until the figures are there. */
  #openAt: OpenedAt | undefined;
  #started = false;
  #giving: Promise<void> | undefined;
  #waits = false;

  /** All runs that the figures are drawn from, by name. */
  get runs(): Runs | undefined {
    return this.state.kind === 'ready' ? this.#contextOf(this.state).runs : undefined;
  }

  /** Resolves when the first figure is drawn; rejects with a sentence where that cannot be. */
  get ready(): Promise<void> {
    return this.#reports.ready;
  }

  /** Plays the figure of `chapter`, or of the first one, from where it is. */
  play(): void {
    this.#reports.whenReady(() => this.#figures.figure(this.subject)?.play());
  }

  /** Stops it where it is. */
  pause(): void {
    this.#reports.whenReady(() => this.#figures.figure(this.subject)?.pause());
  }

  /** Holds it at a step, wherever it has come to since it was last held there. */
  goTo(step: string): void {
    this.#reports.whenReady(() => this.#figures.hold(this.subject, step));
  }

  /** Shows every chapter now, and not as the reader comes near; resolves when all are drawn. */
  showAll(): Promise<void> {
    return this.#chapters.showAll();
  }

  /** Whether every chapter is shown, and all that stands around them. */
  get isWhole(): boolean {
    return this.extras !== undefined && this.#chapters.areAllShown;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A page of our own begins at once; elsewhere there may be many of us, most of them far below.
    if (this.linked) this.#begin();
    else if (!this.#waits) this.#wait().catch(() => this.#begin());
  }

  async #wait(): Promise<void> {
    this.#waits = true;
    const { Approach, HostTheme, Standing } = await import('./guest.js');
    new HostTheme(this);
    new Standing(this);
    new Approach(
      this,
      () => this.#begin(),
      () => void (this.isConnected && this.#prepare().catch(() => {})),
    );
  }

  #begin(): void {
    if (!this.#started) void this.#start();
  }

  /** Has everything there, so that between a browser's wish to print and its doing so all can be drawn. */
  async #prepare(): Promise<void> {
    await Promise.all([startEngine(), this.#language.load('common'), this.#chapters.load(this.subject)]);
    await this.#loadExtras();
  }

  async #start(): Promise<void> {
    this.#started = true;
    this.state = { kind: 'loading' };
    try {
      const starting = startEngine();
      // Nothing can be said without texts, not even what failed.
      await this.#language.load('common');
      this.requestUpdate();
      await this.#showFirst();
      const engine = await starting;
      await this.#pause();
      runPhrases(engine);
      await this.#pause();
      // Nobody sees the model's numbers before those that were asked for.
      await this.#giving;
      const at = this.linked ? this.#address?.open(engine) : undefined;
      this.#computation.start(engine, splitWords(examples[0].sentence));
      this.#openAt = at ?? (this.step ? { chapter: this.subject, step: this.step } : undefined);
    } catch (error) {
      return this.#computation.failToStart(error);
    }
    // The first figure does not share its way with what follows it.
    await this.updateComplete;
    await this.#figures.live(this.subject);
    this.#reports.isReady();
    await painted();
    this.#chapters.watch();
    // What cannot be had now is asked for again when the reader comes to it.
    await this.#loadExtras().catch(() => {});
    await this.#chapters.growWhenIdle();
  }

  /** Divides what is long into tasks, between which the reader is heard. Paper does not wait. */
  async #pause(): Promise<void> {
    if (!this.#printing?.active) await yieldToEventLoop();
  }

  /** Shows what is to be seen first: the chapter that is asked for by an attribute or an address. */
  async #showFirst(): Promise<void> {
    if (this.linked && location.hash.length > 1) {
      await this.#loadExtras().catch(() => {});
      await this.#address?.approach();
    }
    await this.#chapters.show([this.subject]);
  }

  /** Loads what stands around the figures, with what it has to say. */
  async #loadExtras(): Promise<void> {
    if (this.extras) return;
    const [extras] = await Promise.all([import('./extras.js'), this.#language.load('extras')]);
    // A task of its own; the language may have become another one meanwhile.
    await yieldToEventLoop();
    await this.#language.load('extras');
    if (this.extras) return;
    (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(extras.extrasStyles.styleSheet!);
    this.#printing = new extras.Printing(this);
    this.extras = extras;
    await this.updateComplete;
  }

  /** Loads what shows numbers of an author's own, and has them read. */
  async #give(): Promise<void> {
    const [{ GivenData }] = await Promise.all([import('./given-data.js'), this.#loadExtras()]);
    this.given ??= new GivenData(this, () => this.#language.say);
    await this.given.read;
  }

  /** Loads what a chapter has to say, and asks again for what stands around the figures if that could not be had. */
  #loadTexts(id: string): Promise<void> {
    if (id !== this.subject) this.#loadExtras().catch(() => {});
    return this.#language.load(...(id === chapterIds[0] ? [] : ['extras']), id);
  }

  /** Where the address is ours, and what keeps it has been loaded. */
  #keepAddress(): void {
    const { linked, extras } = this;
    if (linked && extras) this.#address ??= new extras.AddressController(this, this.#addressed());
    else this.#address = this.#address?.end();
  }

  /** What the address is about. Everything is asked for when it is needed. */
  #addressed(): AddressedMoments {
    return {
      engine: () => (this.state.kind === 'ready' ? this.state.engine : undefined),
      loaded: () => this.#chapters.loaded,
      shown: (chapter) => this.#moment(chapter),
      showUpTo: (chapter) => this.#chapters.showUpTo(chapter),
      open: (at) => void (this.#openAt = at),
    };
  }

  /** The files of texts that are needed for what is there. */
  get #textFiles(): readonly string[] {
    if (!this.#started) return [];
    const chapters = this.#chapters.loaded.map(({ id }) => id);
    const around = this.extras || chapters.some((id) => id !== chapterIds[0]) ? ['extras'] : [];
    return ['common', ...around, ...chapters];
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('linked') || changed.has('extras')) this.#keepAddress();
    this.#language.choose();
    // What cannot be had is asked for again with other data.
    if (this.data && !this.given && changed.has('data')) this.#giving = this.#give().catch(() => {});
    this.given?.update();
    this.#computation.update(changed);
    if (this.#printing?.active) {
      this.#begin();
      this.#chapters.showLoaded();
    }
    this.#context = this.state.kind === 'ready' ? this.#contextOf(this.state) : undefined;
  }

  #contextOf(ready: Ready): FigureContext {
    return this.#computation.context(ready, this.#selection.shown(ready), this.#language.say);
  }

  /** What has just been computed is drawn in a task of its own. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.#context || this.state.kind !== 'ready') return super.scheduleUpdate();
    return this.#pause().then(() => super.scheduleUpdate());
  }

  /** Drawn also means: in the language that was asked for, and with the figures, which come in tasks of their own. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.#figures.drawn();
    const { awaited } = this.#language;
    await awaited;
    const isLast = (await super.getUpdateComplete()) && complete;
    // What was loaded meanwhile has to be had in that language too.
    return awaited === this.#language.awaited ? isLast : this.getUpdateComplete();
  }

  override updated(changed: PropertyValues<this>): void {
    if (this.#language.shown) {
      if (this.linked) nameDocument(this.#language.say);
      if (this.#context) void this.#firstPaint?.leaveAfter(this.#figures.figure(this.subject));
    }
    if (this.#openAt && this.#context) void this.#open(this.#openAt);
    else if (changed.has('step') && this.step) this.#figures.hold(this.subject, this.step);
    const moved = followed.some((name) => changed.has(name));
    // The start is not the reader's doing.
    const started = (changed.get('state') as State | undefined)?.kind === 'loading';
    if (moved && !started && this.hasUpdated) this.#follow();
  }

  /** Brings a chapter into sight, its figure held at a step. */
  async #open({ chapter, step }: OpenedAt): Promise<void> {
    this.#openAt = undefined;
    this.#reading = chapter;
    if (step !== undefined) this.#figures.hold(chapter, step);
    if (this.linked && chapter !== chapterIds[0]) await this.#figures.bringIntoSight(chapter, step);
  }

  /** As a reader goes there from another place of the page. */
  async #goTo(chapter: string, step: string): Promise<void> {
    await this.#chapters.showUpTo(chapter).catch(() => {});
    this.#figures.hold(chapter, step);
    await this.#figures.bringIntoSight(chapter, step);
    this.#figures.figure(chapter)?.focus({ preventScroll: true });
    // A figure that rests at that step has told of nothing.
    this.#follow(chapter);
  }

  /** Who comes by keyboard, or listens, reads on from the title. */
  async #goToTitle(chapter: string): Promise<void> {
    // Where one of them cannot be had there is its place at least.
    await Promise.allSettled([this.#loadExtras(), this.#chapters.showUpTo(chapter)]);
    // Cards that pass on the way are nobody's place.
    const arriving = this.#figures.bringIntoSight(chapter);
    this.#figures.section(chapter)?.querySelector('h2')?.focus({ preventScroll: true });
    await arriving;
    this.#follow(chapter);
  }

  #onStep(detail: { chapter: string; step: string }): void {
    this.dispatchEvent(new CustomEvent('step', { detail, bubbles: true, composed: true }));
  }

  /** Lets the address follow the reader, who may be at another chapter now. */
  #follow(chapter = this.#reading): void {
    this.#reading = chapter;
    this.#address?.follow(chapter);
  }

  #moment(chapter: string): ShownMoment | undefined {
    const { trace } = this;
    if (!trace) return undefined;
    const [head, token] = [this.#selection.head(trace), this.#selection.token(trace)];
    const step = this.#figures.stepOf(chapter);
    return { trace, head, token, theme: themeOf(this.theme), chapter, step };
  }

  /** Texts of another language are of another length: what is read stays in its place. */
  #preserveScroll(): void {
    if (this.hasUpdated && !this.#openAt)
      this.extras?.preserveScroll(this.renderRoot, () =>
        this.updateComplete.then(() => this.#figures.drawn()),
      );
  }

  #setSentence(words: readonly string[]): void {
    const { state, extras } = this;
    if (state.kind !== 'ready' || !extras) return;
    try {
      this.token = extras.tokenToFollow(state.engine, words);
      this.removed = undefined;
      this.sentence = words.join(' ');
    } catch (error) {
      this.#computation.fail(error);
    }
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.shadowRoot) this.#firstPaint = new FirstPaint(this.shadowRoot);
    return super.createRenderRoot();
  }

  protected override update(changed: PropertyValues<this>): void {
    // Who is brought elsewhere, or prints, sees nothing of it.
    if (this.#language.shown && this.#context && (this.#openAt || this.#printing?.active))
      this.#firstPaint?.leave();
    super.update(changed);
  }

  /** What stands for it, the first paint or what its author has put inside, stays until it is live, and where it cannot be. */
  override render(): unknown {
    const isPainted = this.#firstPaint?.shown;
    const context = this.#context;
    if (isPainted && !context && this.state.kind !== 'failed') return nothing;
    return [
      this.#language.shown ? this.#view.render(context, isPainted) : nothing,
      context ? nothing : html`<slot></slot>`,
    ];
  }
}
