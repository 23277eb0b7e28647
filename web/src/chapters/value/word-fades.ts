import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { Clock } from '../../scene/clock.js';
import type { Say } from '../../text/messages.js';
import { handleStyles } from '../../ui/handle-styles.js';
import { reducedMotion } from '../../ui/reduced-motion.js';

/** A word that pushes. */
export interface FadedWord {
  readonly j: number;
  readonly word: string;
  /** Its colour in the picture. */
  readonly tone: string;
}

/** How quickly a word comes to where its slider is: in so many milliseconds, two thirds of the way. */
const haste = 130;
/** So near it is there. */
const near = 0.004;

/** Fades single words out and in, as far as the reader likes. Emits `kept` with how much of each word of the sentence is kept, 0 to 1. */
export class WordFades extends LitElement {
  static override properties = {
    words: { attribute: false },
    kept: { attribute: false },
    result: { type: String },
    say: { attribute: false },
    to: { state: true },
  };

  declare words: readonly FadedWord[];
  declare kept: readonly number[];
  /** What is expected next, in words. */
  declare result: string;
  declare say: Say;
  /** Where the sliders are, which the words follow; undefined until the reader has moved one. */
  declare to: readonly number[] | undefined;

  #stillness = reducedMotion();
  #clock = new Clock((elapsed) => this.#tell(Math.exp(-elapsed / haste)));

  static override styles = [
    handleStyles,
    css`
      .title {
        color: var(--ax-quiet);
      }
      label {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        flex: 0 1 120px;
        min-width: 44px;
        overflow: hidden;
        white-space: nowrap;
      }
      label > * {
        grid-area: 1 / 1;
        width: 100%;
        pointer-events: none;
      }
      input {
        height: 44px;
        margin: 0;
        /* Its middle is under the word. */
        transform: translateY(9px);
        accent-color: var(--tone);
        pointer-events: auto;
      }
    `,
  ];

  /** Another row of attention begins whole. */
  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('kept') && !this.#clock.running && this.kept.every((part) => part === 1))
      this.to = undefined;
  }

  override render(): TemplateResult {
    const { words, kept, result, say, to = kept } = this;
    return html`
      <span class="title" id="title">${say('fade.title')}</span>
      ${words.map(
        ({ j, word, tone }) =>
          html`<label .style=${`--tone: ${tone}`}>
            <span>${word}</span>
            <input
              type="range"
              max="1"
              step="0.05"
              aria-describedby="title"
              .value=${String(to[j])}
              @input=${({ target }: InputEvent) => this.#follow(j, (target as HTMLInputElement).valueAsNumber)}
            />
          </label>`,
      )}
      <p class="spoken" role="status">${this.to && !this.#clock.running ? result : nothing}</p>
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clock.stop();
  }

  #follow(j: number, part: number): void {
    this.to = (this.to ?? this.kept).map((at, word) => (word === j ? part : at));
    if (this.#stillness.matches) this.#tell(0);
    else this.#clock.start();
  }

  /** `left`: which part of the way is still to go. */
  #tell(left: number): void {
    const detail = this.to!.map((to, j) => {
      const away = (this.kept[j]! - to) * left;
      return Math.abs(away) < near ? to : to + away;
    });
    if (detail.every((part, j) => part === this.to![j])) this.#clock.stop();
    this.dispatchEvent(new CustomEvent('kept', { detail }));
  }
}
