import { css, type CSSResultGroup, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Card, type Chapter, chapterKey, factsOf, type Page, type Question } from './chapter.js';
import type { MessageKey, Parameters } from '../text/messages.js';
import { formulaElement, type MathData } from '../text/formulas.js';
import { type BoundPiece, boundPieces } from '../text/rich-text.js';
import { subscriptLetters } from '../text/subscript-letters.js';
import { memo } from '../scene/memo.js';
import { cardStyles } from './card-styles.js';
import { proseStyles } from './prose-styles.js';
import { ReadingLine } from './reading-line.js';

/**
 * What a chapter says: its cards, with formulas and a question. Words and symbols that name an object of the figure emit
 * `name` with it while they are pointed at or have the focus; `reveal` asks for the step that answers the question.
 */
export class ChapterProse extends LitElement {
  static override properties = {
    chapter: { attribute: false },
    page: { attribute: false },
    pointedObject: { attribute: false },
    step: { attribute: false },
    prints: { attribute: false },
    answer: { state: true },
  };

  declare chapter: Chapter;
  declare page: Page;
  /** The object that is pointed at in the figure: its words and symbols are marked. */
  declare pointedObject: string | undefined;
  /** The step that the figure shows: its card is marked. */
  declare step: string | undefined;
  /** On paper nothing is folded. */
  declare prints: boolean;
  /** Which option the reader has chosen. */
  declare answer: number | undefined;
  readonly line = new ReadingLine(this, (detail) => this.dispatchEvent(new CustomEvent('lead', { detail })));

  static override styles: CSSResultGroup = [
    css`
      :host {
        display: block;
        max-width: 62ch;
        font: 400 calc(17 * var(--ax-px)) / 1.6 var(--ax-sans);
        color: var(--ax-ink);
      }
      p {
        margin: 0 0 0.8em;
        text-wrap: pretty;
        hanging-punctuation: first;
      }
      sub {
        font-size: 0.7em;
        line-height: 0;
      }
      .object {
        --tone: var(--ax-ink);
        border-radius: 4px;
      }
      button.object {
        display: inline;
        padding: 0;
        border: 0;
        background: none;
        font: inherit;
        font-weight: 600;
        color: var(--tone);
        cursor: pointer;
        text-align: start;
        text-decoration: underline 1.5px color-mix(in oklab, var(--tone) 40%, transparent);
        text-underline-offset: 3px;
      }
      .bound {
        white-space: nowrap;
      }
      :is(.query, .w_q, .weight) {
        --tone: var(--ax-query);
      }
      :is(.key, .w_k) {
        --tone: var(--ax-key);
      }
      :is(.value, .w_v, .w_o, .delta, .word_delta, .head_delta, .head_output) {
        --tone: var(--ax-value);
      }
      .output {
        --tone: var(--ax-output);
      }
      .object:is(.highlight, :hover) {
        background: color-mix(in oklab, var(--tone) 16%, transparent);
      }
      :is(button, .object):focus-visible {
        outline: 2px solid var(--ax-focus);
        outline-offset: 2px;
      }
      @media (forced-colors: active) {
        .object:is(.highlight, :hover) {
          outline: 2px solid Highlight;
        }
      }
      @media print {
        :host {
          font-size: 11.5pt;
          line-height: 1.5;
        }
        p {
          orphans: 3;
          widows: 3;
        }
      }
    `,
    proseStyles,
    cardStyles,
  ];

  /** One in the first paint has no chapter: what it looks like is there already. */
  protected override shouldUpdate(): boolean {
    return this.chapter !== undefined;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const before = (changed.get('page') as Page | undefined)?.context;
    const { selection, runs } = this.page.context;
    const same = before?.runs.sentence === runs.sentence && before.selection.token === selection.token;
    if (before && !(same && before.selection.head === selection.head)) this.answer = undefined;
  }

  override updated(): void {
    for (const symbol of this.renderRoot.querySelectorAll('math .object')) {
      symbol.classList.toggle('highlight', symbol.getAttribute('data-object') === this.pointedObject);
    }
    for (const card of this.renderRoot.querySelectorAll<HTMLElement>('.card'))
      card.classList.toggle('shown', card.dataset.step === this.step);
  }

  override render(): TemplateResult {
    const { chapter } = this;
    const facts = factsOf(chapter, this.page);
    return html`
      <div
        class=${chapter.cards && chapter.figure ? 'leads' : ''}
        @pointerover=${this.#onPoint}
        @pointerleave=${() => this.#name(undefined)}
        @focusin=${this.#onPoint}
        @focusout=${() => this.#name(undefined)}
      >
        ${this.cards?.map((card) => this.#card(card, facts))}
      </div>
    `;
  }

  protected get cards(): readonly Card[] | undefined {
    return this.chapter.cards;
  }

  #card(card: Card, facts: Parameters): TemplateResult {
    const { id, cards, figure, question } = this.chapter;
    const { step, controls } = card;
    const asks = question && (question.at ?? cards!.at(-1)!.step) === step;
    return html`
      <section class="card" data-step=${step}>
        ${figure ? html`<h3>${this.page.context.say(`step.${id}.${step}` as MessageKey)}</h3>` : nothing}
        <p class="told">${this.#rich(`card.${id}.${step}`, facts)}</p>
        ${this.prints ? nothing : this.controls(controls)} ${this.#exact(card, facts)}
        ${asks ? this.question(facts) : nothing}
      </section>
    `;
  }

  protected controls(controls: Card['controls']): unknown {
    return controls?.(this.page);
  }

  /** How many texts are folded under a card. */
  protected folded({ exact = 0 }: Card): number {
    return exact;
  }

  #exact(card: Card, facts: Parameters): TemplateResult | typeof nothing {
    const { step, formulas = [] } = card;
    const exact = this.folded(card);
    if (exact === 0 && formulas.length === 0) return nothing;
    const key = (index: number) => `exact.${this.chapter.id}.${step}.${index + 1}`;
    // The same element for as long as it stands there: a symbol that is pointed at stays where it is.
    const made = (formula: MathData, index: number) => memo(this, key(index), () => this.formula(formula));
    const said = html`
      ${Array.from({ length: exact }, (_, index) => html`<p>${this.#rich(key(index), facts)}</p>`)}
      ${formulas.length > 0 ? html`<div class="formulas">${formulas.map(made)}</div>` : nothing}
    `;
    if (this.prints) return html`<div class="exact">${said}</div>`;
    return html`
      <details class="exact">
        <summary>${this.page.context.say('card.exactly')}</summary>
        ${said}
      </details>
    `;
  }

  #rich(key: string, facts: Parameters): unknown[] {
    const said = this.page.context.say(chapterKey(this.chapter, key, this.page), facts);
    return boundPieces(said).map((piece) => this.#piece(piece));
  }

  #piece({ text, object, before, after }: BoundPiece): unknown {
    if (object === undefined) return subscriptLetters(text);
    const term = this.term(object, text);
    // A line may break beside a button whatever stands there.
    return before || after ? html`<span class="bound">${before}${term}${after}</span>` : term;
  }

  protected term(object: string, text: string): TemplateResult {
    const highlight = object === this.pointedObject ? 'highlight' : '';
    // No white space inside: it would be underlined too.
    // prettier-ignore
    return html`<button class="object ${object} ${highlight}" data-object=${object}>${subscriptLetters(text)}</button>`;
  }

  /** A formula as what a template can hold. */
  protected formula(formula: MathData): unknown {
    return formulaElement(formula);
  }

  protected question(facts: Parameters): TemplateResult | typeof nothing {
    const { question } = this.chapter;
    if (!question) return nothing;
    const options = question.options(this.page.context);
    const { answer } = this;
    const chosen = answer === undefined ? undefined : options[answer];
    const option = ({ text, right }: (typeof options)[number], index: number) => html`
      <button
        class=${chosen && right ? 'right' : ''}
        aria-pressed=${index === answer}
        @click=${() => this.#choose(index, question)}
      >
        ${text}
      </button>
    `;
    return html`
      <section class="question">
        <p>${this.#rich(`question.${question.id}.ask`, facts)}</p>
        <div class="options">${options.map(option)}</div>
        <p role="status" ?hidden=${!chosen}>
          ${chosen ? this.#rich(`question.${question.id}.${chosen.right ? 'right' : 'wrong'}`, facts) : nothing}
        </p>
      </section>
    `;
  }

  #choose(index: number, { answered, reveal }: Question): void {
    this.answer = index;
    answered?.(this.page);
    if (reveal !== undefined) this.dispatchEvent(new CustomEvent('reveal', { detail: reveal }));
  }

  #onPoint = (event: Event): void => {
    this.#name((event.target as Element).closest('[data-object]')?.getAttribute('data-object') ?? undefined);
  };

  #named: string | undefined;

  #name(object: string | undefined): void {
    if (object === this.#named) return;
    this.#named = object;
    this.dispatchEvent(new CustomEvent('name', { detail: object }));
  }
}
