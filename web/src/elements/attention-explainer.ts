import { html, LitElement, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { asTrained, type RunOptions } from '../../../wasm/attention.js';
import type { Address } from '../address.js';
import { aroundSoFar, loadAround } from '../around-shelf.js';
import { breathe } from '../breathe.js';
import type { Chapter, Page } from '../chapters/chapter.js';
import { areAllThere, chapterIds, chaptersSoFar, loadChapters } from '../chapters/shelf.js';
import type { EmbedKind } from '../embedding/codes.js';
import { Engine, EngineError } from '../engine.js';
import { exampleSentences, examples } from '../examples.js';
import type { Figure, FigureContext } from '../figure/figure.js';
import type { Cell } from '../inspect/cell.js';
import { reasonText } from '../failure.js';
import type { LinkState } from '../link.js';
import {
  isLoaded,
  type Language,
  languageOf,
  languages,
  loadTexts,
  type MessageKey,
  type Part,
  type Say,
  sayIn,
} from '../messages.js';
import type { OwnModel } from '../model/model.js';
import { knownWords, splitWords } from '../model/words.js';
import { type Theme, themes } from '../themes.js';
import { type Removal, type Runs, runWithout } from '../runs.js';
import { allRuns, type PageRuns, removalOf, runPage } from '../page-runs.js';
import { between } from '../timeline/timeline.js';
import { strongestHead, type Trace } from '../trace.js';
import { chapterSection } from './chapter-section.js';
import type { ExplainerFigure } from './explainer-figure.js';
import { FirstPaint } from './first-paint.js';
import { offerHanPunctuation } from './han-punctuation.js';
import { type Control, shownControls } from './controls.js';
import { pageContents } from './page-contents.js';
import { pageHeader } from './page-header.js';
import { pageStyles } from './page-styles.js';
import type { Printing } from './printing.js';
import { theme } from './theme.js';

interface Ready extends PageRuns {
  readonly kind: 'ready';
}

type State = { kind: 'loading' } | { kind: 'failed'; error: EngineError } | Ready;

/** One start for all elements of a page: they share one engine. */
let sharedEngine: Promise<Engine> | undefined;

function startEngine(): Promise<Engine> {
  const starting = (sharedEngine ??= Engine.start());
  // What could not be fetched may be there another time.
  starting.catch(() => (sharedEngine = undefined));
  return starting;
}

/** How far outside the window an element begins to work, in pixels. */
const near = 800;

/**
 * The explainer as one element: `<attention-explainer></attention-explainer>` is the whole page,
 * `<attention-explainer chapter="weights">` one chapter of it. Emits `step` with { chapter, step } whenever a figure comes
 * to another step, and `selection` with { sentence, head, token } whenever one of them has changed.
 */
export class AttentionExplainer extends LitElement {
  static override properties = {
    lang: { type: String },
    theme: { type: String, reflect: true },
    linked: { type: Boolean },
    embeds: { type: Boolean },
    chapter: { type: String },
    step: { type: String },
    controls: { type: String },
    autoplay: { type: Boolean },
    sentence: { type: String },
    head: { type: Number },
    token: { type: Number },
    transposed: { type: Boolean },
    options: { attribute: false },
    ownModel: { attribute: false },
    silent: { attribute: false },
    rank: { type: Number },
    removed: { attribute: false },
    state: { state: true },
    surrounded: { state: true },
    grown: { state: true },
    whole: { state: true },
    brokenLink: { state: true },
    named: { state: true },
    pointed: { state: true },
  };

  /** Keep the page's address at the moment that is shown, and open at the one that it names. For pages of our own. */
  declare linked: boolean;
  /** Offer code for pages of others: beside this page stand embed.html and attention-explainer.js. */
  declare embeds: boolean;
  /** `auto` (the reader's own, if there are texts in it), `en` or `zh`. */
  declare lang: string;
  /** `auto` (as the reader's system), `light` or `dark`. */
  declare theme: string;
  /** The one chapter that is shown, by its name in the page's addresses; without it, or with another name, all. */
  declare chapter: string | undefined;
  /** The step at which the figure of `chapter` is held, by its name in the page's addresses. */
  declare step: string | undefined;
  /** What is shown beside the figures: names of Control with spaces between. */
  declare controls: string | undefined;
  /** The figure of `chapter` plays when it comes into sight, unless the reader wants no motion. */
  declare autoplay: boolean;
  /** The sentence that is run; one that the model cannot read leaves the one before. */
  declare sentence: string;
  /** The head that is shown, from 1. Until one is chosen, the head that moves the followed word most. */
  declare head: number | undefined;
  /** The token that is followed, from 1. */
  declare token: number;
  /** Grids with queries along the top and keys down the side. */
  declare transposed: boolean;
  /** The switches: how the run of chapter 6 departs from the model as trained. */
  declare options: RunOptions;
  /** A model that was trained in the page, instead of the one that came with it. */
  declare ownModel: OwnModel | undefined;
  /** The heads that are switched off in chapter 9, from 0, in order. */
  declare silent: readonly number[];
  /** How many directions of a head's values chapter 8 keeps; all until fewer are chosen. */
  declare rank: number | undefined;
  /** What chapter 13 takes away; until one is chosen, the word that moves the followed one most. */
  declare removed: Removal | undefined;
  declare state: State;
  /** Whether all that stands around the figures is there, with its texts. */
  declare surrounded: boolean;
  /** How many half chapters there are so far, while the page grows: the picture of a chapter and its prose come by turns. */
  declare grown: number;
  /** Whether all chapters are there too. */
  declare whole: boolean;
  declare brokenLink: boolean;
  /** What prose or formulas name while they are pointed at, and in which chapter. */
  declare named: { readonly chapter: string; readonly object: string } | undefined;
  /** What is pointed at in a figure, and in which chapter. */
  declare pointed: { readonly chapter: string; readonly object: string } | undefined;

  /** The chapter that the reader is at: the one whose figure was last held. */
  #chapter: string = chapterIds[0];
  /** The moment to open at, until the figures are there. */
  #openAt: { chapter: string; step: string | undefined } | undefined;
  /** The language that is shown: the one that is wanted, once its texts are there. */
  #language: Language | undefined;
  /** Texts on their way. */
  #awaited: Promise<unknown> = Promise.resolve();
  #approach: IntersectionObserver | undefined;
  #started = false;
  /** What the last `selection` told. */
  #told: string | undefined;
  #context: FigureContext | undefined;
  #runs: { readonly of: Ready['runs']; readonly all: Runs } | undefined;
  #printing: Printing | undefined;
  #fragment: Address | undefined;
  /** The address has not followed the reader yet. */
  #behind = false;
  #firstPaint: FirstPaint | undefined;
  /** How many chapters the last render has shown in full, and how many of them this one leaves as they are. */
  #rendered = 0;
  #kept = 0;

  constructor() {
    super();
    this.lang = 'auto';
    this.theme = 'auto';
    this.linked = false;
    this.embeds = false;
    this.autoplay = false;
    this.surrounded = false;
    this.grown = 2;
    this.whole = false;
    this.brokenLink = false;
    this.sentence = examples[0].sentence;
    this.token = examples[0].token;
    this.transposed = false;
    this.options = asTrained;
    this.silent = [];
    this.state = { kind: 'loading' };
  }

  static override styles = [theme, pageStyles];

  /**
   * Names, shapes and values of everything that was computed on the sentence shown, read-only.
   * Undefined until the computation has started, and where it could not.
   */
  get trace(): Trace | undefined {
    return this.state.kind === 'ready' ? this.state.runs.sentence : undefined;
  }

  /** All runs that the figures are drawn from, by name. */
  get runs(): Runs | undefined {
    return this.state.kind === 'ready' ? this.#runsOf(this.state) : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#onAddress);
    window.addEventListener('languagechange', this.#onLanguage);
    window.addEventListener('pagehide', this.#onLeave);
    if (!this.#started) this.#startWhenNear();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#approach?.disconnect();
    window.removeEventListener('hashchange', this.#onAddress);
    window.removeEventListener('languagechange', this.#onLanguage);
    window.removeEventListener('pagehide', this.#onLeave);
    this.#onLeave();
  }

  /** A page of our own begins at once; elsewhere there may be many of us, most of them far below. */
  #startWhenNear(): void {
    if (this.linked) return void this.#start();
    this.#approach = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#start();
      },
      { rootMargin: `${near}px` },
    );
    this.#approach.observe(this);
  }

  async #start(): Promise<void> {
    this.#approach?.disconnect();
    this.#started = true;
    try {
      const starting = startEngine();
      const texts = loadTexts(this.#wanted, 'first');
      // Nothing can be said without texts, not even what failed.
      await texts;
      this.requestUpdate();
      if (this.#asksForLater) await this.#complete();
      const engine = await starting;
      if (this.linked) this.#openAddress(engine);
      this.#run(engine, this.#words(engine) ?? splitWords(examples[0].sentence));
      if (this.step && !this.#openAt) this.#openAt = { chapter: this.#subject, step: this.step };
    } catch (error) {
      return this.#fail(error);
    }
    // The first figure does not share its way with what follows it.
    await this.updateComplete;
    const figure = this.#figure(this.#subject);
    await figure?.measured;
    await figure?.updateComplete;
    // Where it cannot be had now, the contents ask for it again.
    await (this.#alone ? this.#surround() : this.#grow()).catch(() => {});
  }

  /** Whether what is to be shown first is more than the chapter that comes with the page. */
  get #asksForLater(): boolean {
    return areAllThere() || (this.linked && location.hash.length > 1) || this.#subject !== chapterIds[0];
  }

  /** Sees to it that all that stands around the figures is there, with its texts. */
  async #surround(): Promise<void> {
    await Promise.all([loadAround(), this.#takeTexts('around')]);
    if (this.surrounded) return;
    const around = aroundSoFar()!;
    const { adoptedStyleSheets } = this.renderRoot as ShadowRoot;
    adoptedStyleSheets.push(around.styles.styleSheet!);
    this.#printing = new around.Printing(this);
    this.surrounded = true;
    if (this.#behind) this.#follow();
    await this.updateComplete;
  }

  async #loadRest(): Promise<void> {
    await this.#surround();
    await Promise.all([loadChapters(startEngine()), this.#takeTexts('rest')]);
  }

  /** Sees to it that all chapters are there, with their texts. */
  async #complete(): Promise<void> {
    await this.#loadRest();
    this.whole = true;
    await this.updateComplete;
  }

  /** The same without haste, half a chapter at a time: the reader's hands never wait for a long task. */
  async #grow(): Promise<void> {
    await this.#loadRest();
    while (!this.whole) {
      this.grown += 1;
      this.whole = this.grown >= 2 * chapterIds.length;
      await this.updateComplete;
      if (!document.hidden) await new Promise(requestAnimationFrame);
      await breathe();
    }
  }

  /** Loads texts in the language that is shown and in the one that is wanted, which may become another meanwhile. */
  async #takeTexts(part: Part): Promise<void> {
    const spoken = () => [this.#language ?? this.#wanted, this.#wanted];
    while (!spoken().every((language) => isLoaded(language, part)))
      await Promise.all(spoken().map((language) => loadTexts(language, part)));
  }

  /** Whether one chapter stands alone. */
  get #alone(): boolean {
    return chapterIds.some((id) => id === this.chapter);
  }

  /** The chapter that the attributes are about. */
  get #subject(): string {
    return this.#alone ? this.chapter! : chapterIds[0];
  }

  get #chapters(): readonly Chapter[] {
    const there = this.whole ? chaptersSoFar() : chaptersSoFar().slice(0, Math.ceil(this.grown / 2));
    return this.#alone ? there.filter(({ id }) => id === this.chapter) : there;
  }

  #shows(control: Control): boolean {
    return shownControls(this.controls, this.#alone).has(control);
  }

  #fail(error: unknown): void {
    if (!(error instanceof EngineError)) throw error;
    this.state = { kind: 'failed', error };
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#chooseLanguage();
    const { state } = this;
    const changes = ['sentence', 'options', 'ownModel'].some((name) => changed.has(name as 'sentence'));
    if (state.kind === 'ready' && changes) {
      const words = this.#words(state.engine) ?? state.runs.sentence.words;
      if (changed.has('ownModel')) this.#changeModel(state.engine, words);
      else if (changed.has('options') || words.join(' ') !== state.runs.sentence.words.join(' '))
        this.#run(state.engine, words);
    }
    if (changed.has('silent')) this.#ablate();
    const before = this.#context;
    this.#context = this.state.kind === 'ready' ? this.#contextOf(this.state) : undefined;
    const grew =
      changed.size > 0 && [...changed.keys()].every((name) => name === 'grown' || name === 'whole');
    const same = before === this.#context && !this.#printing?.active;
    this.#kept = grew && same ? this.#rendered : 0;
  }

  /** Shows the language that is wanted as soon as its texts are there. */
  #chooseLanguage(): void {
    const wanted = this.#wanted;
    if (wanted === this.#language || !(this.#started || this.state.kind === 'ready')) return;
    const parts: Part[] = ['first'];
    if (this.surrounded) parts.push('around');
    if (this.whole || this.grown > 2) parts.push('rest');
    if (parts.every((part) => isLoaded(wanted, part))) {
      if (this.#language && this.hasUpdated && !this.#openAt)
        aroundSoFar()?.keepPlace(this.renderRoot, () => this.#settled());
      this.#language = wanted;
      if (wanted === 'zh') offerHanPunctuation();
      return;
    }
    const loading = Promise.all(parts.map((part) => loadTexts(wanted, part)));
    // The language before stays where the texts cannot be had.
    this.#awaited = loading.then(
      () => this.requestUpdate(),
      () => {},
    );
  }

  /** Drawn also means: in the language that was asked for. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.#awaited;
    return (await super.getUpdateComplete()) && complete;
  }

  /** Runs the sentence again without the heads that are off; what else has been computed stays. */
  #ablate(): void {
    const { state, silent } = this;
    if (state.kind !== 'ready') return;
    const { runs, engine } = state;
    try {
      this.state = { ...state, runs: { ...runs, ablated: runWithout(engine, runs.sentence, silent) } };
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The same object until something in it changes: figures draw again when they get another one. */
  #contextOf(state: Ready): FigureContext {
    const { engine, ablations, wordAblations } = state;
    const runs = this.#runsOf(state);
    const trace = runs.sentence;
    const selection = {
      head: this.#shownHead(trace),
      token: this.#shownToken(trace),
      transposed: this.transposed,
      rank: this.rank,
      removed: this.#removal(state),
    };
    const before = this.#context;
    const same =
      before?.runs === runs &&
      before.lens === engine.lens &&
      before.say === this.#say &&
      before.selection.head === selection.head &&
      before.selection.token === selection.token &&
      before.selection.transposed === selection.transposed &&
      before.selection.rank === selection.rank;
    // The first figure, which is drawn before there is a lens, does without.
    const lens = engine.lens!;
    return same ? before : { runs, ablations, wordAblations, lens, selection, say: this.#say };
  }

  #removal(state: Ready): Removal {
    return removalOf(state, this.removed, this.#shownToken(state.runs.sentence));
  }

  /** The same object for the same runs. */
  #runsOf(state: Ready): Runs {
    const all = allRuns(state, this.#removal(state));
    const known = this.#runs;
    if (known?.of === state.runs && known.all.without === all.without) return known.all;
    this.#runs = { of: state.runs, all };
    return all;
  }

  #changeModel({ trained }: Engine, words: readonly string[]): void {
    const { ownModel } = this;
    if (!ownModel) return this.#run(trained, words);
    const { WeightsModel } = aroundSoFar()!;
    this.#run(trained.withModel(new WeightsModel(ownModel.weights, trained.model)), words);
  }

  #run(engine: Engine, words: readonly string[]): void {
    try {
      this.state = { kind: 'ready', ...runPage(engine, words, this.options, this.silent) };
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The words of `sentence`, or undefined when the model cannot read it. */
  #words(engine: Engine): readonly string[] | undefined {
    const { vocabulary, dimensions } = engine.model;
    return knownWords(this.sentence, vocabulary, dimensions.n_positions);
  }

  /** Takes what the page's address asks for. One without anything in it is read only where others have been. */
  #openAddress(engine: Engine): void {
    const moment = aroundSoFar()?.openAddress(this, engine);
    if (moment) this.#openAt = moment;
  }

  #onLeave = (): void => this.#fragment?.flush();

  #onAddress = async (): Promise<void> => {
    this.#fragment?.drop();
    if (!this.linked || this.state.kind === 'failed') return;
    if (location.hash.length > 1 && !this.whole) await this.#complete();
    if (this.state.kind === 'ready') this.#openAddress(this.state.engine);
    this.requestUpdate();
  };

  override updated(changed: PropertyValues<this>): void {
    if (this.linked && this.#language) this.#nameDocument();
    if (this.#openAt) this.#open(this.#openAt.chapter, this.#openAt.step);
    else if (changed.has('step') && this.step) this.#hold(this.#subject, this.step);
    this.#tell();
    const moved = (
      ['head', 'token', 'transposed', 'lang', 'theme', 'rank', 'removed', 'state'] as const
    ).some((name) => changed.has(name));
    // The start is not the reader's doing.
    const started = (changed.get('state') as State | undefined)?.kind === 'loading';
    if (moved && !started && this.hasUpdated) this.#follow();
  }

  /** Tells the page around of what is selected. */
  #tell(): void {
    const { trace } = this;
    if (!trace) return;
    const head = this.#shownHead(trace) + 1;
    const token = this.#shownToken(trace) + 1;
    const detail = { sentence: trace.words.join(' '), head, token };
    const told = JSON.stringify(detail);
    if (told === this.#told) return;
    this.#told = told;
    this.dispatchEvent(new CustomEvent('selection', { detail, bubbles: true, composed: true }));
  }

  #onStep(chapter: string, step: string): void {
    const detail = { chapter, step };
    this.dispatchEvent(new CustomEvent('step', { detail, bubbles: true, composed: true }));
  }

  /** When everything inside is drawn too. */
  async #settled(): Promise<void> {
    await this.updateComplete;
    const parts = [...this.renderRoot.querySelectorAll<LitElement>('chapter-prose, explainer-figure')];
    await Promise.all(parts.map((part) => part.updateComplete));
  }

  #figure(chapter: string): ExplainerFigure | null {
    return this.renderRoot.querySelector<ExplainerFigure>(`explainer-figure[chapter="${chapter}"]`);
  }

  #place(chapter: string): Element {
    return this.renderRoot.querySelector(`section[data-chapter="${chapter}"]`)!;
  }

  /** Brings a chapter into sight, its figure held at a step. */
  #open(chapter: string, step: string | undefined): void {
    this.#openAt = undefined;
    this.#chapter = chapter;
    if (step !== undefined) this.#hold(chapter, step);
    if (this.linked && chapter !== chapterIds[0]) void this.#bringIntoSight(chapter);
  }

  /** Chapters have their places on the page once every figure above has the height that it needs. */
  async #bringIntoSight(chapter: string): Promise<void> {
    const figures = [...this.renderRoot.querySelectorAll<ExplainerFigure>('explainer-figure')];
    await Promise.all(figures.map((figure) => figure.measured));
    await Promise.all(figures.map((figure) => figure.updateComplete));
    this.#place(chapter).scrollIntoView();
  }

  #hold(chapter: string, step: string): void {
    const figure = this.#figure(chapter);
    const index = figure?.timeline.steps.findIndex(({ id }) => id === step) ?? -1;
    if (index >= 0) figure!.goTo(index);
  }

  #stepOf(chapter: string): string | undefined {
    const figure = this.#figure(chapter);
    return figure?.timeline.steps[figure.step]!.id;
  }

  /** Plays a figure to the step that answers a question. */
  #reveal(chapter: string, step: string): void {
    const figure = this.#figure(chapter)!;
    figure.playTo(figure.timeline.steps.findIndex(({ id }) => id === step));
  }

  #onHeld(chapter: string): void {
    this.#chapter = chapter;
    this.#follow();
  }

  /** Lets the address follow, without an entry in the history for each moment. */
  #follow(): void {
    const { state } = this;
    if (!this.linked || state.kind !== 'ready') return;
    const around = aroundSoFar();
    this.#behind = around === undefined;
    if (!around) return;
    this.#fragment ??= new around.Address();
    this.#fragment.write(around.writeLink(this.#moment(this.#chapter)));
  }

  /** The address that opens a chapter at the moment that it shows. */
  #addressOf(chapter: string): string {
    return location.href.split('#')[0]! + aroundSoFar()!.writeLink(this.#moment(chapter));
  }

  #moment(chapter: string): LinkState {
    const trace = this.trace!;
    const [head, token] = [this.#shownHead(trace), this.#shownToken(trace)];
    const step = this.#stepOf(chapter);
    return aroundSoFar()!.momentOf(this, { trace, head, token, theme: this.#mode, chapter, step });
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.shadowRoot) this.#firstPaint = new FirstPaint(this.shadowRoot);
    return super.createRenderRoot();
  }

  protected override update(changed: PropertyValues<this>): void {
    if (this.#language && this.state.kind !== 'loading') this.#firstPaint?.leave();
    super.update(changed);
  }

  override render(): TemplateResult | typeof noChange {
    if (this.#firstPaint?.shown) return noChange;
    // What stands inside the element stands for it until it can speak.
    if (!this.#language) return html`<slot></slot>`;
    const say = this.#say;
    return html`
      <main class=${this.ownModel ? 'own-model' : ''} lang=${say.tag}>
        ${this.#shows('heading') || this.#shows('settings') ? this.#header() : nothing} ${this.#body()}
      </main>
    `;
  }

  #header(): TemplateResult {
    return pageHeader({
      say: this.#say,
      heading: this.#shows('heading'),
      settings: this.#shows('settings'),
      theme: this.#mode,
      setTheme: (theme) => (this.theme = theme),
      setLanguage: (language) => (this.lang = language),
    });
  }

  #body(): TemplateResult {
    const say = this.#say;
    const { state } = this;
    if (state.kind === 'loading') return html`<p class="loading" role="status">${say('state.loading')}</p>`;
    if (state.kind === 'failed') {
      return html`
        <section class="message" role="alert">
          <h2>${say('state.error.title')}</h2>
          <p>${say(state.error.key, { reason: reasonText(state.error.cause, say) })}</p>
        </section>
      `;
    }
    const page = this.#page();
    const around = this.surrounded ? aroundSoFar() : undefined;
    return html`
      ${this.#shows('contents') ? pageContents(say, chapterIds, (event, id) => this.#onContents(event, id)) : nothing}
      ${this.#shows('sentence') ? this.#choices(state) : nothing}
      ${around?.modelNote(say, this.ownModel, () => (this.ownModel = undefined))}
      ${this.brokenLink ? html`<p class="note" role="status">${say('link.broken')}</p>` : nothing}
      ${this.#sections(page)}
      <div class="place">${this.#shows('about') && this.whole ? around?.references(say) : nothing}</div>
      ${this.#shows('about') ? around?.pageFooter(say, state.engine, state.milliseconds) : nothing}
    `;
  }

  /**
   * Each chapter has a place from the beginning, and so has what follows them. With mathematics in a page, Chromium computes
   * the styles of all that is beside an element that is put in: here there is nothing beside it.
   */
  #sections(page: Page): readonly unknown[] {
    const { chapters } = page;
    const halved = !this.whole && !this.#alone && this.grown % 2 === 1 ? chapters.at(-1) : undefined;
    this.#rendered = halved ? chapters.length - 1 : chapters.length;
    const places = this.#alone ? chapters.length : chapterIds.length;
    return Array.from({ length: places }, (_, index) => {
      if (index < this.#kept) return noChange;
      const chapter = chapters[index];
      return html`<div class="place">
        ${chapter ? this.#section(chapter, { ...page, named: this.#namedIn(chapter) }, chapter === halved) : this.chapterToCome(index)}
      </div>`;
    });
  }

  /** What keeps the place of a chapter that is not there yet: nothing, but in the page as it is built. */
  protected chapterToCome(_index: number): unknown {
    return nothing;
  }

  #title(id: string): string {
    return this.#say(`chapter.${id}.title` as MessageKey);
  }

  async #onContents(event: Event, id: string): Promise<void> {
    event.preventDefault();
    await this.#complete();
    this.#chapter = id;
    this.#place(id).scrollIntoView();
    // Who comes by keyboard, or listens, reads on from there.
    this.#place(id).querySelector('h2')!.focus({ preventScroll: true });
    this.#follow();
  }

  #page(): Page {
    const { state, options, silent, ownModel } = this;
    if (state.kind !== 'ready') throw new RangeError('There is no page before the engine has started.');
    const setOptions = (changed: RunOptions) => (this.options = changed);
    const useModel = (model: OwnModel | undefined) => (this.ownModel = model);
    const setSilent = (heads: readonly number[]) => (this.silent = heads);
    const setRank = (rank: number) => (this.rank = rank);
    const setRemoved = (removed: Removal) => (this.removed = removed);
    const setSentence = (words: readonly string[]) => this.#onSentence(words, engine);
    const show = (chapter: string, step: string) => this.#hold(chapter, step);
    const open = (chapter: string, step: string) => {
      this.#hold(chapter, step);
      void this.#bringIntoSight(chapter).then(() => this.#figure(chapter)?.focus({ preventScroll: true }));
    };
    const { engine } = state;
    const context = this.#context!;
    return {
      engine,
      context,
      options,
      setOptions,
      silent,
      setSilent,
      setRank,
      ownModel,
      useModel,
      setRemoved,
      setSentence,
      examples: exampleSentences,
      chapters: this.#chapters,
      show,
      stepOf: (chapter: string) => this.#stepOf(chapter),
      open,
    };
  }

  /** What stands first comes first, so that nothing that is there moves when the other half comes. */
  #section(chapter: Chapter, page: Page, halved: boolean): TemplateResult {
    const { figure } = chapter;
    const parts = {
      figure: figure ? this.#figureOf(figure) : nothing,
      prose: halved && figure ? nothing : this.#proseOf(chapter, page),
      rest: figure ? this.#stillsOf(figure) : halved ? nothing : this.#bodyOf(chapter, page),
    };
    return html`
      ${chapterSection(chapter, this.#say, this.#shows('title'), parts)}
      ${halved ? nothing : (chapter.below?.(page) ?? nothing)}
    `;
  }

  #proseOf(chapter: Chapter, page: Page): TemplateResult {
    const { id } = chapter;
    const object = this.pointed?.chapter === id ? this.pointed.object : undefined;
    return html`<chapter-prose
      part="prose"
      ?hidden=${!this.#shows('prose')}
      .chapter=${chapter}
      .page=${page}
      .pointedObject=${object}
      @name=${({ detail }: CustomEvent<string | undefined>) =>
        (this.named = detail ? { chapter: id, object: detail } : undefined)}
      @reveal=${({ detail }: CustomEvent<string>) => this.#reveal(id, detail)}
    >
      ${chapter.controls?.(page) ?? nothing}
    </chapter-prose>`;
  }

  #bodyOf({ id, body }: Chapter, page: Page): TemplateResult {
    const point = ({ detail }: CustomEvent<string | undefined>) =>
      (this.pointed = detail ? { chapter: id, object: detail } : undefined);
    const choose = ({ detail }: CustomEvent<number>) => (this.token = detail + 1);
    return html`<div class="body" part="figure" @point=${point} @choose-token=${choose}>
      ${body?.(page)}
    </div>`;
  }

  #namedIn({ id }: Chapter): string | undefined {
    return this.named?.chapter === id ? this.named.object : undefined;
  }

  #figureOf(figure: Figure): TemplateResult {
    const { id } = figure;
    const context = this.#context!;
    const named = this.named?.chapter === id ? this.named.object : undefined;
    const own = named === undefined ? context : { ...context, selection: { ...context.selection, named } };
    return html`
      <explainer-figure
        part="figure"
        chapter=${id}
        .transport=${this.#shows('transport')}
        .tools=${this.#shows('tools')}
        .playsBySight=${this.#alone ? this.autoplay : figure.loops === true}
        @step=${({ detail }: CustomEvent<string>) => this.#onStep(id, detail)}
        .figure=${figure}
        .context=${own}
        .surrounded=${this.surrounded}
        .embedOf=${this.embeds ? (kind: EmbedKind) => aroundSoFar()!.writeEmbedCode(kind, this.#moment(id), this.#title(id)) : undefined}
        .linkOf=${this.linked ? () => this.#addressOf(id) : undefined}
        @held=${() => this.#onHeld(id)}
        @choose-token=${(event: CustomEvent<number>) => (this.token = event.detail + 1)}
        @point=${({ detail }: CustomEvent<Cell | undefined>) =>
          (this.pointed = detail ? { chapter: id, object: detail.tensor } : undefined)}
      ></explainer-figure>
    `;
  }

  #stillsOf(figure: Figure): TemplateResult | typeof nothing {
    if (!this.#printing?.active) return nothing;
    return html`<figure-stills .figure=${figure} .context=${this.#context!}></figure-stills>`;
  }

  /** The room that it needs is kept until it is there. */
  #choices({ engine, runs }: Ready): TemplateResult {
    const trace = runs.sentence;
    if (!this.surrounded) return html`<div class="choices"></div>`;
    return aroundSoFar()!.pageChoices({
      engine,
      trace,
      say: this.#say,
      token: this.#shownToken(trace),
      head: this.#shownHead(trace),
      transposed: this.transposed,
      setSentence: (words) => this.#onSentence(words, engine),
      setToken: (token) => (this.token = token + 1),
      setHead: (head) => (this.head = head + 1),
      setTransposed: (transposed) => (this.transposed = transposed),
    });
  }

  #onSentence(words: readonly string[], engine: Engine): void {
    try {
      this.token = aroundSoFar()!.tokenToFollow(engine, words);
      this.removed = undefined;
      this.sentence = words.join(' ');
    } catch (error) {
      this.#fail(error);
    }
  }

  /** From 0, inside the sentence whatever the attribute says. */
  #shownToken(trace: Trace): number {
    return between(0, this.token - 1, trace.n_tokens - 1);
  }

  /** From 0, one that there is. */
  #shownHead(trace: Trace): number {
    if (this.head) return between(0, this.head - 1, trace.n_heads - 1);
    return strongestHead(trace, this.#shownToken(trace));
  }

  get #wanted(): Language {
    return languages.find((language) => language === this.lang) ?? languageOf(navigator.languages);
  }

  /** In the language that is shown. */
  get #say(): Say {
    return sayIn(this.#language ?? this.#wanted);
  }

  #onLanguage = (): void => this.requestUpdate();

  /** The document is named in the language that is shown, where it is ours to name. */
  #nameDocument(): void {
    const say = this.#say;
    const root = document.documentElement;
    if (document.title !== say('title')) document.title = say('title');
    // The styles of the whole page are computed again when this is set, to whatever it is set.
    if (root.lang !== say.tag) root.lang = say.tag;
  }

  /** The theme as one of those that there are, whatever the attribute says. */
  get #mode(): Theme {
    return themes.find((theme) => theme === this.theme) ?? 'auto';
  }
}
