import { css, html, LitElement, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../../wasm/attention.js';
import type { Say } from '../../text/messages.js';
import { panelStyles } from '../../ui/control-styles.js';

/** Departs from the model on purpose: without the division. Emits `switch` with the options that the reader wants. */
export class ScaleSwitch extends LitElement {
  static override properties = { options: { attribute: false }, say: { attribute: false } };

  declare options: RunOptions;
  declare say: Say;

  static override styles = [
    panelStyles,
    css`
      input {
        flex: none;
        width: 20px;
        height: 20px;
        margin: 0;
        accent-color: var(--ax-query);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <label>
        <input type="checkbox" .checked=${this.options.scale} @change=${this.#onChange} />
        ${this.say('switch.scale')}
      </label>
    `;
  }

  #onChange = (event: Event): void => {
    const scale = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent('switch', { detail: { ...this.options, scale } }));
  };
}
