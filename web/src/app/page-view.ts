import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { chapterIds } from '../chapters/index.js';
import type { NumberedChapter, Page } from '../chapters/chapter.js';
import type { EngineError } from '../compute/engine.js';
import { reasonText } from '../compute/failure.js';
import type { FigureContext } from '../figure/figure.js';
import type { Say } from '../text/messages.js';
import { themeOf } from '../ui/themes.js';
import type { AddressController } from './address-controller.js';
import type { ChapterLoading } from './chapter-loading.js';
import type { ChapterPage } from './chapter-page.js';
import type { Ready } from './computation.js';
import { type Control, shownControls } from './controls.js';
import type { ChapterObject, ExplainerProperties } from './explainer-properties.js';
import type { LanguageChoice } from './language-choice.js';
import type { PageFigures } from './page-figures.js';
import { pageHeader } from './page-header.js';
import type { ShownMoment } from './page-moment.js';
import { chapterSection, chapterTitle, type Section } from './page-sections.js';
import type { SelectionController } from './selection-controller.js';

/** What the page is drawn from besides its properties, and what becomes of the reader's moves. */
export interface PageParts {
  readonly language: Pick<LanguageChoice, 'say'>;
  readonly selection: Pick<SelectionController, 'head' | 'token'>;
  readonly chapters: Pick<ChapterLoading, 'areAllShown' | 'shown'>;
  readonly figures: Pick<PageFigures, 'lead' | 'mark' | 'onMoves' | 'reveal'>;
  readonly page: Pick<ChapterPage, 'of'>;
  /** There once the address is kept. */
  address(): AddressController | undefined;
  /** Whether the page is being printed. */
  prints(): boolean;
  setSentence(words: readonly string[]): void;
  goToTitle(chapter: string): void;
  /** Fetches and computes once more what could not be had. */
  startAgain(): void;
  onStep(chapter: string, step: string): void;
  onHeld(chapter: string): void;
  /** What a chapter shows. */
  moment(chapter: string): ShownMoment | undefined;
}

/** The page as it is drawn: its head, what its chapters share, and their places. */
export class PageView {
  constructor(
    private readonly host: ExplainerProperties,
    private readonly parts: PageParts,
  ) {}

  /** `context` is there once the page has been computed. `isPainted`: the first paint stands there, and covers what is live. */
  render(context: FigureContext | undefined, isPainted = false): TemplateResult {
    const { ownModel } = this.host;
    return html`
      <main class=${ownModel ? 'own-model' : ''} lang=${this.#say.tag} ?inert=${isPainted && context}>
        ${(!isPainted || context) && (['heading', 'contents', 'settings'] as const).some((part) => this.#shows(part)) ? this.#header() : nothing}
        ${this.#body(context)}
      </main>
    `;
  }

  get #say(): Say {
    return this.parts.language.say;
  }

  #shows(control: Control): boolean {
    return shownControls(this.host.controls, this.host.isAlone).has(control);
  }

  #header(): TemplateResult {
    const { host } = this;
    return pageHeader({
      say: this.#say,
      heading: this.#shows('heading'),
      contents: this.#shows('contents'),
      settings: this.#shows('settings'),
      theme: themeOf(host.theme),
      setTheme: (theme) => (host.theme = theme),
      setLanguage: (language) => (host.lang = language),
      open: (id) => this.parts.goToTitle(id),
    });
  }

  #body(context: FigureContext | undefined): TemplateResult {
    const { host, parts } = this;
    const { state, extras, ownModel } = host;
    const say = this.#say;
    const about = this.#shows('about');
    if (state.kind === 'failed') return failed(state.error, say, parts.startAgain);
    if (state.kind === 'loading' || !context) return loading(say, parts.startAgain);
    return html`
      ${extras?.pageNotes(say, host, state.engine, context.runs.sentence)}
      ${this.#sections(parts.page.of(state, context), this.#shows('sentence') ? this.#choices(state) : nothing)}
      <div class="place">${about && parts.chapters.areAllShown ? extras?.references(say) : nothing}</div>
      ${about ? extras?.pageFooter(say, state.engine, state.milliseconds, ownModel, host.embeds) : nothing}
    `;
  }

  /** The room that they need is kept until they are there. */
  #choices({ engine, runs }: Ready): TemplateResult {
    const { host, parts } = this;
    const trace = runs.sentence;
    if (!host.extras) return html`<div class="choices-room"></div>`;
    return host.extras.pageChoices({
      engine,
      trace,
      say: this.#say,
      token: parts.selection.token(trace),
      head: parts.selection.head(trace),
      transposed: host.transposed,
      setSentence: (words) => parts.setSentence(words),
      setToken: (token) => (host.token = token + 1),
      setHead: (head) => (host.head = head + 1),
      setTransposed: (transposed) => (host.transposed = transposed),
    });
  }

  /**
   * Each chapter has a place from the beginning. With mathematics in a page, Chromium computes the styles of all that is
   * beside an element that is put in: here there is nothing beside it. A place is drawn again when something changes that
   * is seen there.
   */
  #sections(page: Page, choices: unknown): readonly TemplateResult[] {
    const { host, parts } = this;
    const { extras, controls, autoplay } = host;
    const shared = [
      page,
      extras,
      parts.address(),
      parts.prints(),
      this.#say,
      controls,
      autoplay,
      host.chapter,
    ];
    return (host.isAlone ? [host.subject] : chapterIds).map((id, index) => {
      const [named, pointed] = [objectIn(host.named, id), objectIn(host.pointed, id)];
      const chapter = this.#chapter(id, page);
      const seen = [chapter, named, pointed, isHandled(chapter) && host.handled, ...shared];
      const section = () => chapterSection(this.#section(id, page, named, pointed));
      // The sentence is chosen under the first figure.
      return html`<div class="place" data-place=${id}>${guard(seen, section)}</div>
        ${index === 0 ? html`<div class="place own">${choices}</div>` : nothing}`;
    });
  }

  #chapter(id: string, { context }: Page): NumberedChapter | undefined {
    const chapter = this.parts.chapters.shown(id);
    const { given } = this.host;
    return given ? given.chapter(chapter, context.runs.sentence) : chapter;
  }

  /** A word that is pressed is followed in the head that is shown. */
  #follow(token: number, { context }: Page): void {
    Object.assign(this.host, { head: context.selection.head + 1, token: token + 1 });
  }

  #section(id: string, page: Page, named: string | undefined, pointed: string | undefined): Section {
    const { host, parts } = this;
    const { extras } = host;
    const chapter = this.#chapter(id, page);
    const address = parts.address();
    const objectOf = (object: string | undefined) => (object ? { chapter: id, object } : undefined);
    return {
      handled: isHandled(chapter) ? host.handled : undefined,
      ...{ id, page, named, pointed, chapter, say: this.#say, number: chapterIds.indexOf(id) },
      extras: extras?.figureExtras,
      prints: parts.prints(),
      isFirst: id === host.subject,
      playsBySight: host.isAlone ? host.autoplay : chapter?.figure?.loops === true,
      embedOf:
        host.embeds && extras
          ? (kind) => extras.embedCodeOf(kind, host, parts.moment(id), chapterTitle(this.#say, id))
          : undefined,
      linkOf: address && (() => address.addressOf(id)),
      shows: (control) => this.#shows(control),
      setNamed: (object) => (host.named = objectOf(object)),
      setPointed: (object) => (host.pointed = objectOf(object)),
      setToken: (token) => this.#follow(token, page),
      setHandled: (handled) => (host.handled = handled),
      onStep: (step) => {
        parts.figures.mark(id, step);
        parts.onStep(id, step);
      },
      onHeld: () => parts.onHeld(id),
      onMoves: () => parts.figures.onMoves(id),
      reveal: (step) => parts.figures.reveal(id, step),
      lead: (card) => parts.figures.lead(id, card) && parts.onHeld(id),
    };
  }
}

/** Whether its figure can be changed by hand. */
function isHandled(chapter: NumberedChapter | undefined): boolean {
  return (chapter?.figure?.handles ?? chapter?.figure?.drag) !== undefined;
}

function objectIn(named: ChapterObject | undefined, chapter: string): string | undefined {
  return named?.chapter === chapter ? named.object : undefined;
}

/** What is late is offered again; until then nobody needs to think of it. */
function loading(say: Say, again: () => void): TemplateResult {
  return html`
    <p class="loading" role="status">${say('state.loading')}</p>
    <p class="late"><button @click=${again}>${say('state.again')}</button></p>
  `;
}

function failed({ key, cause }: EngineError, say: Say, again: () => void): TemplateResult {
  return html`
    <section class="message" role="alert">
      <h2>${say('state.error.title')}</h2>
      <p>${say(key, { reason: reasonText(cause, say) })}</p>
      ${key === 'state.error.start' ? html`<p><button @click=${again}>${say('state.again')}</button></p>` : nothing}
    </section>
  `;
}
