import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Say } from '../messages.js';

/** A button for each head, pressed while the head is on. Emits `silence` with the heads that are to be off, from 0. */
export class HeadSwitches extends LitElement {
  static override properties = {
    count: { type: Number },
    silent: { attribute: false },
    result: { type: String },
    say: { attribute: false },
  };

  declare count: number;
  /** The heads that are off, from 0. */
  declare silent: readonly number[];
  /** What has become of the prediction, in words. */
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
      margin: 0 0 8px;
      font: 600 calc(16 * var(--ax-px)) / 1.3 var(--ax-serif);
    }
    div {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    button {
      min-height: 44px;
      padding: 0 14px;
      border: 1px solid var(--ax-line);
      border-radius: 10px;
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    button[aria-pressed='true'] {
      forced-color-adjust: none;
      background: var(--ax-ink);
      border-color: var(--ax-ink);
      color: var(--ax-paper);
    }
    button[aria-pressed='false'] {
      border-style: dashed;
      border-color: var(--ax-quiet);
      color: var(--ax-quiet);
      text-decoration: line-through;
    }
    button:disabled {
      color: var(--ax-quiet);
      cursor: default;
    }
    button:focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: 2px;
    }
    p {
      margin: 10px 0 0;
      font-variant-numeric: tabular-nums;
      text-wrap: pretty;
    }
    @media (forced-colors: active) {
      button:disabled {
        color: GrayText;
      }
    }
  `;

  override render(): TemplateResult {
    const { count, silent, result, say } = this;
    return html`
      <h3 id="title">${say('switch.heads.title')}</h3>
      <div role="group" aria-labelledby="title">
        ${Array.from({ length: count }, (_, head) => this.#switch(head))}
        <button ?disabled=${silent.length === 0} @click=${() => this.#ask([])}>
          ${say('switch.heads.all')}
        </button>
      </div>
      <p role="status">${result}</p>
    `;
  }

  #switch(head: number): TemplateResult {
    return html`
      <button aria-pressed=${!this.silent.includes(head)} @click=${() => this.#toggle(head)}>
        ${this.say('head.name', { head: head + 1 })}
      </button>
    `;
  }

  #toggle(head: number): void {
    const { silent } = this;
    this.#ask(
      silent.includes(head)
        ? silent.filter((other) => other !== head)
        : [...silent, head].sort((a, b) => a - b),
    );
  }

  #ask(silent: readonly number[]): void {
    this.dispatchEvent(new CustomEvent('silence', { detail: silent }));
  }
}
