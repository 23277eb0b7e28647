import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { largestSize, type ReadSize, readSize } from '../compute/published-sizes.js';
import { wholeNumber } from '../text/format.js';
import type { Say } from '../text/messages.js';
import { subscriptLetters } from '../text/subscript-letters.js';
import { isComposed } from './composed.js';

type Problem = Exclude<ReadSize, { kind: 'size' }>['kind'];

/**
 * A whole number that can be typed, stepped by keys, halved and doubled. Emits `size` with every good value; what is not
 * one is left standing with a sentence, and the value before stays.
 */
export class NumberField extends LitElement {
  static override properties = {
    name: { type: String },
    hint: { type: String },
    value: { type: Number },
    most: { type: Number },
    say: { attribute: false },
    draft: { state: true },
    problem: { state: true },
  };

  declare name: string;
  declare hint: string;
  declare value: number;
  declare most: number;
  declare say: Say;
  /** What is typed, while it is not the value as it is written. */
  declare draft: string | undefined;
  declare problem: Problem | undefined;

  constructor() {
    super();
    this.hint = '';
    this.most = largestSize;
  }

  static override styles = css`
    :host {
      display: block;
      font: 400 calc(15 * var(--ax-px)) / 1.3 var(--ax-sans);
      color: var(--ax-ink);
    }
    label {
      display: block;
      margin-bottom: 4px;
    }
    b {
      font-weight: 650;
    }
    sub {
      font-size: 0.75em;
      line-height: 0;
    }
    small {
      display: block;
      font-size: calc(13 * var(--ax-px));
      color: var(--ax-quiet);
    }
    .box {
      display: flex;
      border: 1px solid var(--ax-edge);
      border-radius: 10px;
      background: var(--ax-raised);
    }
    .box:has([aria-invalid='true']) {
      border-color: var(--ax-value);
    }
    input {
      flex: 1;
      min-width: 0;
      height: 44px;
      box-sizing: border-box;
      padding: 0 4px;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      font-size: calc(16 * var(--ax-px));
      font-variant-numeric: tabular-nums;
      text-align: center;
    }
    button {
      flex: none;
      min-width: 44px;
      height: 44px;
      padding: 0;
      white-space: nowrap;
      border: 0;
      border-radius: 9px;
      background: none;
      color: var(--ax-quiet);
      font: inherit;
      cursor: pointer;
    }
    button:hover:enabled {
      background: var(--ax-chip);
      color: var(--ax-ink);
    }
    button:disabled {
      opacity: 0.4;
      cursor: default;
    }
    :is(input, button):focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: -1px;
      border-radius: 9px;
    }
    p {
      margin: 6px 0 0;
      font-size: calc(14 * var(--ax-px));
      overflow-wrap: anywhere;
    }
    @media (forced-colors: active) {
      button:disabled {
        opacity: 1;
        color: GrayText;
      }
      .box:has([aria-invalid='true']) {
        border-width: 3px;
      }
    }
    @media print {
      button {
        display: none;
      }
    }
  `;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value')) return;
    // A value from elsewhere, as a preset gives it, replaces what is typed.
    if (this.#given !== this.value) this.#clear();
    this.#given = this.value;
  }

  /** The value that this field asked for last. */
  #given: number | undefined;

  override render(): TemplateResult {
    const { name, say, value, most, problem } = this;
    const halved = Math.max(Math.floor(value / 2), 1);
    return html`
      <label for="input"
        ><b>${subscriptLetters(name)}</b>${this.hint ? html` <small>${this.hint}</small>` : nothing}</label
      >
      <div class="box">
        <button
          @click=${() => this.#give(halved)}
          ?disabled=${value <= 1}
          aria-label=${say('field.halve', { name })}
        >
          ÷ 2
        </button>
        <input
          id="input"
          role="spinbutton"
          inputmode="numeric"
          autocomplete="off"
          spellcheck="false"
          aria-valuemin="1"
          aria-valuemax=${most}
          aria-valuenow=${value}
          aria-valuetext=${wholeNumber(value)}
          aria-invalid=${problem !== undefined}
          aria-describedby=${problem ? 'problem' : nothing}
          title=${say('field.keys')}
          .value=${this.draft ?? wholeNumber(value)}
          @input=${this.#onInput}
          @change=${this.#onChange}
          @keydown=${this.#onKey}
        />
        <button
          @click=${() => this.#give(2 * value)}
          ?disabled=${2 * value > most}
          aria-label=${say('field.double', { name })}
        >
          × 2
        </button>
      </div>
      ${problem ? html`<p id="problem" role="alert">${this.#sentence(problem)}</p>` : nothing}
    `;
  }

  #sentence(problem: Problem): string {
    const typed = (this.draft ?? '').trim();
    const places = {
      name: this.name,
      typed: typed.length > 24 ? `${typed.slice(0, 24)}…` : typed,
      most: wholeNumber(this.most),
      value: wholeNumber(this.value),
    };
    return this.say(`field.${problem}`, places);
  }

  #onInput = (event: Event): void => {
    this.draft = (event.target as HTMLInputElement).value;
    const read = readSize(this.draft, this.most);
    this.problem = read.kind === 'size' ? undefined : read.kind;
    if (read.kind === 'size') this.#tell(read.size);
  };

  // Good values are written as numbers are written here, once the reader has done with them.
  #onChange = (): void => {
    if (!this.problem) this.draft = undefined;
  };

  #onKey = (event: KeyboardEvent): void => {
    if (isComposed(event)) return;
    const { value } = this;
    if (event.key === 'ArrowUp') this.#give(value + 1);
    else if (event.key === 'ArrowDown') this.#give(value - 1);
    else if (event.key === 'PageUp') this.#give(value * 2);
    else if (event.key === 'PageDown') this.#give(Math.floor(value / 2));
    else if (event.key === 'Escape') this.#clear();
    else return;
    event.preventDefault();
  };

  #give(value: number): void {
    this.#clear();
    this.#tell(Math.min(Math.max(value, 1), this.most));
  }

  #clear(): void {
    this.draft = undefined;
    this.problem = undefined;
  }

  #tell(size: number): void {
    this.#given = size;
    if (size !== this.value) this.dispatchEvent(new CustomEvent('size', { detail: size }));
  }
}
