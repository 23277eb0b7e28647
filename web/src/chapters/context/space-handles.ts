import { css, html, LitElement, type TemplateResult } from 'lit';
import { shortNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { handleStyles } from '../../ui/handle-styles.js';

/** How far one press turns, in degrees. */
const press = 20;

/**
 * How much of what attention adds is added, and from where the space is seen. Emits `added` with a part from 0 to 1, and `turned`
 * with the degrees by which to turn on.
 */
export class SpaceHandles extends LitElement {
  static override properties = {
    added: { type: Number },
    said: { type: String },
    turned: { type: String },
    say: { attribute: false },
    asked: { state: true },
  };

  declare added: number;
  /** What is expected with so much added, in words. */
  declare said: string;
  /** How far the space is turned, in words. */
  declare turned: string;
  declare say: Say;
  /** Whether a turn was asked for by key or button: then it is told. */
  declare asked: boolean;

  static override styles = [
    handleStyles,
    css`
      :host {
        gap: 4px;
      }
      label {
        flex: 1;
        min-width: 0;
        display: flex;
        align-items: center;
        gap: 10px;
      }
      input {
        flex: 1;
        min-width: 60px;
        height: 44px;
        margin: 0;
        accent-color: var(--ax-value);
        cursor: pointer;
      }
      i {
        font-family: var(--ax-serif);
        white-space: nowrap;
      }
      button {
        padding: 0;
        border: 0;
        font-size: calc(20 * var(--ax-px));
      }
      button:hover {
        background: var(--ax-chip);
      }
    `,
  ];

  override render(): TemplateResult {
    const { added, said, say, turned, asked } = this;
    return html`
      ${this.#button(-press, 'space.turn.left', '↶')}
      <label title=${say('space.added')}>
        <i aria-hidden="true">E</i>
        <input
          type="range"
          min="0"
          max="1"
          step="0.01"
          aria-label=${say('space.added')}
          aria-valuetext=${said}
          .value=${String(added)}
          @input=${this.#onInput}
        />
        <i aria-hidden="true">E + ${shortNumber(added)} ΔE</i>
      </label>
      ${this.#button(press, 'space.turn.right', '↷')}
      <p class="spoken" role="status">${asked ? turned : ''}</p>
    `;
  }

  #button(degrees: number, key: 'space.turn.left' | 'space.turn.right', sign: string): TemplateResult {
    const name = this.say(key);
    return html`<button
      aria-label=${name}
      title=${name}
      @click=${() => this.#turn(degrees)}
      @keydown=${this.#onKey}
    >
      ${sign}
    </button>`;
  }

  #turn(degrees: number): void {
    this.asked = true;
    this.dispatchEvent(new CustomEvent('turned', { detail: degrees }));
  }

  #onKey = (event: KeyboardEvent): void => {
    const way = { ArrowLeft: -press, ArrowRight: press }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    this.#turn(way);
  };

  #onInput = (event: Event): void => {
    const detail = (event.target as HTMLInputElement).valueAsNumber;
    this.dispatchEvent(new CustomEvent('added', { detail }));
  };
}
