import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Say, withGloss } from '../../text/messages.js';
import { withPlace } from '../../text/word-place.js';
import type { Removal } from '../../compute/runs.js';
import { panelStyles } from '../../ui/control-styles.js';

/** A button for each word and each head, pressed for the one that is taken away. Emits `remove` with the Removal. */
export class RemovalChoice extends LitElement {
  static override properties = {
    words: { attribute: false },
    heads: { type: Number },
    removed: { attribute: false },
    result: { type: String },
    say: { attribute: false },
  };

  declare words: readonly string[];
  declare heads: number;
  declare removed: Removal;
  /** What has become of the prediction, in words. */
  declare result: string;
  declare say: Say;

  static override styles = [
    panelStyles,
    css`
      h4 {
        margin: 8px 0 6px;
        font: 400 calc(14 * var(--ax-px)) / 1.3 var(--ax-sans);
        color: var(--ax-quiet);
      }
      button {
        padding: 0 12px;
      }
      button:hover {
        background: var(--ax-chip);
      }
      button[aria-pressed='true'] {
        border-style: dashed;
        border-color: var(--ax-ink);
        background: var(--ax-chip);
        text-decoration: line-through;
      }
      /* What is seen in the figure, and told by the card, is only said. */
      [role='status'] {
        position: absolute;
        width: 1px;
        height: 1px;
        margin: 0;
        overflow: hidden;
        clip-path: inset(50%);
      }
      @media print {
        :host {
          display: none;
        }
      }
      .quiet {
        margin: 0;
        color: var(--ax-quiet);
      }
    `,
  ];

  override render(): TemplateResult {
    const { words, heads, result, say } = this;
    const only = words.length === 1;
    return html`
      <h3>${say('switch.remove.title')}</h3>
      <h4 id="word">${say('switch.remove.word')}</h4>
      ${
        only
          ? html`<p class="quiet">${say('switch.remove.only', { word: words[0]! })}</p>`
          : html`<div class="buttons" role="group" aria-labelledby="word">
              ${words.map((word, index) => this.#word(word, index))}
            </div>`
      }
      <h4 id="head">${say('switch.remove.head')}</h4>
      <div class="buttons" role="group" aria-labelledby="head">
        ${Array.from({ length: heads }, (_, index) => this.#button({ kind: 'head', index }, say('head.name', { head: index + 1 })))}
      </div>
      <p role="status">${result || nothing}</p>
    `;
  }

  /** A word that the sentence has twice is told by its place. */
  #word(word: string, index: number): TemplateResult {
    const name = withPlace(this.say, this.words, index);
    return this.#button({ kind: 'word', index }, name === word ? withGloss(this.say, word) : name);
  }

  #button(removal: Removal, name: string): TemplateResult {
    const { kind, index } = this.removed;
    return html`
      <button
        aria-pressed=${kind === removal.kind && index === removal.index}
        @click=${() => this.dispatchEvent(new CustomEvent('remove', { detail: removal }))}
      >
        ${name}
      </button>
    `;
  }
}
