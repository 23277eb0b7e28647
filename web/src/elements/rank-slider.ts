import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Say } from '../messages.js';

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

  static override styles = css`
    :host {
      display: block;
      margin: 0 0 1em;
      padding: 12px 16px;
      border: 1px solid var(--ax-line);
      border-radius: 14px;
      background: var(--ax-raised);
      font: 400 calc(15 * var(--ax-px)) / 1.4 var(--ax-sans);
      color: var(--ax-ink);
    }
    h3 {
      margin: 0 0 4px;
      font: 600 calc(16 * var(--ax-px)) / 1.3 var(--ax-serif);
    }
    label {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 44px;
      cursor: pointer;
    }
    input {
      flex: 1;
      min-width: 90px;
      height: 44px;
      margin: 0;
      accent-color: var(--ax-value);
      cursor: pointer;
    }
    input:focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: 2px;
    }
    output,
    p {
      font-variant-numeric: tabular-nums;
    }
    output {
      min-width: 1.5em;
      text-align: end;
    }
    p {
      margin: 0;
      text-wrap: pretty;
    }
  `;

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
