import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { Clock } from '../../scene/clock.js';
import { between, easeInOut, mix } from '../../scene/math.js';
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

/** How long a word takes to fade, in milliseconds. */
const duration = 700;

/** Fades single words out and in. Emits `kept` with how much of each word of the sentence is kept, 0 to 1, on its way. */
export class WordFades extends LitElement {
  static override properties = {
    words: { attribute: false },
    kept: { attribute: false },
    result: { type: String },
    say: { attribute: false },
    out: { state: true },
  };

  declare words: readonly FadedWord[];
  declare kept: readonly number[];
  /** What is expected next, in words. */
  declare result: string;
  declare say: Say;
  /** The words that the reader has faded out; undefined until one has been. */
  declare out: ReadonlySet<number> | undefined;

  #from: readonly number[] = [];
  #elapsed = 0;
  #stillness = reducedMotion();
  #clock = new Clock((elapsed) => this.#onTick(elapsed));

  static override styles = [
    handleStyles,
    css`
      span {
        color: var(--ax-quiet);
      }
      button {
        border-bottom: 4px solid var(--tone);
      }
      [aria-pressed='true'] {
        border-bottom-style: dotted;
        color: var(--ax-quiet);
        text-decoration: line-through;
      }
    `,
  ];

  /** Another row of attention begins whole. */
  override willUpdate(changed: Map<string, unknown>): void {
    const isWhole = this.kept.every((part) => part === 1);
    if (changed.has('kept') && !this.#clock.running && isWhole && this.out?.size) this.out = undefined;
  }

  override render(): TemplateResult {
    const { words, result, say, out } = this;
    return html`
      <span id="title">${say('fade.title')}</span>
      ${words.map(
        ({ j, word, tone }) =>
          html`<button
            .style=${`--tone: ${tone}`}
            aria-describedby="title"
            aria-pressed=${out?.has(j) === true}
            @click=${() => this.#toggle(j)}
          >
            ${word}
          </button>`,
      )}
      <p class="spoken" role="status">${out && !this.#clock.running ? result : nothing}</p>
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clock.stop();
  }

  #toggle(j: number): void {
    const out = new Set(this.out);
    if (!out.delete(j)) out.add(j);
    this.out = out;
    this.#from = this.kept;
    this.#elapsed = this.#stillness.matches ? duration : 0;
    if (this.#stillness.matches) this.#onTick(0);
    else this.#clock.start();
  }

  #onTick(elapsed: number): void {
    this.#elapsed += elapsed;
    const gone = easeInOut(between(0, this.#elapsed / duration, 1));
    if (gone === 1) {
      this.#clock.stop();
      this.requestUpdate();
    }
    const detail = this.#from.map((part, j) => mix(part, this.out?.has(j) ? 0 : 1, gone));
    this.dispatchEvent(new CustomEvent('kept', { detail }));
  }
}
