import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { asTrained, type Mask, masks, type RunOptions } from '../../../../wasm/attention.js';
import { shortNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { isAsTrained } from '../../compute/runs.js';
import { temperatures } from '../../compute/model/temperatures.js';
import { panelStyles } from '../../ui/control-styles.js';

/** Which of the switches: each stands under the card that it is about. */
export type SwitchKind = 'scale' | 'mask' | 'temperature';

/** A switch that departs from the model on purpose. Emits `switch` with the options that the reader wants. */
export class RunSwitches extends LitElement {
  static override properties = {
    kind: { attribute: false },
    options: { attribute: false },
    say: { attribute: false },
  };

  declare kind: SwitchKind;
  declare options: RunOptions;
  declare say: Say;

  static override styles = [
    panelStyles,
    css`
      input {
        accent-color: var(--ax-query);
        margin: 0;
      }
      input:is([type='radio'], [type='checkbox']) {
        flex: none;
        width: 20px;
        height: 20px;
      }
      output {
        min-width: 3em;
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        color: var(--ax-quiet);
      }
      p {
        margin: 0;
        color: var(--ax-quiet);
      }
    `,
  ];

  override render(): TemplateResult {
    const { kind, options, say } = this;
    const control = { scale: this.#scale, mask: this.#mask, temperature: this.#temperature }[kind];
    return html`
      ${control()}
      ${isAsTrained(options) ? nothing : html`<button @click=${this.#onBack}>${say('switch.back')}</button>`}
    `;
  }

  #scale = (): TemplateResult => html`
    <label>
      <input type="checkbox" .checked=${this.options.scale} @change=${this.#onScale} />
      ${this.say('switch.scale')}
    </label>
  `;

  #temperature = (): TemplateResult => {
    const { options, say } = this;
    return html`
      <label>
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
      <p>${say('switch.temperature.hint')}</p>
    `;
  };

  #mask = (): TemplateResult => html`
    <fieldset>
      <legend>${this.say('switch.mask')}</legend>
      ${masks.map((mask) => this.#maskOption(mask))}
    </fieldset>
  `;

  #maskOption(mask: Mask): TemplateResult {
    return html`
      <label>
        <input
          type="radio"
          name="mask"
          .checked=${mask === this.options.mask}
          @change=${() => this.#ask({ mask })}
        />
        ${this.say(`switch.mask.${mask}`)}
      </label>
    `;
  }

  // The slider is even in the logarithm: 1 in the middle, a tenth and tenfold at the ends.
  #onTemperature = (event: Event): void => {
    const temperature = 10 ** (event.target as HTMLInputElement).valueAsNumber;
    this.#ask({ temperature: Number(temperature.toFixed(2)) });
  };

  #onScale = (event: Event): void => this.#ask({ scale: (event.target as HTMLInputElement).checked });

  /** The button goes with what it undoes: the focus stays with the switch. */
  #onBack = (): void => {
    this.#ask(asTrained);
    this.renderRoot.querySelector<HTMLElement>('input:checked, input')?.focus({ preventScroll: true });
  };

  #ask(change: Partial<RunOptions>): void {
    this.dispatchEvent(new CustomEvent('switch', { detail: { ...this.options, ...change } }));
  }
}
