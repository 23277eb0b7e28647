import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Say } from '../../text/messages.js';
import { panelStyles } from '../../ui/control-styles.js';

/** Chooses how many directions are kept. Emits `rank` with that number, from 0. */
export class RankSlider extends LitElement {
  static override properties = {
    most: { type: Number },
    rank: { type: Number },
    result: { type: String },
    say: { attribute: false },
  };

  declare most: number;
  declare rank: number;
  /** What is lost with so many, in words. */
  declare result: string;
  declare say: Say;

  static override styles = [
    panelStyles,
    css`
      input[type='range'] {
        accent-color: var(--ax-value);
      }
      output {
        min-width: 1.5em;
      }
      p {
        margin: 0;
      }
    `,
  ];

  override render(): TemplateResult {
    const { most, rank, result, say } = this;
    return html`
      <h3>${say('switch.rank.title')}</h3>
      <label>
        ${say('switch.rank')}
        <input type="range" min="0" max=${most} step="1" .value=${String(rank)} @input=${this.#onInput} />
        <output>${rank}</output>
      </label>
      <p role="status">${result}</p>
    `;
  }

  #onInput = (event: Event): void => {
    const rank = (event.target as HTMLInputElement).valueAsNumber;
    this.dispatchEvent(new CustomEvent('rank', { detail: rank }));
  };
}
