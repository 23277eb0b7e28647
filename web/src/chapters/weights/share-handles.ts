import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { asTrained, type Mask, masks, type RunOptions } from '../../../../wasm/attention.js';
import { shortNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { isAsTrained } from '../../compute/runs.js';
import { handleStyles } from '../../ui/handle-styles.js';
import { temperatures } from '../../compute/model/temperatures.js';

/** Temperature and mask. Emits `switch`, which leaves the figure, with the options that the reader wants. */
export class ShareHandles extends LitElement {
  static override properties = {
    options: { attribute: false },
    say: { attribute: false },
    given: { type: Boolean },
  };

  declare options: RunOptions;
  /** The numbers are an author's, and so is the mask. */
  declare given: boolean;
  declare say: Say;

  static override styles = [
    handleStyles,
    css`
      label {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }
      input {
        flex: 1;
        min-width: 50px;
        height: 44px;
        margin: 0;
        accent-color: var(--ax-query);
      }
      output {
        min-width: 2.4em;
        font-variant-numeric: tabular-nums;
      }
      select {
        width: 8.2em;
        background: var(--ax-raised);
      }
      @container figure (min-width: 620px) {
        select {
          width: auto;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { options, say } = this;
    const back = this.given ? 'given.back' : 'switch.back';
    return html`
      <label title=${say('switch.temperature.hint')}>
        ${say('switch.temperature')}
        <input
          type="range"
          min=${Math.log10(temperatures.least)}
          max=${Math.log10(temperatures.most)}
          step="0.05"
          .value=${String(Math.log10(options.temperature))}
          aria-valuetext=${shortNumber(options.temperature)}
          @input=${this.#onTemperature}
        />
        <output>${shortNumber(options.temperature)}</output>
      </label>
      ${this.given ? nothing : this.#masks()}
      ${
        (this.given ? options.temperature === 1 && options.scale : isAsTrained(options))
          ? nothing
          : html`<button aria-label=${say(back)} title=${say(back)} @click=${this.#onBack}>↺</button>`
      }
    `;
  }

  #masks(): TemplateResult {
    const { options, say } = this;
    return html`<select aria-label=${say('switch.mask')} title=${say('switch.mask')} @change=${this.#onMask}>
      ${masks.map(
        (mask) =>
          html`<option value=${mask} .selected=${mask === options.mask}>
            ${say(`switch.mask.${mask}`)}
          </option>`,
      )}
    </select>`;
  }

  // The slider is even in the logarithm: 1 in the middle, a tenth and tenfold at the ends.
  #onTemperature = (event: Event): void => {
    const temperature = 10 ** (event.target as HTMLInputElement).valueAsNumber;
    this.#ask({ temperature: Number(temperature.toFixed(2)) });
  };

  #onMask = (event: Event): void => this.#ask({ mask: (event.target as HTMLSelectElement).value as Mask });

  /** The button goes with what it undoes: the focus stays with the handles. */
  #onBack = (): void => {
    this.#ask(asTrained);
    this.renderRoot.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
  };

  #ask(change: Partial<RunOptions>): void {
    const detail = { ...this.options, ...change };
    this.dispatchEvent(new CustomEvent('switch', { detail, bubbles: true, composed: true }));
  }
}
