import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { Engine, EngineError } from '../engine.js';
import { english, speaker } from '../messages.js';
import { timeline } from '../figure/whole-pass/steps.js';
import { readLink, writeLink } from '../link.js';
import { readSentence, splitWords } from '../model/sentence.js';
import { between } from '../timeline/timeline.js';
import { strongestHead, type Trace } from '../trace.js';
import { icon } from './icons.js';
import { theme } from './theme.js';
import type { WholePassFigure } from './whole-pass-figure.js';

/** Sentences to begin with, and the word of each that is worth following (from 1). */
const examples = [
  { sentence: 'a fluffy blue creature roamed the verdant forest', token: 4 },
  { sentence: 'american shrew mole', token: 3 },
  { sentence: 'one mole of carbon dioxide', token: 2 },
  { sentence: 'take a biopsy of the mole', token: 6 },
  { sentence: 'a miniature eiffel tower', token: 4 },
] as const;
const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

type State =
  | { kind: 'loading' }
  | { kind: 'failed'; error: EngineError }
  | { kind: 'ready'; engine: Engine; trace: Trace; milliseconds: number };

/** One start for all elements of a page: they share one engine. */
let sharedEngine: Promise<Engine> | undefined;

/** The explainer as one element: `<attention-explainer></attention-explainer>`. */
export class AttentionExplainer extends LitElement {
  static override properties = {
    theme: { type: String, reflect: true },
    linked: { type: Boolean },
    sentence: { type: String },
    head: { type: Number },
    token: { type: Number },
    state: { state: true },
    brokenLink: { state: true },
  };

  /** Keep the page's address at the moment that is shown, and open at the one that it names. For pages of our own. */
  declare linked: boolean;
  /** `auto` (as the reader's system), `light` or `dark`. */
  declare theme: string;
  /** The sentence that is run; one that the model cannot read leaves the one before. */
  declare sentence: string;
  /** The head that is shown, from 1. Until one is chosen, the head that moves the followed word most. */
  declare head: number | undefined;
  /** The token that is followed, from 1. */
  declare token: number;
  declare state: State;
  declare brokenLink: boolean;
  /** The step to open at, until the figure is there. */
  #openAt: string | undefined;

  constructor() {
    super();
    this.theme = 'auto';
    this.linked = false;
    this.brokenLink = false;
    this.sentence = examples[0].sentence;
    this.token = 4;
    this.state = { kind: 'loading' };
  }

  /**
   * Names, shapes and values of everything that was computed on the sentence shown, read-only.
   * Undefined until the computation has started, and where it could not.
   */
  get trace(): Trace | undefined {
    return this.state.kind === 'ready' ? this.state.trace : undefined;
  }

  static override styles = [
    theme,
    css`
      :host {
        display: block;
        background: var(--ax-paper);
        color: var(--ax-ink);
        font: 400 17px/1.6 var(--ax-sans);
      }
      main {
        max-width: 1380px;
        margin: 0 auto;
        padding: clamp(14px, 2.4vw, 30px) clamp(12px, 3vw, 44px) 40px;
        box-sizing: border-box;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 24px;
        margin-bottom: 12px;
      }
      h1 {
        font: 600 clamp(25px, 3.2vw, 36px) / 1.15 var(--ax-serif);
        letter-spacing: -0.01em;
        margin: 0;
        flex: 1 1 0;
      }
      .lead,
      .about {
        margin: 0;
        color: var(--ax-quiet);
        max-width: 62em;
        text-wrap: pretty;
      }
      .lead {
        flex-basis: 100%;
        max-width: none;
        font-size: 16px;
        line-height: 1.5;
      }
      .about {
        font-size: 14px;
        margin-top: 10px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 8px 24px;
        margin-bottom: 14px;
      }
      fieldset {
        display: flex;
        align-items: center;
        border: 0;
        margin: 0;
        padding: 0;
      }
      legend {
        float: left;
        padding: 0 8px 0 0;
        font-size: 14px;
        color: var(--ax-quiet);
      }
      .option {
        position: relative;
        display: grid;
        place-items: center;
        min-width: 44px;
        height: 44px;
        padding: 0 8px;
        box-sizing: border-box;
        font-size: 14px;
        font-variant-numeric: tabular-nums;
        border: 1px solid var(--ax-line);
        margin-left: -1px;
        cursor: pointer;
      }
      .option:first-of-type {
        border-radius: 10px 0 0 10px;
      }
      .option:last-of-type {
        border-radius: 0 10px 10px 0;
      }
      .option input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      button {
        width: 44px;
        height: 44px;
        display: grid;
        place-items: center;
        border: 0;
        border-radius: 10px;
        background: none;
        color: inherit;
        cursor: pointer;
      }
      button:hover {
        background: var(--ax-chip);
      }
      .option:has(:checked) {
        background: var(--ax-ink);
        border-color: var(--ax-ink);
        color: var(--ax-paper);
      }
      button:focus-visible,
      .option:has(:focus-visible) {
        outline: 2px solid var(--ax-focus);
        outline-offset: 2px;
      }
      sentence-box {
        flex: 1 1 30em;
        max-width: 54em;
        min-width: 0;
      }
      .message {
        max-width: 40em;
        margin: 12vh auto;
        padding: 28px 32px;
        border: 1px solid var(--ax-line);
        border-radius: 14px;
        background: var(--ax-raised);
      }
      .message h2 {
        font: 600 22px/1.3 var(--ax-serif);
        margin: 0 0 8px;
      }
      .message p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .note {
        margin: 0 0 12px;
        font-size: 15px;
        color: var(--ax-quiet);
      }
      .loading {
        color: var(--ax-quiet);
        min-height: 60vh;
        display: grid;
        place-items: center;
      }
    `,
  ];

  #say = speaker(english);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.state.kind === 'loading') void this.#start();
  }

  async #start(): Promise<void> {
    try {
      sharedEngine ??= Engine.start();
      const engine = await sharedEngine;
      if (this.linked) this.#openLink(engine);
      this.#run(engine, this.#words(engine) ?? splitWords(examples[0].sentence));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.state = { kind: 'failed', error };
    }
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.state.kind !== 'ready' || !changed.has('sentence')) return;
    const words = this.#words(this.state.engine);
    if (words && words.join(' ') !== this.state.trace.words.join(' ')) this.#run(this.state.engine, words);
  }

  /** Takes what the page's address asks for; one that means nothing leaves the start as it is, with a note. */
  #openLink(engine: Engine): void {
    const { vocabulary, dimensions } = engine.model;
    const read = (sentence: string) => readSentence(sentence, vocabulary, dimensions.n_positions);
    const limits = {
      // As the page itself writes it: what only resembles a sentence has been damaged on its way.
      isSentence: (sentence: string) => {
        const words = read(sentence);
        return words.kind === 'words' && words.words.join(' ') === sentence;
      },
      tokensOf: (sentence: string) => splitWords(sentence).length,
      heads: dimensions.n_heads,
      steps: timeline.steps.map(({ id }) => id),
      themes,
    };
    const link = readLink(location.hash, limits, this.sentence);
    this.brokenLink = link === 'broken';
    if (link === undefined || link === 'broken') return;
    this.#openAt = link.step;
    if (link.sentence) this.sentence = link.sentence;
    if (link.head) this.head = link.head;
    if (link.token) this.token = link.token;
    if (link.theme) this.theme = link.theme;
  }

  override updated(): void {
    const figure = this.renderRoot.querySelector<WholePassFigure>('whole-pass-figure');
    if (!figure || this.#openAt === undefined) return;
    figure.goTo(timeline.steps.findIndex(({ id }) => id === this.#openAt));
    this.#openAt = undefined;
  }

  /** Called when the figure holds at a step: the address follows, without an entry in the history for each. */
  #onHeld(step: string): void {
    if (!this.linked || this.state.kind !== 'ready') return;
    const { trace } = this.state;
    const link = writeLink({
      sentence: trace.words.join(' '),
      head: this.#shownHead(trace) + 1,
      token: this.#shownToken(trace) + 1,
      step,
      theme: this.#mode,
    });
    if (link !== location.hash) history.replaceState(history.state, '', link);
  }

  /** The words of `sentence`, or undefined when the model cannot read it. */
  #words(engine: Engine): readonly string[] | undefined {
    const { vocabulary, dimensions } = engine.model;
    const read = readSentence(this.sentence, vocabulary, dimensions.n_positions);
    return read.kind === 'words' ? read.words : undefined;
  }

  #run(engine: Engine, words: readonly string[]): void {
    try {
      this.state = { kind: 'ready', engine, ...engine.run(words) };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.state = { kind: 'failed', error };
    }
  }

  override render(): TemplateResult {
    const say = this.#say;
    return html`
      <main>
        <header>
          <h1>${say('title')}</h1>
          ${this.#themeButton()}
          <p class="lead">${say('lead')}</p>
        </header>
        ${this.#body()}
      </main>
    `;
  }

  #body(): TemplateResult {
    const say = this.#say;
    const { state } = this;
    if (state.kind === 'loading') return html`<p class="loading" role="status">${say('state.loading')}</p>`;
    if (state.kind === 'failed') {
      return html`
        <section class="message" role="alert">
          <h2>${say('state.error.title')}</h2>
          <p>${say(state.error.key, { reason: state.error.reason })}</p>
        </section>
      `;
    }
    const { model } = state.engine;
    return html`
      <div class="choices">
        <sentence-box
          .words=${state.trace.words}
          .examples=${examples.map(({ sentence }) => sentence)}
          .vocabulary=${model.vocabulary}
          .longest=${model.dimensions.n_positions}
          .say=${say}
          @sentence=${(event: CustomEvent<string[]>) => this.#onSentence(event.detail)}
        ></sentence-box>
        ${this.#headChoice(state.trace)}
      </div>
      ${this.brokenLink ? html`<p class="note" role="status">${say('link.broken')}</p>` : ''}
      <whole-pass-figure
        ?autoplay=${this.#openAt === undefined}
        .trace=${state.trace}
        .head=${this.#shownHead(state.trace)}
        .token=${this.#shownToken(state.trace)}
        .say=${say}
        @held=${(event: CustomEvent<string>) => this.#onHeld(event.detail)}
        @choose-token=${(event: CustomEvent<number>) => (this.token = event.detail + 1)}
      ></whole-pass-figure>
      <p class="about">
        ${say('about.model', { ...state.engine.model.dimensions, parameters: state.engine.parameters.toLocaleString('en') })}
      </p>
      <p class="about">
        ${say('about.engine', { variant: state.engine.variant, milliseconds: state.milliseconds.toFixed(2) })}
      </p>
    `;
  }

  /** A sentence of the reader's own is followed at its last word: the one that has read all the others. */
  #onSentence(words: readonly string[]): void {
    this.sentence = words.join(' ');
    this.token = examples.find(({ sentence }) => sentence === this.sentence)?.token ?? words.length;
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

  #headChoice(trace: Trace): TemplateResult {
    return html`
      <fieldset>
        <legend>${this.#say('head.label')}</legend>
        ${Array.from({ length: trace.n_heads }, (_, index) => this.#headOption(index + 1, this.#shownHead(trace) + 1))}
      </fieldset>
    `;
  }

  #themeButton(): TemplateResult {
    const label = this.#say('theme.label', { mode: this.#say(`theme.${this.#mode}`) });
    return html`
      <button class="theme" @click=${this.#nextTheme} aria-label=${label} title=${label}>
        ${icon('theme')}
      </button>
    `;
  }

  #headOption(head: number, shown: number): TemplateResult {
    return html`
      <label class="option">
        <input
          type="radio"
          name="head"
          value=${head}
          .checked=${head === shown}
          @change=${() => (this.head = head)}
        />
        ${head}
      </label>
    `;
  }

  /** The theme as one of those that there are, whatever the attribute says. */
  get #mode(): Theme {
    return themes.find((theme) => theme === this.theme) ?? 'auto';
  }

  #nextTheme = (): void => {
    this.theme = themes[(themes.indexOf(this.#mode) + 1) % themes.length]!;
  };
}
