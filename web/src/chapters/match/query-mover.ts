import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Move } from '../../figure/view.js';
import type { Say } from '../../text/messages.js';
import { panelStyles } from '../../ui/control-styles.js';

/** A step to a side of the plane. */
const sides = {
  ArrowLeft: { move: [-1, 0], name: 'move.left', sign: '←' },
  ArrowUp: { move: [0, 1], name: 'move.up', sign: '↑' },
  ArrowDown: { move: [0, -1], name: 'move.down', sign: '↓' },
  ArrowRight: { move: [1, 0], name: 'move.right', sign: '→' },
} as const;

/** Moves the query of the plane without dragging it. Emits `step` with the side, in steps, and `back`. */
export class QueryMover extends LitElement {
  static override properties = {
    moved: { type: Boolean },
    result: { type: String },
    say: { attribute: false },
  };

  /** Whether the query is elsewhere than the model has it. */
  declare moved: boolean;
  /** What its row attends to, in words. */
  declare result: string;
  declare say: Say;

  static override styles = [
    panelStyles,
    css`
      p {
        min-height: 2.8em;
      }
    `,
  ];

  override render(): TemplateResult {
    const { say } = this;
    return html`
      <h3 id="title">${say('move.title')}</h3>
      <div class="buttons" role="group" aria-labelledby="title" @keydown=${this.#onKey}>
        ${Object.values(sides).map(
          ({ move, name, sign }) =>
            html`<button aria-label=${say(name)} @click=${() => this.#step(move)}>${sign}</button>`,
        )}
        <button ?disabled=${!this.moved} @click=${this.#onBack}>${say('move.back')}</button>
      </div>
      <p role="status">${this.result}</p>
    `;
  }

  #step(detail: Move): void {
    this.dispatchEvent(new CustomEvent('step', { detail }));
  }

  /** The button cannot be pressed again: the focus stays in the group. */
  #onBack = (): void => {
    this.renderRoot.querySelector('button')?.focus({ preventScroll: true });
    this.dispatchEvent(new CustomEvent('back'));
  };

  #onKey = (event: KeyboardEvent): void => {
    const side = sides[event.key as keyof typeof sides];
    if (!side || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#step(side.move);
  };
}
