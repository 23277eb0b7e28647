import { css, html, LitElement, type TemplateResult } from 'lit';
import { shortNumber } from '../text/format.js';
import type { Cell } from '../figure/cell.js';
import type { MessageKey, Say } from '../text/messages.js';
import type { Runs } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';

/** The numbers of a step as a table: the last two axes of the tensor that it brings, at the head that is shown. */
export class NumberTable extends LitElement {
  static override properties = {
    runs: { attribute: false },
    cell: { attribute: false },
    say: { attribute: false },
  };

  declare runs: Runs;
  /** Any cell of the tensor. */
  declare cell: Cell;
  declare say: Say;

  static override styles = css`
    :host {
      display: block;
      max-height: 320px;
      overflow: auto;
      border: 1px solid var(--ax-line);
      border-radius: 10px;
      background: var(--ax-raised);
      font: 400 calc(13 * var(--ax-px)) / 1.3 var(--ax-sans);
      font-variant-numeric: tabular-nums;
      color: var(--ax-ink);
    }
    :host(:focus-visible) {
      outline: 2px solid var(--ax-focus);
    }
    table {
      border-collapse: collapse;
    }
    caption {
      padding: 10px 12px 6px;
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

  override render(): TemplateResult {
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
