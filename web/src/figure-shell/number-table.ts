import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { shortNumber } from '../text/format.js';
import type { Cell } from '../figure/cell.js';
import type { MessageKey, Say } from '../text/messages.js';
import type { Runs } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';
import { beSheet, isNarrowWindow } from './sheet.js';

/** In windows up to this width a figure stands above what is read: there its table is a sheet at the foot. */
const oneColumn = 999;

/** The numbers of a step as a table: the last two axes of the tensor that it brings, at the head that is shown. */
export class NumberTable extends LitElement {
  static override properties = {
    runs: { attribute: false },
    cell: { attribute: false },
    say: { attribute: false },
    closes: { attribute: false },
  };

  declare runs: Runs;
  /** Any cell of the tensor. */
  declare cell: Cell;
  declare say: Say;
  /** Whether it can be closed: it then asks for it with `close`. */
  declare closes: boolean;

  static override styles = css`
    :host {
      display: block;
      max-height: min(320px, 42vh);
      overflow: auto;
      overscroll-behavior: contain;
      border: 1px solid var(--ax-line);
      border-radius: 10px;
      background: var(--ax-raised);
      font: 400 calc(13 * var(--ax-px)) / 1.3 var(--ax-sans);
      font-variant-numeric: tabular-nums;
      color: var(--ax-ink);
    }
    :host(:focus-visible) {
      outline: 2px solid var(--ax-focus);
      outline-offset: -2px;
    }
    :host(.sheet) {
      position: fixed;
      inset: auto 0 0;
      width: auto;
      max-width: none;
      height: auto;
      margin: 0;
      padding: 0 0 max(6px, env(safe-area-inset-bottom));
      border-width: 1px 0 0;
      border-radius: 14px 14px 0 0;
      box-shadow: 0 -6px 24px rgb(0 0 0 / 0.18);
    }
    /* In the corner whichever way it is scrolled. */
    .bar {
      position: sticky;
      top: 0;
      left: 0;
      z-index: 2;
      height: 0;
      text-align: end;
    }
    button {
      width: 44px;
      height: 44px;
      padding: 0;
      border: 0;
      border-radius: 0 10px;
      background: var(--ax-raised);
      color: inherit;
      font: inherit;
      font-size: calc(20 * var(--ax-px));
      cursor: pointer;
    }
    button:hover {
      background: var(--ax-chip);
    }
    button:focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: -2px;
    }
    table {
      border-collapse: collapse;
    }
    caption {
      padding: 13px 48px 13px 12px;
      text-align: start;
      font-weight: 600;
    }
    th,
    td {
      padding: 4px 10px;
      text-align: end;
      white-space: nowrap;
    }
    th {
      font-weight: 600;
      color: var(--ax-quiet);
    }
    tbody th {
      position: sticky;
      left: 0;
      background: var(--ax-raised);
      text-align: start;
    }
    tbody tr:nth-child(odd) td {
      background: color-mix(in oklab, var(--ax-chip) 45%, transparent);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('scroll', this.#onScroll, { passive: true, capture: true });
    this.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('scroll', this.#onScroll, { capture: true });
  }

  override updated(): void {
    beSheet(this, this.closes && isNarrowWindow(oneColumn));
  }

  #close(): void {
    this.dispatchEvent(new Event('close'));
  }

  #onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape' && this.closes) this.#close();
  };

  /** It goes when its figure does. */
  #onScroll = (): void => {
    if (!this.classList.contains('sheet')) return;
    const { top, bottom } = this.parentElement!.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) this.#close();
  };

  override render(): TemplateResult {
    const { say, closes } = this;
    const bar = html`<div class="bar">
      <button aria-label=${say('inspector.close')} @click=${() => this.#close()}>×</button>
    </div>`;
    return html`${closes ? bar : nothing} ${this.#table()}`;
  }

  #table(): TemplateResult {
    const { run, tensor, indices } = this.cell;
    const trace = this.runs[run];
    const axes = trace.axes(tensor);
    const shape = trace.shape(tensor);
    const lead = indices.slice(0, Math.max(axes.length - 2, 0));
    const rows = axes.length > 1 ? shape.at(-2)! : 1;
    const values = (row: number) =>
      Array.from(axes.length > 1 ? trace.row(tensor, ...lead, row) : trace.values(tensor));
    return html`
      <table>
        <caption>
          ${this.say('numbers.caption', { name: this.say(`tensor.${tensor}` as MessageKey), sentence: trace.words.join(' ') })}
          ${axes[0] === 'n_heads' ? this.say('head.name', { head: (indices[0] ?? 0) + 1 }) : ''}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${Array.from({ length: shape.at(-1)! }, (_, index) => html`<th scope="col">${nameOf(trace, axes.at(-1)!, index)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: rows },
            (_, row) => html`
              <tr>
                <th scope="row">${axes.length > 1 ? nameOf(trace, axes.at(-2)!, row) : ''}</th>
                ${values(row).map((value) => html`<td>${shortNumber(value)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

/** Tokens by their word, everything else by its number. */
function nameOf(trace: Trace, axis: string, index: number): string {
  if (axis === 'n_tokens') return `${index + 1} ${trace.words[index]!}`;
  return axis === 'n_vocabulary' ? trace.word(index) : String(index + 1);
}
