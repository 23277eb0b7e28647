import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Say } from '../../text/messages.js';
import { panelStyles } from '../../ui/control-styles.js';

/** The heads that are off when one of them has been switched. */
export function switched(silent: readonly number[], head: number): readonly number[] {
  return silent.includes(head)
    ? silent.filter((other) => other !== head)
    : [...silent, head].sort((a, b) => a - b);
}

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

  static override styles = [
    panelStyles,
    css`
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
    `,
  ];

  override render(): TemplateResult {
    const { count, silent, result, say } = this;
    return html`
      <h3 id="title">${say('switch.heads.title')}</h3>
      <div class="buttons" role="group" aria-labelledby="title">
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
    this.#ask(switched(this.silent, head));
  }

  #ask(silent: readonly number[]): void {
    this.dispatchEvent(new CustomEvent('silence', { detail: silent }));
  }
}
